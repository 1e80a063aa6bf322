namespace Codesession.Cli.Dashboard;

/// <summary>
/// Notices that somebody has changed the ledger, or the user's prices: by one connection for all who listen, and only while somebody does.
/// </summary>
internal sealed class Changes : IDisposable
{
    // A look costs some microseconds.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // What changes in between is told together.
    private static readonly TimeSpan LeastBetween = TimeSpan.FromMilliseconds(500);

    // How long after a change some figures go on to change by the clock alone: the pace of an hour, the rate of a five-hour window.
    private static readonly TimeSpan Afterwards = TimeSpan.FromHours(6);

    private readonly Lock turn = new();
    private readonly LedgerOptions options;
    private readonly Action replaced;
    private Ledger? ledger;
    private (DateTime Made, DateTime PricesWritten) files;
    private long dataVersion;
    private long version = 1;
    private long told = 1;
    private bool isSound = true;
    private DateTimeOffset changedAt, lookedAt;
    private int listeners;
    private bool isLooking;
    private TaskCompletionSource next = NewSource();

    /// <param name="options">The ledger.</param>
    /// <param name="replaced">Is called when another file has come to its place.</param>
    /// <exception cref="CodesessionException">The ledger cannot be opened.</exception>
    public Changes(LedgerOptions options, Action replaced)
    {
        this.options = options with { BusyTimeout = TimeSpan.FromSeconds(2) };
        this.replaced = replaced;
        changedAt = lookedAt = this.options.Time.GetUtcNow();
        Open();
    }

    /// <summary>The version now: another number after every change, whoever made it.</summary>
    public long Look()
    {
        lock (turn)
        {
            try
            {
                var now = Files();
                if (ledger is null || now.Made != files.Made)
                {
                    Open();
                    replaced();
                    version++;
                }
                else if (now != files)
                {
                    files = now;
                    version++;
                }
                if (ledger!.OthersChanges is var seen && seen != dataVersion)
                {
                    dataVersion = seen;
                    changedAt = options.Time.GetUtcNow();
                    version++;
                }
                LookAtTheClock();
                isSound = true;
            }
            catch (Exception error) when (error is CodesessionException or IOException or UnauthorizedAccessException)
            {
                // Whoever reads the ledger is told. A new connection may do better.
                ledger?.Dispose();
                ledger = null;
                if (isSound)
                {
                    // What was read of the file before is no answer any more, nor is what is read of one that was taken away.
                    replaced();
                    version++;
                    isSound = false;
                }
            }
            return version;
        }
    }

    /// <summary>Waits for a version after that one; several changes that come at once are one.</summary>
    public async Task<long> AfterAsync(long seen, CancellationToken cancel)
    {
        Listen();
        try
        {
            while (true)
            {
                Task waiting;
                lock (turn)
                {
                    if (told > seen)
                    {
                        return told;
                    }
                    waiting = next.Task;
                }
                await waiting.WaitAsync(cancel);
            }
        }
        finally
        {
            Interlocked.Decrement(ref listeners);
        }
    }

    public void Dispose()
    {
        lock (turn)
        {
            ledger?.Dispose();
            ledger = null;
        }
    }

    private void Listen()
    {
        lock (turn)
        {
            if (Interlocked.Increment(ref listeners) == 1 && !isLooking)
            {
                isLooking = true;
                _ = TellAsync();
            }
        }
    }

    private async Task TellAsync()
    {
        var last = options.Time.GetTimestamp() - options.Time.TimestampFrequency;
        while (true)
        {
            await Task.Delay(Pause);
            lock (turn)
            {
                if (listeners == 0)
                {
                    isLooking = false;
                    return;
                }
                if (Look() == told || options.Time.GetElapsedTime(last) < LeastBetween)
                {
                    continue;
                }
                last = options.Time.GetTimestamp();
                told = version;
                next.SetResult();
                next = NewSource();
            }
        }
    }

    private void Open()
    {
        ledger?.Dispose();
        ledger = null;
        ledger = Ledger.Open(options);
        files = Files();
        dataVersion = ledger.OthersChanges;
    }

    // A minute that begins is a change where figures change by the clock, and so is a day, with which budgets begin anew.
    private void LookAtTheClock()
    {
        var (now, zone) = (options.Time.GetUtcNow(), options.Time.LocalTimeZone);
        if (now.Ticks / TimeSpan.TicksPerMinute != lookedAt.Ticks / TimeSpan.TicksPerMinute
            && (now - changedAt < Afterwards || TimeZoneInfo.ConvertTime(now, zone).Date != TimeZoneInfo.ConvertTime(lookedAt, zone).Date))
        {
            version++;
        }
        lookedAt = now;
    }

    // A file that is not there has a time, too.
    private (DateTime Made, DateTime PricesWritten) Files() => (File.GetCreationTimeUtc(options.DatabasePath), File.GetLastWriteTimeUtc(options.PricingPath));

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
