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
    private readonly TimeProvider time;
    private Ledger? ledger;
    private CodesessionException? lastFailure;
    private long failedAt;

    public LedgerWorker(LedgerOptions options, string name)
    {
        // Whoever asks waits for the answer.
        this.options = options with { BusyTimeout = TimeSpan.FromSeconds(2) };
        time = options.Time;
        thread = new Thread(Run) { IsBackground = true, Name = name };
        thread.Start();
    }

    /// <summary>Has something done with the ledger, which is opened at the first time, and again after a failure.</summary>
    public Task<T> Ask<T>(Func<Ledger, T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = time.GetTimestamp();
        work.Add(() =>
        {
            // Who waited while the ledger failed another one would only wait as long again.
            if (lastFailure is not null && failedAt >= asked)
            {
                answer.SetException(lastFailure);
                return;
            }
            try
            {
                answer.SetResult(question(ledger ??= Ledger.Open(options)));
            }
            catch (Exception error)
            {
                Failed(error);
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

    private void Failed(Exception error)
    {
        if (error is CodesessionException known && !known.Code.ConcernsLedger())
        {
            return;
        }
        // After a failure of the file itself a new connection may do better.
        ledger?.Dispose();
        ledger = null;
        (lastFailure, failedAt) = (error as CodesessionException, time.GetTimestamp());
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
