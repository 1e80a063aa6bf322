using System.Diagnostics.CodeAnalysis;

[assembly: AssemblyFixture(typeof(Codesession.Dashboard.Tests.Browser.Samples))]

namespace Codesession.Dashboard.Tests.Browser;

/// <summary>The ledgers that pages are looked at with.</summary>
public enum Size
{
    Empty,
    Small,
    /// <summary>10,000 sessions with a million calls.</summary>
    Large,
}

/// <summary>A ledger of each size with a dashboard, made when it is first asked for. Tests that share them change nothing.</summary>
public sealed class Samples : IAsyncLifetime
{
    private readonly Lazy<Task<Sample>>[] samples = [.. Enum.GetValues<Size>().Select(size => new Lazy<Task<Sample>>(() => Task.Run(() => Sample.MakeAsync(size))))];

    public Task<Sample> Of(Size size) => samples[(int)size].Value;

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        foreach (var sample in samples.Where(sample => sample.IsValueCreated))
        {
            // One that could not be made has failed its tests.
            if (await Task.WhenAny(sample.Value) is { IsCompletedSuccessfully: true }) (await sample.Value).Dispose();
        }
    }
}

/// <summary>A user with such a ledger, and a dashboard under way.</summary>
public sealed class Sample : CsTest
{
    private Sample()
    {
    }

    public new Cs Cs => base.Cs;

    public DashboardProcess Dashboard { get; private set; } = null!;

    /// <summary>What is in the small ledger.</summary>
    [AllowNull]
    public SmallLedger Small { get => field ?? throw new InvalidOperationException("This ledger is another."); private set; }

    /// <summary>The repository of the small ledger.</summary>
    public string Repository => Folder("repo");

    public static async Task<Sample> MakeAsync(Size size)
    {
        var sample = new Sample();
        switch (size)
        {
            case Size.Small:
                sample.Small = await SmallLedger.MakeAsync(sample.Cs, sample.RepoWithCommit(), sample.Folder("plain"));
                break;
            case Size.Large:
                await sample.Cs.Json("stats");
                YearOfWork.Write(sample.Cs.LedgerPath, DateTimeOffset.UtcNow, sessions: 10_000, calls: 1_000_000);
                break;
        }
        sample.Dashboard = await DashboardProcess.StartAsync(sample.Cs);
        return sample;
    }
}
