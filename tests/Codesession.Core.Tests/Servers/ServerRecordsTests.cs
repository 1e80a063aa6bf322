using System.Diagnostics;
using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Servers;

/// <summary>Running servers are found through records beside the ledger.</summary>
public sealed class ServerRecordsTests : IDisposable
{
    private readonly TestLedger test = new();

    private string Ledger => test.Options.DatabasePath;

    public ServerRecordsTests() => _ = test.Ledger;

    public void Dispose() => test.Dispose();

    [Fact]
    public void A_server_is_found_as_long_as_it_is_there()
    {
        var record = Record(Environment.ProcessId);
        var there = new ServerRecords(Ledger).Add(record);

        Assert.Equal([record], new ServerRecords(Ledger).List("proxy"));
        Assert.Empty(new ServerRecords(Ledger).List("dashboard"));
        Assert.Empty(new ServerRecords(Ledger + "2").List("proxy"));

        there.Dispose();
        Assert.Empty(new ServerRecords(Ledger).List("proxy"));
    }

    [Fact]
    public void Only_its_owner_can_read_the_record()
    {
        using var there = new ServerRecords(Ledger).Add(Record(Environment.ProcessId));

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Files())));
        }
    }

    [Fact]
    public void The_record_of_a_process_that_is_gone_is_cleared()
    {
        using var ended = Process.Start(new ProcessStartInfo("git", "--version") { RedirectStandardOutput = true })!;
        ended.WaitForExit();
        new ServerRecords(Ledger).Add(Record(ended.Id));

        Assert.Empty(new ServerRecords(Ledger).List("proxy"));
        Assert.Empty(Files());
    }

    private string[] Files() => Directory.GetFiles(Path.GetDirectoryName(Ledger)!, "*.proxy-*.json");

    private static ServerRecord Record(int process) => new()
    {
        Kind = "proxy", Port = 3739, Url = "http://127.0.0.1:3739", ProcessId = process, SessionId = 7, Token = "0123abcd",
        StartedAt = new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero),
    };
}
