namespace Codesession.Proxy.Tests.Booking;

public sealed class StormTests : CsTest
{
    [Fact]
    public async Task Directly()
    {
        await using var provider = await FakeProvider.StartAsync();

        var (whole, givenUp, broken) = await Storm.BlowAsync(provider.Url, provider);

        Assert.Equal((282, 167, 51), (whole, givenUp, broken));
        // A chat that is not asked for its usage states none.
        var chats = provider.Requests.Count(request => request.Target == Asking.Chat);
        Assert.Equal(Storm.Streams - chats, provider.Stated.Count);
        Assert.Equal(givenUp + broken, provider.Stated.Count(call => !call.Complete));
        await Poll.Until(() => provider.LiveConnections == 0, "every connection is closed");
    }

    [Fact]
    public async Task Through_the_proxy_nothing_leaks_and_every_call_is_booked_once()
    {
        await using var provider = await FakeProvider.StartAsync();
        var proxy = await ProxyProcess.StartAsync(Cs, provider);
        var id = await Start(Cs);
        var session = new ProxiedSession(Cs, id, proxy.For(id));
        // What the first call opens, stays open.
        await Asking.AskAsync(session.BaseUrl, Asking.Messages);
        var sockets = Sockets(proxy.Id);

        var (_, givenUp, broken) = await Storm.BlowAsync(session.BaseUrl, provider);

        Assert.Equal(Storm.Streams + 1, provider.Stated.Count);
        Assert.Equal(givenUp + broken, provider.Stated.Count(call => !call.Complete));
        await session.IsBookedAsync(provider.Stated);
        // What is left open are idle connections to the provider.
        await Poll.Until(() => Sockets(proxy.Id) <= sockets + provider.LiveConnections, "the sockets of the clients are closed");

        // A second storm finds it as the first did.
        var held = Sockets(proxy.Id);
        await Storm.BlowAsync(session.BaseUrl, provider);
        await session.IsBookedAsync(provider.Stated);
        await Poll.Until(() => Sockets(proxy.Id) <= held + provider.LiveConnections, "the sockets of the clients are closed again");

        Assert.Equal(0, (await proxy.StopAsync()).ExitCode);
        await Poll.Until(() => provider.LiveConnections == 0, "every connection is closed");
        Assert.Equal(provider.Stated.Count, (await session.CallsAsync()).Length);
        using var ledger = Cs.OpenLedger();
        ledger.IsSound();
    }

    private static int Sockets(int process) => OperatingSystem.IsLinux()
        ? Directory.EnumerateFiles($"/proc/{process}/fd").Count(file => LinkOf(file).StartsWith("socket:", StringComparison.Ordinal))
        : 0;

    private static string LinkOf(string file)
    {
        try
        {
            return new FileInfo(file).LinkTarget ?? "";
        }
        catch (IOException)
        {
            // Closed in the meantime.
            return "";
        }
    }
}
