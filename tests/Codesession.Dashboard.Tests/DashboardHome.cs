namespace Codesession.Dashboard.Tests;

/// <summary>A user with a dashboard under way and an empty ledger: one of each for the tests of a class.</summary>
public class DashboardHome : CsTest, IAsyncLifetime
{
    public new Cs Cs => base.Cs;

    public DashboardProcess Dashboard { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Dashboard = await DashboardProcess.StartAsync(Cs);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Dispose(true);
        return default;
    }
}
