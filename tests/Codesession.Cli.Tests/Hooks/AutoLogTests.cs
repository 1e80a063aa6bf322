using System.Text;
using System.Text.Json;

namespace Codesession.Cli.Tests.Hooks;

/// <summary><c>cs auto-log</c>: the contract's answer, and nothing that could break an agent.</summary>
public sealed class AutoLogTests : CsTest
{
    private readonly Transcript talk;

    public AutoLogTests() => talk = new Transcript(Cs.Home, Cs.Folder);

    private async Task<JsonElement> AutoLog(byte[] input, params string[] more)
    {
        var result = await Cs.RunWith(input, ["auto-log", .. more, "--json"]);
        Assert.True(result is { ExitCode: 0 }, $"{result}");
        return result.Document;
    }

    private static void IsNothing(JsonElement answer, string reason)
    {
        answer.IsAnswerOf("autoLogged", "reason", "message");
        Assert.Equal((false, reason), (answer.Is("autoLogged"), answer.Text("reason")));
    }

    [Fact]
    public async Task It_records_what_is_new_since_the_last_time()
    {
        var id = await Start(Cs);
        talk.Ask("Do it").Respond().Respond();

        var first = await AutoLog(talk.Event("Stop"));
        talk.Respond(inSubagent: true);
        var second = await AutoLog(talk.Event("Stop"));

        first.IsAnswerOf("autoLogged", "tokens", "cost", "session");
        Assert.Equal(["prompt", "completion", "total"], first.GetProperty("tokens").Keys());
        Assert.Equal((5_000, 100, 5_100), (first.GetProperty("tokens").Whole("prompt"), first.GetProperty("tokens").Whole("completion"), first.GetProperty("tokens").Whole("total")));
        Assert.Equal(2 * Transcript.CostOfResponse, first.Dollars("cost"));
        Assert.Equal((id, 5_100), (first.GetProperty("session").Whole("id"), first.GetProperty("session").Whole("aiTokens")));
        Assert.Equal(["id", "aiCost", "aiTokens"], first.GetProperty("session").Keys());
        Assert.Equal((2_550, talk.Tokens), (second.GetProperty("tokens").Whole("total"), second.GetProperty("session").Whole("aiTokens")));
        Assert.Equal(talk.Cost, second.GetProperty("session").Dollars("aiCost"));
        IsNothing(await AutoLog(talk.Event("Stop")), "nothing_new");
    }

    [Fact]
    public async Task What_the_log_tells_wins_over_what_is_given()
    {
        await Start(Cs);
        talk.Respond();
        var unnamed = talk.ResponseLines(2).Replace("\"model\":\"claude-sonnet-4-5-20250929\",", "");
        Transcript.Append(talk.Path, unnamed);

        await AutoLog(talk.Event("Stop"), "--provider", "openai", "--model", "gpt-5", "--agent", "Claude at work");

        var calls = (await Cs.Json("status")).List("aiUsage");
        Assert.Equal([("anthropic", "claude-sonnet-4-5-20250929"), ("openai", "gpt-5")], calls.Select(call => (call.Text("provider"), call.Text("model"))));
        Assert.All(calls, call => Assert.Equal("Claude at work", call.Text("agentName")));
    }

    [Fact]
    public async Task It_goes_to_the_conversations_session_before_any_other()
    {
        var conversation = await Cs.RunWith(talk.Event("SessionStart"), "hook", "--json");
        await Start(Cs.In(Folder("elsewhere")));
        talk.Respond();

        var answer = await AutoLog(talk.Event("Stop"));

        Assert.Equal(conversation.Document.Whole("sessionId"), answer.GetProperty("session").Whole("id"));
    }

    [Fact]
    public async Task With_no_session_of_its_own_it_goes_where_other_commands_go()
    {
        var id = await Start(Cs.In(Folder("elsewhere")));
        talk.Respond();

        Assert.Equal(id, (await AutoLog(talk.Event("Stop"))).GetProperty("session").Whole("id"));
    }

    [Fact]
    public async Task Nothing_to_do_is_said_and_no_failure()
    {
        IsNothing(await AutoLog([]), "no_input");
        IsNothing(await AutoLog(Encoding.UTF8.GetBytes("no JSON")), "no_input");
        IsNothing(await AutoLog(talk.Event("Stop")), "no_active_session");
        await Start(Cs);
        IsNothing(await AutoLog(talk.Event("Stop")), "no_transcript");
        IsNothing(await AutoLog("{}"u8.ToArray()), "no_transcript");
        talk.Ask("Do it");
        IsNothing(await AutoLog(talk.Event("Stop")), "nothing_new");
    }

    [Fact]
    public async Task A_ledger_in_trouble_is_told_and_no_failure()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Cs.LedgerPath)!);
        await File.WriteAllTextAsync(Cs.LedgerPath, "This is no database, and long enough to be told from an empty one.", TestContext.Current.CancellationToken);

        var answer = await AutoLog(talk.Event("Stop"));

        Assert.Equal("store_invalid", answer.GetProperty("error").Text("code"));
    }

    [Fact]
    public async Task Without_json_it_says_so_in_a_line()
    {
        await Start(Cs);
        talk.Respond();

        var result = await Cs.RunWith(talk.Event("Stop"), "auto-log");

        Assert.Equal((0, "Logged 2,550 tokens, $0.0032; session 1: $0.0032\n"), (result.ExitCode, result.Text));
        Assert.Equal((0, ""), await Cs.RunWith(talk.Event("Stop"), "auto-log") is { ExitCode: var code, Text: var text } ? (code, text) : default);
    }
}
