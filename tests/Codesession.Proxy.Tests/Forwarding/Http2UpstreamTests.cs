namespace Codesession.Proxy.Tests.Forwarding;

/// <summary>An upstream with TLS, trusted because the system's store is said to hold its certificate.</summary>
public sealed class Http2UpstreamTests : CsTest
{
    [Fact]
    public async Task HTTP_2_is_spoken_to_who_speaks_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the system's certificates are not the environment's to say.");
        await using var provider = await FakeProvider.StartAsync(new FakeProviderOptions { Tls = true });
        var authority = Path.Combine(Folder("tls"), "authority.pem");
        await File.WriteAllTextAsync(authority, provider.CertificatePem, TestContext.Current.CancellationToken);
        var proxy = await ProxyProcess.StartAsync(Cs.With("SSL_CERT_FILE", authority), ProxyProcess.Upstreams(provider.TlsUrl!));
        var session = new ProxiedSession(Cs, await Start(Cs), "");

        var response = await Asking.AskAsync(proxy.For(session.Id), Asking.Messages, stream: true);

        Assert.Contains("message_stop", response.Text, StringComparison.Ordinal);
        Assert.Equal("HTTP/2", Assert.Single(provider.Requests).Protocol);
        await session.IsBookedAsync(provider.Stated);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        await using var provider = await FakeProvider.StartAsync(new FakeProviderOptions { Tls = true });
        var proxy = await ProxyProcess.StartAsync(Cs, ProxyProcess.Upstreams(provider.TlsUrl!));
        var id = await Start(Cs);

        var response = await Asking.AskAsync(proxy.For(id), Asking.Messages);

        Assert.Equal(502, response.Status);
        Assert.Empty(provider.Requests);
    }
}
