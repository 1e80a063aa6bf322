namespace Codesession.PowerShell;

/// <summary>
/// Records calls as they are piped in: the first at once, then in transactions of many, so that thousands take no time.
/// None waits longer than a quarter of a second, even when the pipeline stands still.
/// </summary>
internal sealed class UsageBatch : IDisposable
{
    private const int Most = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    // The timer's thread and that of the pipeline take turns with the ledger, which knows only one at a time.
    private readonly Lock turn = new();
    private readonly Ledger ledger;
    private readonly Timer timer;
    private readonly List<NewUsage> waiting = [];
    private readonly List<(NewUsage Call, UsageOutcome Outcome)> done = [];
    private CodesessionException? failure;
    private long lastRecorded = long.MinValue;

    public UsageBatch(Ledger ledger)
    {
        this.ledger = ledger;
        timer = new Timer(_ => RecordInBackground());
    }

    /// <summary>Uses the ledger while nothing is being recorded.</summary>
    public T Use<T>(Func<Ledger, T> use)
    {
        lock (turn)
        {
            return use(ledger);
        }
    }

    /// <summary>Takes a call.</summary>
    public void Add(NewUsage call)
    {
        lock (turn)
        {
            waiting.Add(call);
            if (waiting.Count >= Most || lastRecorded == long.MinValue || TimeProvider.System.GetElapsedTime(lastRecorded) > Longest)
            {
                Record();
            }
            else if (waiting.Count == 1)
            {
                timer.Change(Longest, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>What has become of calls since this was last asked.</summary>
    /// <param name="all">Record those that wait first.</param>
    /// <exception cref="CodesessionException">The ledger cannot be written.</exception>
    public IReadOnlyList<(NewUsage Call, UsageOutcome Outcome)> Outcomes(bool all)
    {
        lock (turn)
        {
            if (all)
            {
                Record();
            }
            if (failure is not null)
            {
                throw failure;
            }
            (NewUsage, UsageOutcome)[] outcomes = [.. done];
            done.Clear();
            return outcomes;
        }
    }

    /// <summary>Records what still waits: a pipeline that is stopped loses nothing that was handed in.</summary>
    public void Dispose()
    {
        lock (turn)
        {
            timer.Dispose();
            RecordInBackground();
        }
    }

    private void RecordInBackground()
    {
        lock (turn)
        {
            try
            {
                Record();
            }
            catch (Exception error) when (error is CodesessionException or ObjectDisposedException)
            {
                failure = error as CodesessionException;
            }
        }
    }

    private void Record()
    {
        if (waiting.Count == 0 || failure is not null)
        {
            return;
        }
        NewUsage[] calls = [.. waiting];
        waiting.Clear();
        done.AddRange(calls.Zip(ledger.Usage.AddAll(calls)));
        lastRecorded = TimeProvider.System.GetTimestamp();
    }
}
