using System.Net.Sockets;
using System.Text.Json;

namespace Codesession.Dashboard.Tests;

/// <summary>How <c>cs dashboard</c> starts, tells where it is, and ends.</summary>
public sealed class LifecycleTests : CsTest
{
    private const string Terminal = "/usr/bin/script";

    [Fact]
    public async Task It_tells_in_one_line_where_it_listens()
    {
        var dashboard = await DashboardProcess.StartAsync(Cs);

        dashboard.Ready.IsAnswerOf("url", "port", "pid", "host", "apiVersion", "token");
        Assert.Equal($"http://127.0.0.1:{dashboard.Port}", dashboard.Url);
        Assert.Equal((dashboard.Id, "127.0.0.1", 1), (dashboard.Ready.Whole("pid"), dashboard.Ready.Text("host"), dashboard.Ready.Whole("apiVersion")));
        var server = await dashboard.GetAsync("/server");
        Assert.Equal((dashboard.Id, Cs.LedgerPath), (server.Whole("pid"), server.Text("ledger")));
        var ended = await dashboard.StopAsync();
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Equal(dashboard.Ready.GetRawText(), ended.Document.GetRawText());
    }

    [Fact]
    public async Task It_ends_when_it_is_told_to_terminate_though_a_browser_listens()
    {
        var dashboard = await DashboardProcess.StartAsync(Cs);
        using var http = await RawHttp.ConnectAsync(dashboard.Url);
        await http.WriteAsync($"GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:{dashboard.Port}\r\nAuthorization: Bearer {dashboard.Token}\r\n\r\n");
        Assert.NotNull(await http.ReadLineAsync());

        Assert.Equal(0, (await dashboard.StopAsync(RunningCs.Terminate)).ExitCode);

        await Assert.ThrowsAsync<SocketException>(() => RawHttp.ConnectAsync(dashboard.Url));
        Assert.Empty(Records());
    }

    [Fact]
    public async Task It_ends_when_the_api_is_told_to_stop_it()
    {
        var dashboard = await DashboardProcess.StartAsync(Cs);

        Assert.Equal(202, (await dashboard.AskAsync("POST", "/stop")).Status);

        Assert.Equal(0, (await dashboard.EndedAsync()).ExitCode);
        Assert.Empty(Records());
    }

    [Fact]
    public async Task In_the_background_it_goes_on_when_its_input_has_ended()
    {
        var running = Cs.Begin("dashboard", "--port", "0", "--json", "--background");
        await running.Until(() => running.OutputSoFar.Contains('\n'), "the dashboard told where it listens");
        await running.Give([]);

        var second = await Cs.Json("dashboard", "--port", $"{JsonElement.Parse(running.OutputSoFar).Whole("port")}");

        Assert.Equal(running.Id, second.Whole("pid"));
        running.Send(RunningCs.Terminate);
        await running.Ended();
    }

