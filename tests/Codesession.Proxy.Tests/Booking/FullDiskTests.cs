using System.Text.Json;

namespace Codesession.Proxy.Tests.Booking;

/// <summary>Where the disk takes no more.</summary>
public sealed class FullDiskTests : CsTest, IAsyncLifetime
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
    public async Task A_disk_that_takes_no_more_breaks_neither_calls_nor_the_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Only a shell of Unix sets such a limit.");
        var id = await Start(Cs);
        using var ledger = Cs.OpenLedger();
        // Whoever reads keeps the side files of the ledger there, which the proxy cannot make.
        ledger.Execute("SELECT count(*) FROM sessions");
        // No file may grow beyond a block or two: the ledger takes nothing, the spool a call or two.
        var proxy = Cs.With("DOTNET_EnableWriteXorExecute", "0").BeginProgram("sh", ["-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "sh",
            Cs.Executable, "proxy", "--port", "0", "--json", .. ProxyProcess.Upstreams(provider.Url)]);
        await proxy.Until(() => proxy.OutputSoFar.Contains('\n'), "the proxy told where it listens");
        var url = JsonElement.Parse(proxy.OutputSoFar).Text("url");
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(200, (await Asking.AskAsync($"{url}/s/{id}", Asking.Messages)).Status);
        }

        await proxy.Give([]);

        var ended = await proxy.Ended();
        Assert.True(ended.ExitCode == 0, $"{ended}");
    }
}
