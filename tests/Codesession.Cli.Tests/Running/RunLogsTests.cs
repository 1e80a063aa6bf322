using System.Text.Json;
using Codesession.Cli.Tests.Hooks;

namespace Codesession.Cli.Tests.Running;

/// <summary>Calls of a run that went past its proxy, as its agent's logs tell them.</summary>
public sealed class RunLogsTests : CsTest
{
    private readonly GitRepo repo;
    private readonly Cs cs;

    public RunLogsTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are scripts for sh.");
        repo = RepoWithCommit();
        cs = Cs.In(repo.Folder);
    }

    // An agent that writes a log of its own: what stands in a file, dated now.
    private string AgentThatLogs(Transcript talk, string name = "agent")
    {
        var lines = Path.Combine(Cs.Folder, $"{name}.jsonl");
        File.WriteAllText(lines, talk.ResponseLines(1));
        var program = Path.Combine(Folder("bin"), name);
        File.WriteAllText(program, $"""
            #!/bin/sh
            sed "s/\"timestamp\":\"[^\"]*\"/\"timestamp\":\"$(date -u +%Y-%m-%dT%H:%M:%S).999Z\"/" '{lines}' >> '{talk.Path}'
            """);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    }

    private async Task<JsonElement> Newest() => await cs.Json("show");

    [Theory]
    [InlineData("agent", true)]
    [InlineData("agent", false)]
    [InlineData("claude", true)]
    public async Task What_its_log_tells_is_in_the_runs_session(string name, bool noProxy)
    {
        var talk = new Transcript(cs.Home, repo.Folder);

        var result = await cs.Run(["run", .. noProxy ? (string[])["--no-proxy"] : [], AgentThatLogs(talk, name)]);

        Assert.Equal((0, ""), (result.ExitCode, result.Text));
        Assert.Contains("1 call", result.Error);
        Assert.DoesNotContain("no calls seen", result.Error);
        var session = Assert.Single((await cs.Json("list")).EnumerateArray());
        Assert.Equal((2_550, Transcript.CostOfResponse), (session.Whole("aiTokens"), session.Dollars("aiCost")));
        Assert.Equal("log", Assert.Single((await Newest()).List("aiUsage")).Text("source"));
        await cs.Json("import");
        Assert.Single((await cs.Json("list")).EnumerateArray());
    }

    [Fact]
    public async Task What_was_logged_before_or_elsewhere_is_not()
    {
        new Transcript(cs.Home, repo.Folder).Respond();
        var (before, elsewhere) = (new Transcript(cs.Home, repo.Folder), new Transcript(cs.Home, Folder("elsewhere")));
        before.Respond();

        await cs.Run("run", "--no-proxy", "sh", "-c", $"printf '\\n' >> '{before.Path}'; '{AgentThatLogs(elsewhere)}'");

        Assert.Equal(0, (await Newest()).Whole("aiTokens"));
        await cs.Json("import");
        Assert.Equal(3 * 2_550, (await cs.Json("list")).EnumerateArray().Sum(session => session.Whole("aiTokens")));
    }

    [Fact]
    public async Task In_a_session_that_goes_on_it_counts_too()
    {
        var id = await Start(cs);
        var talk = new Transcript(cs.Home, repo.Folder);

        await cs.Run("run", "--no-proxy", "-s", $"{id}", AgentThatLogs(talk));

        Assert.Equal((2_550, "active"), ((await Newest()).Whole("aiTokens"), (await Newest()).Text("status")));
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_does_not_fail_the_run()
    {
        var folder = Directory.CreateDirectory(Path.Combine(cs.Home, ".claude", "projects")).FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "loop"), folder);
        await File.WriteAllTextAsync(Path.Combine(cs.Home, ".codesession-broken"), "", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(cs.PricingPath)!);
        await File.WriteAllTextAsync(cs.PricingPath, "{", TestContext.Current.CancellationToken);

        var result = await cs.Run("run", "--no-proxy", "sh", "-c", "exit 7");

        Assert.Equal(7, result.ExitCode);
        Assert.Equal("completed", (await Newest()).Text("status"));
    }
}
