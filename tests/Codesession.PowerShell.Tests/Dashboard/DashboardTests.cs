using System.Net.Http.Headers;
using Codesession.PowerShell.Tests.Proxy;

namespace Codesession.PowerShell.Tests.Dashboard;

/// <summary>Dashboards that stay until they are stopped.</summary>
public sealed class DashboardTests : ProxyTest
{
    private DashboardEndpoint StartDashboard() => Shell.Run("Start-CsDashboard -Port 0 -NoOpen").One<DashboardEndpoint>();

    [Fact]
    public async Task One_answers_who_has_its_token_until_it_is_stopped()
    {
        var dashboard = StartDashboard();

        Assert.Equal(dashboard, Shell.Run("Get-CsDashboard").One<DashboardEndpoint>());
        Assert.Equal($"http://127.0.0.1:{dashboard.Port}", dashboard.Url);
        Assert.Equal(401, await AskAsync(dashboard, null));
        Assert.Equal(200, await AskAsync(dashboard, Shell.Run("[System.Net.NetworkCredential]::new('', $dashboard.Token).Password", ("dashboard", dashboard)).One<string>()));

        Assert.Equal(dashboard, Shell.Run("$dashboard | Stop-CsDashboard -PassThru", ("dashboard", dashboard)).One<DashboardEndpoint>());

        Assert.Empty(Shell.Run("Get-CsDashboard").Output);
        Assert.False(IsRunning(dashboard.ProcessId));
        Assert.Empty(Records.List("dashboard"));
    }

    [Fact]
    public void The_one_that_is_there_is_given_and_no_second_one_started()
    {
        var dashboard = StartDashboard();

        Assert.Equal(dashboard, Shell.Run("Start-CsDashboard $port -NoOpen", ("port", dashboard.Port)).One<DashboardEndpoint>());

        Assert.Single(Records.List("dashboard"));
    }

    [Fact]
    public void The_browser_is_opened_unless_told_otherwise()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Linux opens browsers by xdg-open.");
            return;
        }
        var programs = Directory.CreateDirectory(Path.Combine(Home, "programs")).FullName;
        var (opened, browser) = (Path.Combine(programs, "opened"), Path.Combine(programs, "xdg-open"));
        File.WriteAllText(browser, $"#!/bin/sh\necho \"$@\" > '{opened}.new' && mv '{opened}.new' '{opened}'\n");
        File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var dashboard = Shell.Run("$env:DISPLAY = ':99'; $env:PATH = \"${programs}:$env:PATH\"; Start-CsDashboard -Port 0", ("programs", programs)).One<DashboardEndpoint>();

        Assert.True(SpinWait.SpinUntil(() => File.Exists(opened), TimeSpan.FromSeconds(30)));
        Assert.StartsWith($"{dashboard.Url}/#code=", File.ReadAllText(opened), StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_is_taken_is_an_error_with_its_code()
    {
        Shell.Run("Start-CsDashboard $port -NoOpen", ("port", Provider.Port)).Error("port_in_use");

        Assert.Empty(Records.List("dashboard"));
    }

    [Theory]
    [InlineData("Get-CsDashboard 1", "dashboard_not_found")]
    [InlineData("Stop-CsDashboard 1", "dashboard_not_found")]
    [InlineData("Start-CsDashboard -Port 0 -NoOpen -HostAddress 'no such host'", "invalid_input")]
    public void What_cannot_be_done_is_an_error_with_its_code(string script, string code) => Shell.Run(script).Error(code);

    [Fact]
    public void WhatIf_starts_and_ends_nothing()
    {
        Assert.Empty(Shell.Run("Start-CsDashboard -Port 0 -WhatIf").Output);
        Assert.Empty(Records.List("dashboard"));
        var dashboard = StartDashboard();

        Shell.Run("Stop-CsDashboard -WhatIf; Get-CsDashboard | Stop-CsDashboard -WhatIf").AssertNoErrors();

        Assert.Equal(dashboard, Shell.Run("Get-CsDashboard").One<DashboardEndpoint>());
    }

    [Fact]
    public void The_token_is_not_to_be_seen()
    {
        StartDashboard();
        var token = Assert.Single(Records.List("dashboard")).Token;

        Assert.DoesNotContain(token, Shell.Run("Get-CsDashboard | ForEach-Object { $_; \"$_\"; $_.PSObject.Properties | ForEach-Object { \"$($_.Value)\" } }").Text + Shell.Show("Get-CsDashboard"));
    }

    private static async Task<int> AskAsync(DashboardEndpoint dashboard, string? token)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{dashboard.Url}/api/v1/overview");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}
