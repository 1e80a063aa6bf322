using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Codesession.PowerShell.Tests.Proxy;

/// <summary>Proxies that stay until they are stopped.</summary>
public sealed class ProxyTests : ProxyTest
{
    private ProxyEndpoint StartProxy(string parameters = "") =>
        Shell.Run($"Start-CsProxy -Port 0 -Upstream @{{ anthropic = $url }} {parameters}", ("url", Provider.Url)).One<ProxyEndpoint>();

    [Fact]
    public void One_records_calls_on_a_session_of_its_own_that_ends_with_it()
    {
        var proxy = StartProxy("-SessionName nightly -AgentName Ada");

        Assert.Equal(proxy, Shell.Run("Get-CsProxy").One<ProxyEndpoint>());
        Assert.Equal((Session("nightly").Id, SessionPhase.Active), (proxy.SessionId, Session("nightly").Status));
        Assert.Equal((200, $"http://127.0.0.1:{proxy.Port}"), (Shell.Run(Ask + "Ask $url", ("url", proxy.Url)).One<int>(), proxy.Url));

        Assert.Equal(proxy, Shell.Run("$proxy | Stop-CsProxy -PassThru", ("proxy", proxy)).One<ProxyEndpoint>());

        Assert.Empty(Shell.Run("Get-CsProxy").Output);
        Assert.False(IsRunning(proxy.ProcessId));
        var session = Session("nightly");
        Assert.Equal((SessionPhase.Completed, 1, AnthropicServer.Cost), (session.Status, session.AiCalls, session.AiCost));
        using var ledger = OpenLedger();
        Assert.Equal("Ada", Assert.Single(ledger.Usage.Of(session.Id)).AgentName);
    }

    [Fact]
    public void Calls_go_to_the_session_that_is_given_or_active_or_in_the_address()
    {
        var (given, other) = (Start("given"), Shell.Run("Invoke-CsRun -Name other -NoProxy -PassThru { }").One<Session>());
        var named = Shell.Run("Get-CsSession given | Start-CsProxy -Port 0 -Upstream @{ anthropic = $url }", ("url", Provider.Url)).One<ProxyEndpoint>();
        var plain = StartProxy();

        Shell.Run(Ask + "Ask $named.Url; Ask $plain.Url; Ask \"$($plain.Url)/s/$id\"; Stop-CsProxy", ("named", named), ("plain", plain), ("id", other.Id)).AssertNoErrors();

        Assert.Equal(((long?)given.Id, (long?)null), (named.SessionId, plain.SessionId));
        Assert.Equal((2, 1, SessionPhase.Active), (Session("given").AiCalls, Session("other").AiCalls, Session("given").Status));
        Assert.Empty(Records.List("proxy"));
    }

    [Fact]
    public void A_port_that_is_taken_is_an_error_with_its_code()
    {
        var error = Shell.Run("Start-CsProxy -Port $port -SessionName work", ("port", Provider.Port)).Error("port_in_use");

        Assert.Equal(($"The port {Provider.Port} is in use by another program. Take another -Port, or a free one with -Port 0. Get-CsProxy and Get-CsDashboard list what is running.", Provider.Port),
            (error.ToString(), error.TargetObject));
        using var ledger = OpenLedger();
        Assert.Empty(ledger.Sessions.List());
    }

    [Theory]
    [InlineData("Start-CsProxy -Port 0 -SessionId 99", "session_not_found")]
    [InlineData("Start-CsProxy -Port 0 -Upstream @{ anthropic = 'no address' }", "invalid_input")]
    [InlineData("Start-CsProxy -Port 0 -SessionName ' '", "invalid_input")]
    [InlineData("Get-CsProxy 1", "proxy_not_found")]
    [InlineData("Stop-CsProxy 1", "proxy_not_found")]
    public void What_cannot_be_done_is_an_error_with_its_code(string script, string code)
    {
        Shell.Run(script).Error(code);

        Assert.Empty(Records.List("proxy"));
    }

