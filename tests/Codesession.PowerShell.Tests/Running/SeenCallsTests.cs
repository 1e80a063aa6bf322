using Codesession.PowerShell.Tests.Proxy;

namespace Codesession.PowerShell.Tests.Running;

/// <summary>The AI calls of what <c>Invoke-CsRun</c> runs are seen, through a proxy of the run's own.</summary>
public sealed class SeenCallsTests : ProxyTest
{
    private const string BaseUrls = "\"$env:ANTHROPIC_BASE_URL $env:OPENAI_BASE_URL $env:GOOGLE_GEMINI_BASE_URL\"";

    [Fact]
    public void Calls_of_a_block_are_booked_on_its_session_with_their_exact_cost()
    {
        Start("outer");

        var result = Shell.Run(Ask + "Invoke-CsRun -Name work -AgentName Ada -Upstream @{ anthropic = $url } -PassThru { Ask; Ask }", ("url", Provider.Url));

        result.AssertNoErrors();
        Assert.Empty(result.Warnings);
        Assert.Equal([200, 200], result.Output.Take(2).Select(status => status.BaseObject));
        var session = Assert.IsType<Session>(result.Output[2].BaseObject);
        Assert.Equal(("work", SessionPhase.Completed, 2, 2 * AnthropicServer.Cost), (session.Name, session.Status, session.AiCalls, session.AiCost));
        using var ledger = OpenLedger();
        Assert.All(ledger.Usage.Of(session.Id), call => Assert.Equal(("Ada", UsageSource.Proxy), (call.AgentName, call.Source)));
        Assert.Empty(Records.List("proxy"));
    }

    [Fact]
    public void An_address_that_was_set_before_is_where_the_calls_go()
    {
        var result = Shell.Run(Ask + $"$env:ANTHROPIC_BASE_URL = $url; Invoke-CsRun -Name work {{ Ask; {BaseUrls} }}; {BaseUrls}", ("url", Provider.Url));

        result.AssertNoErrors();
        Assert.Equal(1, Provider.Calls);
        Assert.Matches(@"^200\nhttp://127\.0\.0\.1:(\d+) http://127\.0\.0\.1:\1/v1 http://127\.0\.0\.1:\1\n" + Provider.Url + "  $", result.Text);
        Assert.Equal(AnthropicServer.Cost, Session("work").AiCost);
    }

    [Fact]
    public void An_address_that_cannot_be_taken_over_is_left_and_told_of()
    {
        var result = Shell.Run("$env:ANTHROPIC_BASE_URL = 'unix:/socket'; Invoke-CsRun { $env:ANTHROPIC_BASE_URL }");

        Assert.Equal("unix:/socket", result.Text);
        Assert.StartsWith("ANTHROPIC_BASE_URL is no plain http address", Assert.Single(result.Warnings));
    }

    [Fact]
    public void A_block_inside_another_uses_its_proxy_and_books_on_its_own_session()
    {
        var result = Shell.Run(Ask + """
            Invoke-CsRun -Name outer -Upstream @{ anthropic = $url } {
                $outer = $env:ANTHROPIC_BASE_URL
                $null = Ask
                Invoke-CsRun -Name inner { param($session) $null = Ask; $env:ANTHROPIC_BASE_URL -eq "$outer/s/$($session.Id)" }
                $env:ANTHROPIC_BASE_URL -eq $outer
            }
            """, ("url", Provider.Url));

        Assert.Equal([true, true], result.All<bool>());
        Assert.Equal((1, 1, 2), (Session("outer").AiCalls, Session("inner").AiCalls, Provider.Calls));
    }

    [Fact]
    public void A_program_is_run_with_a_proxy_too()
    {
        var script = Path.Combine(Home, "agent.ps1");
        File.WriteAllText(script, Ask + "Ask; $env:ANTHROPIC_BASE_URL");

        var result = Shell.Run("Invoke-CsRun $program -Name work -AgentName Ada -Budget 1 -Upstream @{ anthropic = $url } -PassThru -- $script",
            ("program", ShellProcess.PathOf("ShellHost")), ("script", script), ("url", Provider.Url));

        result.AssertNoErrors();
        Assert.Equal("200", result.Output[0].BaseObject);
        var session = Assert.IsType<Session>(result.Output[2].BaseObject);
        Assert.Equal((1, AnthropicServer.Cost), (session.AiCalls, session.AiCost));
        using var ledger = OpenLedger();
        Assert.Equal("Ada", Assert.Single(ledger.Usage.Of(session.Id)).AgentName);
    }

