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
    private long lastRecorded = long.MinValue;

    public UsageBatch(Ledger ledger)
    {
        this.ledger = ledger;
        timer = new Timer(_ => RecordInTurn());
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

    /// <summary>Why the ledger could not be written; null: it could.</summary>
    public CodesessionException? Failure { get; private set; }

    /// <summary>What has become of calls since this was last asked.</summary>
    /// <param name="all">Record those that wait first.</param>
    public IReadOnlyList<(NewUsage Call, UsageOutcome Outcome)> Outcomes(bool all)
    {
        lock (turn)
        {
            if (all)
            {
                Record();
            }
            (NewUsage, UsageOutcome)[] outcomes = [.. done];
            done.Clear();
            return outcomes;
        }
    }

    /// <summary>Records what still waits: a pipeline that is stopped loses nothing that was handed in.</summary>
    public void Dispose()
    {
        timer.Dispose();
        RecordInTurn();
    }

    private void RecordInTurn()
    {
        lock (turn)
        {
            Record();
        }
    }

    // On the timer's thread an exception would end PowerShell: the pipeline's thread asks for it.
    private void Record()
    {
        if (waiting.Count == 0 || Failure is not null)
        {
            return;
        }
        NewUsage[] calls = [.. waiting];
        waiting.Clear();
        try
        {
            done.AddRange(calls.Zip(ledger.Usage.AddAll(calls)));
        }
        catch (Exception error)
        {
            Failure = error as CodesessionException ?? new CodesessionException(ErrorCode.Internal, $"A mistake in the module itself: {error.Message}", error);
        }
        lastRecorded = TimeProvider.System.GetTimestamp();
    }
}
