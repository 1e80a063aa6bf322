using Codesession.Cli.Tests.Ledgers;

namespace Codesession.Cli.Tests.Hooks;

/// <summary>Many hooks at once on a transcript that grows.</summary>
[Collection(nameof(Crowd))]
public sealed class ManyHooksTests : CsTest
{
    private const int Hooks = 20;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_response_is_booked_once_by_whatever_hook(bool isStarted)
    {
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Folder);
        var talk = new Transcript(cs.Home, repo.Folder);
        talk.Ask("Begin").Respond();
        if (isStarted) await cs.RunWith(talk.Event("SessionStart"), "hook");
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                // Of a response the lines come one by one, and of a line its end may come later.
                var lines = talk.ResponseLines(talk.Responses + 1);
                var half = lines.Length / 3;
                Transcript.Append(talk.Path, lines[..half]);
                await Task.Yield();
                talk.Count();
                Transcript.Append(talk.Path, lines[half..]);
                await Task.Delay(1, CancellationToken.None);
            }
        }, TestContext.Current.CancellationToken);

        var results = await Task.WhenAll(Enumerable.Range(0, Hooks).Select(i => cs.RunWith(talk.Event(i % 3 == 0 ? "SubagentStop" : "Stop"), "hook")));
        await stop.CancelAsync();
        await writing;
        await cs.RunWith(talk.Event("Stop"), "hook");

        Assert.All(results, result => Assert.True(result is { ExitCode: 0, Text: "", Error: "" }, $"{result}"));
        var session = Assert.Single((await cs.Json("list")).EnumerateArray());
        Assert.Equal((talk.Tokens, talk.Cost), (session.Whole("aiTokens"), session.Dollars("aiCost")));
        using var ledger = cs.OpenLedger();
        Assert.Equal(talk.Responses, ledger.Value<long>("SELECT count(*) FROM ai_usage"));
        ledger.IsSound();
    }
}
