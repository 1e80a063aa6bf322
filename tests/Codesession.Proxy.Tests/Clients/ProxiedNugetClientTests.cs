namespace Codesession.Proxy.Tests.Clients;

/// <summary>The same clients through the proxy: they see no difference, and every call is booked.</summary>
public sealed class ProxiedNugetClientTests(ProxiedHome home) : NugetClientTests, IClassFixture<ProxiedHome>
{
    private ProxiedSession? session;

    protected override FakeProvider Provider => home.Provider;

    protected override async Task<string> BaseUrlAsync() => (session ??= await home.StartSessionAsync()).BaseUrl;

    protected override Task IsBookedAsync(IReadOnlyCollection<StatedCall> stated) => session!.IsBookedAsync(stated);
}
