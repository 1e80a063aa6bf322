namespace Codesession.Cli.Proxy;

/// <summary>
/// A ledger that is only read, by whichever thread has a question: readers wait for nobody, but one at a time. What was read is kept until
/// somebody changes the ledger.
/// </summary>
internal sealed class LedgerView(LedgerOptions options) : IDisposable
{
    private const int MostKept = 1000;

    // Under load many calls come within one: nobody's command is that quick to be followed by a call.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    private readonly Lock turn = new();
    private readonly Dictionary<(long?, string?), object> kept = [];
    // Only a program that puts the file in order for itself holds up readers.
    private readonly LedgerOptions options = options with { BusyTimeout = TimeSpan.FromSeconds(2) };
    private Ledger? ledger;
    private long version;
    private long looked;
    private CodesessionException? failure;
    private long failedAt;

    /// <summary>The answer to a question about a session and an agent, from the ledger as it is now.</summary>
    /// <exception cref="CodesessionException">The ledger cannot be read.</exception>
    public T Ask<T>(long? session, string? agent, Func<Ledger, T> question) where T : class
    {
        lock (turn)
        {
            // Many may have waited for the one that failed: they do not wait one after the other.
            if (failure is not null && options.Time.GetElapsedTime(failedAt) < TryAgain)
            {
                throw failure;
            }
            try
            {
                ledger ??= Ledger.Open(options);
                ForgetWhatChanged(ledger);
                if (!kept.TryGetValue((session, agent), out var answer))
                {
                    kept[(session, agent)] = answer = question(ledger);
                }
                failure = null;
                return (T)answer;
            }
            catch (CodesessionException error) when (error.Code.ConcernsLedger())
            {
                // A new connection may do better.
                Close();
                (failure, failedAt) = (error, options.Time.GetTimestamp());
                throw;
            }
        }
    }

    public void Dispose()
    {
        lock (turn)
        {
            Close();
        }
    }

    private void ForgetWhatChanged(Ledger ledger)
    {
        if (options.Time.GetElapsedTime(looked) < LookAgain && kept.Count < MostKept)
        {
            return;
        }
        looked = options.Time.GetTimestamp();
        if (ledger.OthersChanges is var now && (now != version || kept.Count >= MostKept))
        {
            kept.Clear();
            version = now;
        }
    }

    private void Close()
    {
        ledger?.Dispose();
        ledger = null;
        kept.Clear();
    }
}
