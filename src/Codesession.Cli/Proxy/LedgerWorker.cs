using System.Collections.Concurrent;

namespace Codesession.Cli.Proxy;

/// <summary>
/// A thread with a ledger of its own: SQLite may wait for a lock for seconds, which no thread that moves bytes must. Work is done in
/// the order in which it came.
/// </summary>
internal sealed class LedgerWorker : IDisposable
{
    private readonly BlockingCollection<Action> work = [];
    private readonly Thread thread;
    private readonly LedgerOptions options;
    private Ledger? ledger;

    public LedgerWorker(LedgerOptions options, string name)
    {
        this.options = options;
        thread = new Thread(Run) { IsBackground = true, Name = name };
        thread.Start();
    }

    /// <summary>Has something done with the ledger, which is opened at the first time, and again after a failure.</summary>
    public Task<T> Ask<T>(Func<Ledger, T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() =>
        {
            try
            {
                answer.SetResult(question(ledger ??= Ledger.Open(options)));
            }
            catch (Exception error)
            {
                // After a failure of the file itself a new connection may do better.
                if (error is not CodesessionException failure || failure.Code.ConcernsLedger())
                {
                    ledger?.Dispose();
                    ledger = null;
                }
                answer.SetException(error);
            }
        });
        return answer.Task;
    }

    /// <summary>Does what is left, and closes the ledger.</summary>
    public void Dispose()
    {
        work.CompleteAdding();
        thread.Join();
        work.Dispose();
    }

    private void Run()
    {
        foreach (var item in work.GetConsumingEnumerable())
        {
            item();
        }
        ledger?.Dispose();
    }
}
