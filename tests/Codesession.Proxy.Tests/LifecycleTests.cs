using System.Net.Sockets;
using System.Text.Json;

namespace Codesession.Proxy.Tests;

/// <summary>How <c>cs proxy</c> starts, tells where it is, and ends.</summary>
public sealed class LifecycleTests : CsTest, IAsyncLifetime
{
    private FakeProvider provider = null!;

    public async ValueTask InitializeAsync() => provider = await FakeProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await provider.DisposeAsync();
        Dispose(true);
    }

    [Fact]
    public async Task It_tells_in_one_line_where_it_listens()
    {
        var proxy = await ProxyProcess.StartAsync(Cs, provider);

        proxy.Ready.IsAnswerOf("url", "port", "pid", "session");
        Assert.Equal($"http://127.0.0.1:{proxy.Ready.Whole("port")}", proxy.Url);
        Assert.Equal(proxy.Id, proxy.Ready.Whole("pid"));
        Assert.True(proxy.Ready.IsNull("session"));
        var ended = await proxy.StopAsync();
        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(proxy.Ready.GetRawText(), ended.Document.GetRawText());
    }

    [Fact]
    public async Task It_ends_when_it_is_told_to_terminate()
    {
        var proxy = await ProxyProcess.StartAsync(Cs, provider);

        Assert.Contains((await proxy.StopAsync(RunningCs.Terminate)).ExitCode, new[] { 0, 128 + RunningCs.Terminate });

        await Assert.ThrowsAsync<SocketException>(() => RawHttp.ConnectAsync(proxy.Url));
    }

    [Fact]
    public async Task What_is_under_way_when_it_ends_is_booked()
    {
        var proxy = await ProxyProcess.StartAsync(Cs, provider);
        var id = await Start(Cs);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Asking.AskAsync(proxy.For(id), Asking.Messages, stream: true)));

        await proxy.StopAsync();

        Assert.Equal(20, (await new ProxiedSession(Cs, id, "").CallsAsync()).Length);
    }

    [Fact]
    public async Task With_a_session_it_starts_one_and_books_on_it()
    {
        var proxy = await ProxyProcess.StartAsync(Cs, provider, "--session", "mine");
        var session = proxy.Ready.GetProperty("session");
        Assert.Equal("mine", session.Text("name"));

        await Asking.AskAsync(proxy.Url, Asking.Messages);

        await new ProxiedSession(Cs, session.Whole("id"), proxy.Url).IsBookedAsync(provider.Stated);
    }

    [Fact]
    public async Task Without_one_it_books_on_the_session_of_its_folder()
    {
        var (here, there) = (Cs.In(Folder("here")), Cs.In(Folder("there")));
        var proxy = await ProxyProcess.StartAsync(here, provider);
        var (mine, other) = (await Start(here), await Start(there));

        await Asking.AskAsync(proxy.Url, Asking.Messages);

        await new ProxiedSession(here, mine, proxy.Url).IsBookedAsync(provider.Stated);
        Assert.Empty(await new ProxiedSession(there, other, proxy.Url).CallsAsync());
    }

    [Fact]
    public async Task A_session_that_there_is_not_is_refused()
    {
        var proxy = await ProxyProcess.StartAsync(Cs, provider);

        var response = await Asking.AskAsync(proxy.For(4711), Asking.Messages);

        Assert.InRange(response.Status, 400, 499);
        Assert.Empty(provider.Requests);
    }

    [Fact]
    public async Task Its_health_tells_the_active_session()
    {
        var proxy = await ProxyProcess.StartAsync(Cs, provider);
        Assert.True((await HealthAsync(proxy)).IsNull("activeSession"));
        var id = await Start(Cs, "mine");
        await Asking.AskAsync(proxy.For(id), Asking.Messages);
        await new ProxiedSession(Cs, id, "").CallsAsync(1);

        var health = await HealthAsync(proxy);

        health.HasInOrder("status", "intercepting", "activeSession");
        Assert.Equal("running", health.Text("status"));
        var session = health.GetProperty("activeSession");
        Assert.Equal((id, "mine", 1200L), (session.Whole("id"), session.Text("name"), session.Whole("tokens")));
        Assert.Equal(0.006m, session.Dollars("cost"));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_with_its_code()
    {
        using var evil = new EvilListener();

        (await Cs.Fails("port_in_use", "proxy", "--port", $"{evil.Port}", "--session", "mine")).HasInOrder("code", "message");

        await Cs.Fails("session_not_found", "show");
    }

    [Fact]
    public async Task A_ledger_that_is_locked_holds_up_no_call_and_loses_none()
    {
        var proxy = await ProxyProcess.StartAsync(Cs, provider);
        var id = await Start(Cs);
        var session = new ProxiedSession(Cs, id, proxy.For(id));
        using (var ledger = Cs.OpenLedger())
        {
            ledger.Execute("BEGIN IMMEDIATE");
            Assert.Equal(200, (await Asking.AskAsync(session.BaseUrl, Asking.Messages)).Status);
            ledger.Execute("ROLLBACK");
        }

        await session.IsBookedAsync(provider.Stated);
    }

    [Fact]
    public async Task A_ledger_that_is_locked_holds_up_calls_with_a_budget_only_together_and_shortly()
    {
        var proxy = await ProxyProcess.StartAsync(Cs, provider);
        var id = (await Cs.Json("start", "work", "--budget", "5")).Whole("id");
        var session = new ProxiedSession(Cs, id, proxy.For(id));
        using (var ledger = Cs.OpenLedger())
        {
            ledger.Execute("BEGIN IMMEDIATE");
            var asked = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Asking.AskAsync(session.BaseUrl, Asking.Messages)));
            Assert.All(asked, answer => Assert.Equal(200, answer.Status));
            ledger.Execute("ROLLBACK");
        }

        await session.IsBookedAsync(provider.Stated);
    }

    [Fact]
    public async Task What_could_not_be_booked_when_it_was_killed_the_next_one_books()
    {
        var proxy = await ProxyProcess.StartAsync(Cs, provider);
        var id = await Start(Cs);
        using (var ledger = Cs.OpenLedger())
        {
            ledger.Execute("BEGIN IMMEDIATE");
            Assert.Equal(200, (await Asking.AskAsync(proxy.For(id), Asking.Messages)).Status);
            await Poll.Until(() => Spooled().Any(file => new FileInfo(file).Length > 0), "the call is put by");
            await proxy.KillAsync();
            ledger.Execute("ROLLBACK");
        }

        var next = await ProxyProcess.StartAsync(Cs, provider);

        await new ProxiedSession(Cs, id, next.For(id)).IsBookedAsync(provider.Stated);
        await Poll.Until(() => Spooled().Length == 0, "it is taken up");
    }

    [Fact]
    public async Task A_call_whose_session_is_removed_meanwhile_is_booked_on_one_of_its_own()
    {
        var gate = new Gate();
        provider.Script["held"] = new Reply { Hold = gate, HoldAfter = 1 };
        var proxy = await ProxyProcess.StartAsync(Cs, provider, "--session", "mine");
        var mine = proxy.Ready.GetProperty("session").Whole("id");
        var asking = Asking.AskAsync(proxy.Url, Asking.Messages, "held", stream: true);
        await Poll.Until(() => Task.FromResult(provider.Requests.Count == 1), "the call is under way");

        await Cs.Json("remove", "session", $"{mine}", "--yes");
        gate.Open();
        Assert.Equal(200, (await asking).Status);
        await proxy.StopAsync();

        var session = Assert.Single((await Cs.Json("list")).EnumerateArray());
        Assert.Equal("proxy", session.Text("name"));
        await new ProxiedSession(Cs, session.Whole("id"), "").IsBookedAsync(provider.Stated);
    }

    [Fact]
    public async Task A_budget_holds_where_the_session_was_removed()
    {
        var proxy = await ProxyProcess.StartAsync(Cs, provider, "--session", "mine");
        await Cs.Json("remove", "session", $"{proxy.Ready.GetProperty("session").Whole("id")}", "--yes");
        await Cs.Json("budget", "set", "0");

        Assert.Equal(402, (await Asking.AskAsync(proxy.Url, Asking.Messages)).Status);
        Assert.Empty(provider.Requests);
    }

    [Fact]
    public async Task A_budget_holds_where_the_users_prices_cannot_be_read()
    {
        var proxy = await ProxyProcess.StartAsync(Cs, provider, "--session", "mine");
        await Cs.Json("budget", "set", "0");
        await File.WriteAllTextAsync(Cs.PricingPath, "{ no json", TestContext.Current.CancellationToken);

        Assert.Equal(402, (await Asking.AskAsync(proxy.Url, Asking.Messages)).Status);
        Assert.Empty(provider.Requests);
    }

    [Theory]
    [InlineData("proxy", "--port", "0")]
    [InlineData("run", "true")]
    public async Task An_agent_whose_calls_the_ledger_would_not_take_is_refused(params string[] words)
    {
        var error = (await Cs.Run([words[0], "--json", "--agent", new string('x', 201), .. words[1..]])).Failure("invalid_input");

        Assert.Contains("agent", error.Text("message"), StringComparison.Ordinal);
        Assert.Empty((await Cs.Json("list")).EnumerateArray());
    }

    [Fact]
    public async Task An_upstream_that_is_not_there_is_a_bad_gateway()
    {
        var proxy = await ProxyProcess.StartAsync(Cs, ["--upstream", "anthropic=http://127.0.0.1:1"]);
        var id = await Start(Cs);

        Assert.Equal(502, (await Asking.AskAsync(proxy.For(id), Asking.Messages)).Status);
        Assert.Empty(await new ProxiedSession(Cs, id, "").CallsAsync());
    }

    [Fact]
    public async Task An_upstream_of_the_configuration_file_is_taken()
    {
        Directory.CreateDirectory(Path.Combine(Cs.Home, ".codesession"));
        await File.WriteAllTextAsync(Path.Combine(Cs.Home, ".codesession", "config.json"),
            $$$"""{"upstreams":{"company":"{{{provider.Url}}}/gateway"}}""", TestContext.Current.CancellationToken);
        var proxy = await ProxyProcess.StartAsync(Cs, []);
        var id = await Start(Cs);

        var response = await RawHttp.SendAsync(proxy.For(id), "POST", "/company/v1/chat/completions", Asking.Headers(Asking.Chat),
            System.Text.Encoding.UTF8.GetBytes(Asking.Body(Asking.Chat)));

        Assert.Equal(200, response.Status);
        Assert.Equal("/gateway/v1/chat/completions", Assert.Single(provider.Requests).Target);
    }

    private static async Task<JsonElement> HealthAsync(ProxyProcess proxy) =>
        JsonElement.Parse((await RawHttp.SendAsync(proxy.Url, "GET", "/health", [])).Body);

    private string[] Spooled() => Directory.GetFiles(Path.GetDirectoryName(Cs.LedgerPath)!, "*.spool-*");
}
