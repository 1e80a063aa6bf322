using System.Text.Json;

namespace Codesession.Proxy.Tests.Clients;

/// <summary>An agent that uses the official packages of npm, streaming and not: alone, through <c>cs proxy</c>, and under <c>cs run</c>.</summary>
public sealed class NodeAgentTests : CsTest, IAsyncLifetime
{
    private const string Said = "Grüße, 世界! 👋🏽\nDone.";

    private FakeProvider provider = null!;

    public async ValueTask InitializeAsync()
    {
        provider = await FakeProvider.StartAsync();
        provider.Script.Otherwise = new Reply { Tokens = new TokenCounts { Input = 321, CacheRead = 1000, Output = 54, Reasoning = 30 }, Coding = ContentCoding.Gzip };
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await provider.DisposeAsync();
        Dispose(true);
    }

    [Fact]
    public async Task Directly()
    {
        var agent = await NodeAgent.ProgramAsync();
        var repo = RepoWithCommit();

        var result = await Pointed(Cs.In(repo.Folder), provider.Url).BeginProgram("node", agent, "3").Ended();

        Assert.True(result.ExitCode == 3, $"{result}");
        SaidEverything(result.Text);
        Assert.Equal(6, provider.Stated.Count);
        Assert.Equal("Write some lines about ledgers", repo.Git("log", "-1", "--format=%s"));
        Assert.Equal("LINES.md", repo.Git("show", "--format=", "--name-only"));
    }

    [Fact]
    public async Task Through_the_proxy()
    {
        var agent = await NodeAgent.ProgramAsync();
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Folder);
        var proxy = await ProxyProcess.StartAsync(cs, provider);
        var id = await Start(cs);

        var result = await Pointed(cs, proxy.For(id)).BeginProgram("node", agent).Ended();

        Assert.True(result.ExitCode == 0, $"{result}");
        SaidEverything(result.Text);
        Assert.Equal(7, provider.Stated.Count);
        await new ProxiedSession(cs, id, proxy.For(id)).IsBookedAsync(provider.Stated);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(42)]
    public async Task Under_cs_run_every_call_is_booked_and_work_and_exit_code_are_kept(int code)
    {
        var agent = await NodeAgent.ProgramAsync();
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Folder).WithKeys();

        var result = await cs.Run(["run", "--name", "agent", .. ProxyProcess.Upstreams(provider.Url), "node", agent, $"{code}"]);

        Assert.True(result.ExitCode == code, $"{result}");
        SaidEverything(result.Text);
        Assert.Contains("agent", result.Error, StringComparison.Ordinal);
        Assert.Equal(7, provider.Stated.Count);
        var session = await cs.Json("show", "--files", "--commits");
        Assert.Equal(("agent", "completed"), (session.Text("name"), session.Text("status")));
        Assert.Equal("LINES.md", Assert.Single(session.List("files")).Text("filePath"));
        Assert.Equal("Write some lines about ledgers", Assert.Single(session.List("commits")).Text("message"));
        await new ProxiedSession(cs, session.Whole("id"), "").IsBookedAsync(provider.Stated);
    }

    [Fact]
    public async Task A_base_URL_that_was_set_before_becomes_the_upstream()
    {
        var agent = await NodeAgent.ProgramAsync();
        var repo = RepoWithCommit();
        // A company's gateway, behind a path of its own.
        var cs = Pointed(Cs.In(repo.Folder), provider.Url + "/gateway");

        var result = await cs.Run("run", "node", agent);

        Assert.True(result.ExitCode == 0, $"{result}");
        SaidEverything(result.Text);
        Assert.All(provider.Requests, request => Assert.StartsWith("/gateway/v1", request.Target, StringComparison.Ordinal));
        Assert.Equal(7, provider.Stated.Count);
        await new ProxiedSession(cs, (await cs.Json("show")).Whole("id"), "").IsBookedAsync(provider.Stated);
    }

    [Fact]
    public async Task Calls_that_are_all_refused_were_seen()
    {
        var agent = await NodeAgent.ProgramAsync();
        provider.Script.Otherwise = new Reply { Status = 401 };
        var cs = Cs.In(RepoWithCommit().Folder).WithKeys();

        var result = await cs.Run(["run", .. ProxyProcess.Upstreams(provider.Url), "node", agent]);

        Assert.NotEmpty(provider.Requests);
        Assert.DoesNotContain("no calls seen", result.Error, StringComparison.Ordinal);
        Assert.Contains($"{provider.Requests.Count} request", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_behind_a_proxy_of_ours_has_its_calls_though_both_see_them()
    {
        var agent = await NodeAgent.ProgramAsync();
        var repo = RepoWithCommit();
        var proxy = await ProxyProcess.StartAsync(Cs, provider, "--session", "outer");
        var cs = Pointed(Cs.In(repo.Folder), proxy.Url);

        // With an upstream of its own it needs a proxy of its own.
        var result = await cs.Run("run", "--json", "--upstream", "corp=http://127.0.0.1:1", "node", agent);

        Assert.True(result.ExitCode == 0, $"{result}");
        await new ProxiedSession(cs, result.Document.Whole("id"), "").IsBookedAsync(provider.Stated);
    }

    [Fact]
    public async Task Runs_side_by_side_book_each_its_own()
    {
        var agent = await NodeAgent.ProgramAsync();
        var runs = await Task.WhenAll(Enumerable.Range(1, 3).Select(async number =>
        {
            var cs = Cs.In(RepoWithCommit($"repo-{number}").Folder).WithKeys();
            var result = await cs.Run(["run", "--json", .. ProxyProcess.Upstreams(provider.Url), "node", agent]);
            Assert.True(result.ExitCode == 0, $"{result}");
            return await cs.Json("show", $"{result.Document.Whole("id")}");
        }));

        Assert.All(runs, session => Assert.Equal(7, session.List("aiUsage").Length));
        var booked = runs.SelectMany(session => session.List("aiUsage")).Select(call => call.Text("responseId")).ToList();
        Assert.Equal(provider.Stated.Select(call => call.ResponseId).Order(), booked.Order());
    }

    private static Cs Pointed(Cs cs, string url) => cs.WithKeys()
        .With("ANTHROPIC_BASE_URL", url).With("OPENAI_BASE_URL", url + "/v1").With("GOOGLE_GEMINI_BASE_URL", url);

    private static void SaidEverything(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal(NodeAgent.Calls, lines.Select(line => line.Text("who")));
        Assert.All(lines, line => Assert.Equal(Said, line.Text("text")));
        // Anthropic counts what was cached apart, Gemini what was thought; the streamed chat did not ask.
        Assert.Equal(
            [(321, 54), (321, 54), (1321, 54), (0, 0), (1321, 54), (1321, 24), (1321, 24)],
            lines.Select(line => line.Has("input") ? (line.Whole("input"), line.Whole("output")) : (0, 0)));
    }
}