    [Fact]
    public void A_block_is_refused_calls_when_its_budget_is_spent()
    {
        var result = Shell.Run(Ask + "Invoke-CsRun -Name work -Budget 0.004 -Upstream @{ anthropic = $url } { Ask; while (-not (Get-CsStatus).AiCalls) { [System.Threading.Thread]::Sleep(10) }; Ask }", ("url", Provider.Url));

        Assert.Equal([200, 402], result.All<int>());
        Assert.Equal(AnthropicServer.Cost, Session("work").AiCost);
    }

    [Fact]
    public void Without_a_proxy_nothing_is_set()
    {
        var result = Shell.Run($"Invoke-CsRun -NoProxy {{ {BaseUrls} }}; Invoke-CsRun $program -NoProxy -- $script",
            ("program", ShellProcess.PathOf("ShellHost")), ("script", ScriptOf(BaseUrls)));

        Assert.Equal(["  ", "  "], result.All<string>());
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("Invoke-CsRun { throw 'broken' }")]
    [InlineData("foreach ($i in 1) { Invoke-CsRun { break } }")]
    [InlineData("Invoke-CsRun { Stop-CsSession }")]
    [InlineData("Invoke-CsRun { 1..9 } | ForEach-Object { throw 'downstream' }")]
    public void The_environment_is_as_before_however_a_block_ends(string script)
    {
        Environment.SetEnvironmentVariable("OPENAI_BASE_URL", "https://llm.example.com/v1");

        Shell.Run(script);

        Assert.Equal("https://llm.example.com/v1", Environment.GetEnvironmentVariable("OPENAI_BASE_URL"));
        Assert.Null(Environment.GetEnvironmentVariable("ANTHROPIC_BASE_URL"));
        Assert.Null(Environment.GetEnvironmentVariable("CODESESSION_SESSION"));
        Assert.Empty(Records.List("proxy"));
    }

    [Fact]
    public void The_environment_is_as_before_when_a_block_is_stopped()
    {
        using var inside = new ManualResetEventSlim();
        using var shell = Shell.New("Invoke-CsRun { $inside.Set(); while ($true) { [System.Threading.Thread]::Sleep(10) } }", ("inside", inside));
        _ = shell.BeginInvoke();
        Assert.True(inside.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        Assert.Single(Records.List("proxy"));
        Assert.NotNull(Environment.GetEnvironmentVariable("ANTHROPIC_BASE_URL"));

        shell.Stop();

        Assert.Null(Environment.GetEnvironmentVariable("ANTHROPIC_BASE_URL"));
        Assert.Empty(Records.List("proxy"));
    }

    [Fact]
    public async Task Nothing_is_set_while_blocks_run_in_two_runspaces_and_a_warning_says_so()
    {
        using var inside = new ManualResetEventSlim();
        using var isOver = new ManualResetEventSlim();
        using var shell = NewShell(Repository.Root);
        var first = Task.Run(() => Shell.Run(
            "Invoke-CsRun { $env:ANTHROPIC_BASE_URL; $inside.Set(); $null = $isOver.Wait(60000); $env:ANTHROPIC_BASE_URL }", ("inside", inside), ("isOver", isOver)), TestContext.Current.CancellationToken);
        Assert.True(inside.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));

        var second = shell.Run($"Invoke-CsRun {{ {BaseUrls} }}; Invoke-CsRun -NoProxy {{ }}");
        isOver.Set();

        Assert.Equal("  ", second.Text);
        Assert.Contains("are not seen", Assert.Single(second.Warnings));
        var addresses = (await first).All<string>();
        Assert.StartsWith("http://127.0.0.1:", addresses[0]);
        Assert.Equal(addresses[0], addresses[1]);
        Assert.Null(Environment.GetEnvironmentVariable("ANTHROPIC_BASE_URL"));
    }

    [Fact]
    public void Nothing_is_run_where_the_proxy_cannot_be_started()
    {
        var result = Shell.Run("Invoke-CsRun -Upstream @{ anthropic = 'no address' } { 'ran' }");

        result.Error("invalid_input");
        Assert.Empty(result.Output);
        Assert.Empty(Shell.Run("Get-CsSession").Output);
    }

    private string ScriptOf(string text)
    {
        var path = Path.Combine(Home, "script.ps1");
        File.WriteAllText(path, text);
        return path;
    }
}