    [Fact]
    public void Nothing_is_ended_by_an_empty_variable()
    {
        var proxy = StartProxy();

        Assert.NotNull(Shell.Run("Stop-CsProxy -Port $none").Terminating ?? (object?)Shell.Run("Stop-CsProxy -Port $none").Errors[0]);
        Assert.Equal(proxy, Shell.Run("Get-CsProxy $port", ("port", proxy.Port)).One<ProxyEndpoint>());
    }

    [Fact]
    public void WhatIf_starts_and_ends_nothing()
    {
        Assert.Empty(Shell.Run("Start-CsProxy -Port 0 -SessionName never -WhatIf").Output);
        Assert.Empty(Shell.Run("Get-CsSession; Get-CsProxy").Output);
        var proxy = StartProxy();

        Shell.Run("Stop-CsProxy -WhatIf; Get-CsProxy | Stop-CsProxy -WhatIf").AssertNoErrors();

        Assert.Equal(proxy, Shell.Run("Get-CsProxy").One<ProxyEndpoint>());
    }

    [Fact]
    public void The_token_is_not_to_be_seen()
    {
        StartProxy();
        var token = Assert.Single(Records.List("proxy")).Token;

        Assert.DoesNotContain(token, Shell.Run("Get-CsProxy | ForEach-Object { $_; $_.PSObject.Properties | ForEach-Object { \"$($_.Value)\" } }").Text + Shell.Show("Get-CsProxy"));
    }

    [Fact]
    public void The_record_of_one_that_is_gone_is_cleared_though_its_process_id_and_port_are_used_again()
    {
        _ = Shell.Run("Get-CsSession");
        Remember(Environment.ProcessId, FreePort());
        Assert.Empty(Shell.Run("Get-CsProxy").Output);
        Assert.Empty(Records.List("proxy"));

        Remember(Environment.ProcessId, Provider.Port);
        Shell.Run("Stop-CsProxy").AssertNoErrors();
        Assert.Empty(Records.List("proxy"));
    }

    [Fact]
    public void One_that_hangs_is_told_of_and_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "kill is asked for");
        var proxy = StartProxy();
        using (var stop = Process.Start("kill", ["-STOP", $"{proxy.ProcessId}"]))
        {
            stop.WaitForExit();
        }

        var listed = Shell.Run("Get-CsProxy");
        Assert.Empty(listed.Output);
        Assert.Contains($"Stop-CsProxy {proxy.Port}", Assert.Single(listed.Warnings));

        Assert.Equal(proxy, Shell.Run("Stop-CsProxy -PassThru").One<ProxyEndpoint>());
        Assert.False(IsRunning(proxy.ProcessId));
        Assert.Empty(Records.List("proxy"));
    }

    [Fact]
    public void It_goes_on_when_the_shell_has_ended_and_keeps_nobody_waiting()
    {
        var lines = ShellProcess.Run(Home, "param($Module) Import-Module $Module; $proxy = Start-CsProxy -Port 0; $proxy.Port", ModuleAssemblies.Folder).Succeeded();

        var proxy = Shell.Run("Get-CsProxy").One<ProxyEndpoint>();
        Assert.Equal($"{proxy.Port}", Assert.Single(lines));
        Shell.Run("Stop-CsProxy").AssertNoErrors();
        Assert.Empty(Records.List("proxy"));
    }

    [Fact]
    public void That_of_another_ledger_is_left_alone()
    {
        var proxy = StartProxy();

        Assert.Empty(Shell.Run("$env:CODESESSION_DB_PATH = \"$home_/other.db\"; Get-CsProxy; Stop-CsProxy; $env:CODESESSION_DB_PATH = $ledger",
            ("home_", Home), ("ledger", DatabasePath)).Output);

        Assert.Equal(proxy, Shell.Run("Get-CsProxy").One<ProxyEndpoint>());
    }

    // Older than the process that has its id now.
    private void Remember(int process, int port) => Records.Add(new ServerRecord
    {
        Kind = "proxy", Port = port, Url = $"http://127.0.0.1:{port}", ProcessId = process, Token = "0123", StartedAt = DateTimeOffset.UtcNow.AddDays(-2),
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
