namespace Codesession.Proxy.Tests.Forwarding;

/// <summary>A company's own proxy on the way to the providers, which the environment names.</summary>
public sealed class OutgoingProxyTests : CsTest
{
    [Fact]
    public async Task HTTP_PROXY_is_asked_for_an_upstream_without_TLS()
    {
        await using var company = await FakeProvider.StartAsync();
        var proxy = await ProxyProcess.StartAsync(Cs.With("http_proxy", company.Url), ["--upstream", "anthropic=http://gateway.example"]);
        var id = await Start(Cs);

        var response = await Asking.AskAsync(proxy.For(id), Asking.Messages);

        Assert.Equal(200, response.Status);
        var request = Assert.Single(company.Requests);
        Assert.Equal(("http://gateway.example/v1/messages", "gateway.example"), (request.Target, request.Header("host")));
    }

    [Fact]
    public async Task HTTPS_PROXY_is_asked_for_an_upstream_with_TLS()
    {
        await using var company = await FakeProvider.StartAsync();
        company.Script.Otherwise = new Reply { Status = 403 };
        var proxy = await ProxyProcess.StartAsync(Cs.With("https_proxy", company.Url), ["--upstream", "anthropic=https://gateway.example"]);
        var id = await Start(Cs);

        var response = await Asking.AskAsync(proxy.For(id), Asking.Messages);

        // It refuses the tunnel; that is no answer of the provider.
        Assert.Equal(502, response.Status);
        Assert.All(company.Requests, request => Assert.Equal(("CONNECT", "gateway.example:443"), (request.Method, request.Target)));
        Assert.NotEmpty(company.Requests);
    }

    [Fact]
    public async Task NO_PROXY_goes_straight()
    {
        using var company = new EvilListener();
        await using var provider = await FakeProvider.StartAsync();
        var proxy = await ProxyProcess.StartAsync(Cs.With("http_proxy", $"http://{company.Authority}").With("no_proxy", "127.0.0.1"), provider);
        var id = await Start(Cs);

        Assert.Equal(200, (await Asking.AskAsync(proxy.For(id), Asking.Messages)).Status);
        Assert.False(company.WasReached);
    }
}
