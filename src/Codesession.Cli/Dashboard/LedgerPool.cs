using System.Collections.Concurrent;

namespace Codesession.Cli.Dashboard;

/// <summary>
/// A few opened ledgers, each for one question at a time, on threads that may block: SQLite is synchronous, and no thread that moves bytes
/// must wait for the disk or for another program's lock.
/// </summary>
internal sealed class LedgerPool(LedgerOptions options) : IDisposable
{
    private const int Most = 4;

    private readonly SemaphoreSlim free = new(Most);
    private readonly ConcurrentBag<(Ledger Ledger, int Age)> idle = [];
    // Whoever asks waits for the answer.
    private readonly LedgerOptions options = options with { BusyTimeout = TimeSpan.FromSeconds(10) };
    private volatile int age;

    /// <summary>Asks a ledger.</summary>
    public async Task<T> AskAsync<T>(Func<Ledger, T> question)
    {
        await free.WaitAsync();
        try
        {
            return await Task.Factory.StartNew(() => Ask(question), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>Opens the file anew for what is asked from now on: another one has come to its place.</summary>
    public void Renew()
    {
        Interlocked.Increment(ref age);
        CloseIdle();
    }

    public void Dispose() => CloseIdle();

    private T Ask<T>(Func<Ledger, T> question)
    {
        var (ledger, since) = idle.TryTake(out var waiting) ? waiting : (Ledger.Open(options), age);
        var isSound = true;
        try
        {
            return question(ledger);
        }
        // After a failure of the file itself a new connection may do better.
        catch (Exception error) when (error is not CodesessionException known || known.Code.ConcernsLedger())
        {
            isSound = false;
            throw;
        }
        finally
        {
            if (isSound && since == age)
            {
                idle.Add((ledger, since));
            }
            else
            {
                ledger.Dispose();
            }
        }
    }

    private void CloseIdle()
    {
        while (idle.TryTake(out var waiting))
        {
            waiting.Ledger.Dispose();
        }
    }
}