    [Fact]
    public async Task A_second_one_of_the_same_ledger_shows_the_first()
    {
        var dashboard = await DashboardProcess.StartAsync(Cs);

        var second = await Cs.Json("dashboard", "--port", $"{dashboard.Port}");
        var text = await Cs.Run("dashboard", "--port", $"{dashboard.Port}");

        second.IsAnswerOf("url", "port", "pid", "host", "apiVersion", "token", "alreadyRunning");
        Assert.True(second.Is("alreadyRunning"));
        Assert.Equal((dashboard.Url, dashboard.Token, dashboard.Id), (second.Text("url"), second.Text("token"), (int)second.Whole("pid")));
        Assert.Equal(0, text.ExitCode);
        Assert.Contains($"{dashboard.Url}/#token={dashboard.Token}", text.Text, StringComparison.Ordinal);
        Assert.Contains("already", text.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await dashboard.SendAsync("GET", "/api/v1/server", dashboard.Bearer)).Status);
    }

    [Fact]
    public async Task One_of_another_ledger_at_the_port_is_another_program()
    {
        var dashboard = await DashboardProcess.StartAsync(Cs);

        (await Cs.With("CODESESSION_DB_PATH", Path.Combine(Folder("other"), "other.db")).Fails("port_in_use", "dashboard", "--port", $"{dashboard.Port}")).HasInOrder("code", "message");
    }

    [Fact]
    public async Task A_port_that_another_program_has_is_an_error_with_its_code()
    {
        using var evil = new EvilListener();

        (await Cs.Fails("port_in_use", "dashboard", "--port", $"{evil.Port}")).HasInOrder("code", "message");
    }

    [Fact]
    public async Task The_record_of_one_that_was_killed_is_not_believed()
    {
        var killed = await DashboardProcess.StartAsync(Cs);
        var record = Assert.Single(Records());
        var left = await File.ReadAllTextAsync(record, TestContext.Current.CancellationToken);
        await killed.KillAsync();
        // As if its process id had been given to another program, and its port to another server.
        var other = await DashboardProcess.StartAsync(Cs.With("CODESESSION_DB_PATH", Path.Combine(Folder("other"), "other.db")));
        await File.WriteAllTextAsync(record.Replace($"{killed.Id}", $"{Environment.ProcessId}", StringComparison.Ordinal),
            left.Replace($"{killed.Id}", $"{Environment.ProcessId}", StringComparison.Ordinal).Replace($"{killed.Port}", $"{other.Port}", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        await Cs.Fails("port_in_use", "dashboard", "--port", $"{other.Port}");
        var next = await DashboardProcess.StartAsync(Cs);

        Assert.NotEqual(killed.Token, next.Token);
        Assert.DoesNotContain(record, Records());
    }

    [Theory]
    [InlineData("invalid_input", "--port", "65536")]
    [InlineData("invalid_input", "--port", "x")]
    [InlineData("invalid_input", "--host", "no such host")]
    [InlineData("io_error", "--host", "192.0.2.1")]
    public async Task Where_it_cannot_listen_it_says_so(string code, string option, string value) => await Cs.Fails(code, "dashboard", option, value);

    [Fact]
    public async Task A_ledger_that_is_none_is_told_at_once()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Cs.LedgerPath)!);
        await File.WriteAllTextAsync(Cs.LedgerPath, new string('x', 5000), TestContext.Current.CancellationToken);

        await Cs.Fails("store_invalid", "dashboard", "--port", "0");
    }

    [Fact]
    public async Task At_all_addresses_it_warns_and_still_wants_the_token_and_its_own_address()
    {
        var dashboard = await DashboardProcess.StartAsync(Cs, "--host", "0.0.0.0");

        Assert.Contains("not encrypted", dashboard.ErrorSoFar, StringComparison.Ordinal);
        Assert.Equal($"http://127.0.0.1:{dashboard.Port}", dashboard.Url);
        Assert.Equal(401, (await dashboard.SendAsync("GET", "/api/v1/server")).Status);
        Assert.Equal(200, (await dashboard.SendAsync("GET", "/api/v1/server", dashboard.Bearer)).Status);
        using var http = await RawHttp.ConnectAsync(dashboard.Url);
        await http.WriteAsync($"GET / HTTP/1.1\r\nHost: 0.0.0.0:{dashboard.Port}\r\n\r\n");
        Assert.Equal(421, (await http.ReadAsync()).Status);
    }

    [Fact]
    public async Task By_a_name_it_answers_to_that_name()
    {
        var dashboard = await DashboardProcess.StartAsync(Cs, "--host", "localhost");

        Assert.Equal($"http://localhost:{dashboard.Port}", dashboard.Url);
        Assert.Equal(200, (await dashboard.SendAsync("GET", "/api/v1/server", dashboard.Bearer)).Status);
    }

    [Fact]
    public async Task The_browser_is_opened_with_a_code_and_not_with_the_token()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Linux opens browsers by xdg-open.");
            return;
        }
        Assert.SkipUnless(File.Exists(Terminal), "Needs the program \"script\" of util-linux.");
        var programs = Folder("programs");
        var opened = Path.Combine(programs, "opened");
        var browser = Path.Combine(programs, "xdg-open");
        await File.WriteAllTextAsync(browser, $"#!/bin/sh\necho \"$@\" > '{opened}.new' && mv '{opened}.new' '{opened}'\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var terminal = Cs.With("DISPLAY", ":99").With("PATH", $"{programs}:{Environment.GetEnvironmentVariable("PATH")}")
            .BeginProgram(Terminal, "-q", "-e", "-c", $"'{Cs.Executable}' dashboard --port 0", "/dev/null");
        await terminal.Until(() => File.Exists(opened) && terminal.OutputSoFar.Contains("#token=", StringComparison.Ordinal), "the browser is opened");

        var address = new Uri((await File.ReadAllTextAsync(opened, TestContext.Current.CancellationToken)).Trim());
        Assert.StartsWith("#code=", address.Fragment, StringComparison.Ordinal);
        var token = JsonElement.Parse(await File.ReadAllTextAsync(Assert.Single(Records()), TestContext.Current.CancellationToken)).Text("token")!;
        Assert.Contains(token, terminal.OutputSoFar, StringComparison.Ordinal);
        Assert.DoesNotContain(token, address.OriginalString, StringComparison.Ordinal);
        var answer = await RawHttp.SendAsync(address.GetLeftPart(UriPartial.Authority), "POST", "/api/v1/login", [],
            System.Text.Encoding.UTF8.GetBytes($$"""{"code":"{{address.Fragment["#code=".Length..]}}"}"""));
        Assert.Equal(204, answer.Status);
    }

    private string[] Records() => Directory.GetFiles(Path.GetDirectoryName(Cs.LedgerPath)!, "*.dashboard-*.json");
}
