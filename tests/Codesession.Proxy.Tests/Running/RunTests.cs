namespace Codesession.Proxy.Tests.Running;

/// <summary><c>cs run</c> with its proxy: what the command finds, and what the user is told.</summary>
public sealed class RunTests : CsTest
{
    private const string Call = """curl -sS -o /dev/null "$ANTHROPIC_BASE_URL/v1/messages" -H 'x-api-key: k' -H 'content-type: application/json' -d '{"model":"claude-sonnet-4-5","max_tokens":9,"messages":[]}'""";

    private FakeProvider? provider;

    public RunTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are scripts for sh.");

    [Fact]
    public async Task A_run_in_a_run_books_on_its_own_session_through_the_same_proxy()
    {
        Assert.SkipUnless(HasCurl(), "curl is not here.");

        var result = await Run($"{Call} && '{Cs.Executable}' run --name inner sh -c '{Call.Replace("'", "'\\''", StringComparison.Ordinal)}; echo url $ANTHROPIC_BASE_URL'; echo url $ANTHROPIC_BASE_URL");

        var urls = result.Text.Split('\n').Where(line => line.StartsWith("url ", StringComparison.Ordinal)).Select(line => line[4..]).ToList();
        Assert.Equal($"{urls[1]}/s/2", urls[0]);
        Assert.Equal(["outer", "inner"], [(await Cs.Json("show", "1")).Text("name"), (await Cs.Json("show", "2")).Text("name")]);
        Assert.All(new[] { "1", "2" }, id => Assert.Single(Cs.Json("show", id).Result.List("aiUsage")));
        // The inner one has waited for what it made the outer one book.
        Assert.Matches("session 2: inner\n .* 1 call,", result.Error);
    }

    [Fact]
    public async Task The_summary_tells_the_cost_by_model_and_what_is_left_of_the_budget()
    {
        Assert.SkipUnless(HasCurl(), "curl is not here.");

        var result = await Run(Call, "--budget", "1.00");

        Assert.Matches("    claude-sonnet-4-5: 1 call, 1,200 tokens, \\$0\\.0060\n", result.Error);
        Assert.Matches("    budget: \\$0\\.0060 of \\$1\\.00 for session 1 spent, \\$0\\.99 left\n", result.Error);
        Assert.DoesNotContain("no calls seen", result.Error);
    }

    [Fact]
    public async Task Where_nothing_was_seen_it_says_so_and_why_that_can_be()
    {
        var result = await Run("true");

        Assert.Contains("no calls seen", result.Error);
        Assert.Contains("ANTHROPIC_BASE_URL", result.Error);
    }

    [Fact]
    public async Task Without_a_proxy_the_command_finds_its_surroundings_as_they_were()
    {
        var result = await Cs.With("ANTHROPIC_BASE_URL", "https://gateway.example").Run("run", "--no-proxy", "sh", "-c", "echo $ANTHROPIC_BASE_URL; echo $OPENAI_BASE_URL");

        Assert.Equal("https://gateway.example\n\n", result.Text);
        Assert.DoesNotContain("no calls seen", result.Error);
    }

    [Fact]
    public async Task A_port_that_is_taken_starts_nothing()
    {
        var started = await StartProvider();
        var port = new Uri(started.Url).Port;

        (await Cs.Run("run", "--json", "--port", $"{port}", "sh", "-c", "touch it-ran")).Failure("port_in_use");

        Assert.False(File.Exists(Path.Combine(Cs.Folder, "it-ran")));
        await Cs.Fails("session_not_found", "show");
    }

    protected override void Dispose(bool disposing)
    {
        provider?.DisposeAsync().AsTask().Wait();
        base.Dispose(disposing);
    }

    private async Task<CsResult> Run(string script, params string[] options)
    {
        var result = await Cs.Run(["run", "--name", "outer", .. ProxyProcess.Upstreams((await StartProvider()).Url), .. options, "sh", "-c", script]);
        Assert.True(result.ExitCode == 0, $"{result}");
        return result;
    }

    private async Task<FakeProvider> StartProvider() => provider ??= await FakeProvider.StartAsync();

    private static bool HasCurl() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "curl")));
}
