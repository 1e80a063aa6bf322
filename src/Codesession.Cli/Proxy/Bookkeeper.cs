using System.Collections.Concurrent;

namespace Codesession.Cli.Proxy;

/// <summary>
/// Books calls on a thread of its own, many in one transaction where many come. A booking that fails never reaches an agent: it is put
/// by in a file beside the ledger and tried again, here and at the next start.
/// </summary>
internal sealed class Bookkeeper : IDisposable
{
    private const int LargestBatch = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Each transaction waits for the disk: under load a few calls more go into it.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly BlockingCollection<Entry> waiting = [];
    private readonly ManualResetEventSlim hurry = new();
    private readonly Thread thread;
    private readonly LedgerOptions options;
    private readonly CallSession sessions;
    private readonly UsageSpool spool;
    private readonly List<NewUsage> unwritten = [];
    private Ledger? ledger;
    private long booked;
    private long refused;
    private int queued;
    private int spooled;
    private int unkept;
    private volatile string? lastError;

    /// <summary>Begins: takes up what an earlier one left.</summary>
    public Bookkeeper(LedgerOptions options, CallSession sessions)
    {
        // Others' locks are waited for, but not so long that much would be lost with us.
        this.options = options with { BusyTimeout = Patience };
        this.sessions = sessions;
        spool = new UsageSpool(options.DatabasePath);
        thread = new Thread(Run) { IsBackground = true, Name = "bookkeeper" };
        thread.Start();
    }

    /// <summary>A call that is new to the ledger, with its session after it. Comes on the thread of the bookkeeper.</summary>
    public event Action<UsageReceipt>? Recorded;

    /// <summary>How many calls are in the ledger, those that were there already too.</summary>
    public long Booked => Interlocked.Read(ref booked);

    /// <summary>How many calls the ledger did not take for what they say: more tokens than can be, and the like.</summary>
    public long Refused => Interlocked.Read(ref refused);

    /// <summary>How many calls are not in the ledger yet.</summary>
    public int Waiting => Volatile.Read(ref queued) + Volatile.Read(ref spooled);

    /// <summary>How many of these are nowhere but in memory, and go with the process.</summary>
    public int Unkept => Volatile.Read(ref unkept);

    /// <summary>The code of the failure that keeps calls from the ledger; null: none does.</summary>
    public string? LastError => lastError;

    /// <summary>Has a call booked.</summary>
    public void Book(NewUsage call)
    {
        Interlocked.Increment(ref queued);
        waiting.Add(new Entry(call, null));
    }

    /// <summary>Done when all that was handed in by now is booked, or put by.</summary>
    public Task FlushAsync()
    {
        if (Volatile.Read(ref queued) == 0)
        {
            return Task.CompletedTask;
        }
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Add(new Entry(null, done));
        hurry.Set();
        return done.Task;
    }

    /// <summary>Books what is left, and ends.</summary>
    public void Dispose()
    {
        waiting.CompleteAdding();
        hurry.Set();
        thread.Join();
        waiting.Dispose();
        hurry.Dispose();
    }

    private void Run()
    {
        TakeUp();
        var lastWrite = 0L;
        while (!waiting.IsCompleted)
        {
            // What was put by is tried again now and then, whether calls come or not.
            if (waiting.TryTake(out var first, lastError is null ? Timeout.InfiniteTimeSpan : Patience))
            {
                if (Pace - options.Time.GetElapsedTime(lastWrite) is { Ticks: > 0 } rest)
                {
                    hurry.Wait(rest);
                }
                hurry.Reset();
                lastWrite = options.Time.GetTimestamp();
                Write([first, .. More()]);
            }
            if (lastError is not null)
            {
                TakeUp();
            }
        }
        spool.Dispose();
        ledger?.Dispose();
    }

    private IEnumerable<Entry> More()
    {
        for (var count = 1; count < LargestBatch && waiting.TryTake(out var next); count++)
        {
            yield return next;
        }
    }

    private void Write(List<Entry> entries)
    {
        List<NewUsage> calls = [.. entries.Select(entry => entry.Call).OfType<NewUsage>()];
        try
        {
            Record(calls);
        }
        catch (Exception error)
        {
            Failed(error);
            PutBy(calls);
        }
        Interlocked.Add(ref queued, -calls.Count);
        entries.ForEach(entry => entry.Done?.SetResult());
    }

    private void TakeUp()
    {
        try
        {
            lastError = null;
            RecordUnwritten();
            spool.TakeUp(Record);
        }
        catch (Exception error)
        {
            Failed(error);
        }
        CountWaiting();
    }

    private void RecordUnwritten()
    {
        var again = unwritten.ToArray();
        unwritten.Clear();
        try
        {
            Record(again);
        }
        catch
        {
            unwritten.AddRange(again);
            throw;
        }
    }

    private void Record(IReadOnlyList<NewUsage> calls)
    {
        if (calls.Count == 0)
        {
            return;
        }
        ledger ??= Ledger.Open(options);
        var outcomes = ledger.Usage.AddAll(calls);
        for (var i = 0; i < outcomes.Count; i++)
        {
            Told(calls[i], outcomes[i]);
        }
    }

    private void Told(NewUsage call, UsageOutcome outcome)
    {
        if (outcome.Receipt is { } receipt)
        {
            Tell(receipt);
        }
        else if (outcome.Error!.Code == ErrorCode.SessionNotFound)
        {
            // It was removed while the call went on, or could not be looked up; the money is spent all the same.
            var other = sessions.Find(ledger!, null) ?? sessions.StartOwn(ledger!);
            Tell(ledger!.Usage.Add(call with { SessionId = other }));
        }
        else if (outcome.Error.Code is ErrorCode.PricingInvalid or ErrorCode.IoError)
        {
            // The file of the user's own prices will be mended.
            lastError = outcome.Error.Code.Name();
            PutBy([call]);
        }
        else
        {
            Interlocked.Increment(ref refused);
        }
    }

    private void Tell(UsageReceipt receipt)
    {
        Interlocked.Increment(ref booked);
        if (receipt.Duplicate)
        {
            return;
        }
        try
        {
            Recorded?.Invoke(receipt);
        }
        catch (IOException)
        {
            // Nobody looks at the terminal any more.
        }
    }

    private void PutBy(IReadOnlyList<NewUsage> calls)
    {
        try
        {
            spool.Add(calls);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The disk is full: memory is what is left.
            unwritten.AddRange(calls);
        }
        CountWaiting();
    }

    private void CountWaiting()
    {
        Volatile.Write(ref spooled, spool.Count + unwritten.Count);
        Volatile.Write(ref unkept, unwritten.Count);
    }

    private void Failed(Exception error)
    {
        lastError = (error as CodesessionException)?.Code.Name() ?? ErrorCode.IoError.Name();
        ledger?.Dispose();
        ledger = null;
    }

    /// <summary>A call to be booked, or somebody who waits for those before him.</summary>
    private sealed record Entry(NewUsage? Call, TaskCompletionSource? Done);
}
