namespace Codesession.Proxy.Tests.Clients;

/// <summary>The clients without a proxy: what they see of the fake provider is what they would see of the real ones.</summary>
public sealed class DirectNugetClientTests : NugetClientTests, IAsyncLifetime
{
    private FakeProvider provider = null!;

    protected override FakeProvider Provider => provider;

    protected override Task<string> BaseUrlAsync() => Task.FromResult(provider.Url);

    protected override Task IsBookedAsync(IReadOnlyCollection<StatedCall> stated) => Task.CompletedTask;

    public async ValueTask InitializeAsync() => provider = await FakeProvider.StartAsync();

    public ValueTask DisposeAsync() => provider.DisposeAsync();
}
