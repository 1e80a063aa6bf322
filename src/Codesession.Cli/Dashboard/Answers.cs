namespace Codesession.Cli.Dashboard;

/// <summary>
/// What was asked lately, as bytes by address: as long as nobody changes the ledger, and the minute, all browsers share one question to it.
/// </summary>
internal sealed class Answers(LedgerPool ledgers, TimeProvider time)
{
    private const int MostBytes = 16 * 1024 * 1024;
    private const int LongestKept = 1024 * 1024;
    private const int MostKept = 1000;

    private readonly Lock turn = new();
    private readonly Dictionary<string, Task<byte[]>> kept = [];
    private (long Version, long Minute) state;
    private long bytes;

    /// <summary>The answer to that address.</summary>
    /// <param name="address">Path and query.</param>
    /// <param name="version">The version of the ledger.</param>
    /// <param name="question">Finds it out.</param>
    public Task<byte[]> GetAsync(string address, long version, Func<Ledger, byte[]> question)
    {
        lock (turn)
        {
            var now = (version, time.GetUtcNow().Ticks / TimeSpan.TicksPerMinute);
            if (now != state || bytes > MostBytes || kept.Count >= MostKept)
            {
                kept.Clear();
                (state, bytes) = (now, 0);
            }
            if (!kept.TryGetValue(address, out var answer))
            {
                kept[address] = answer = ledgers.AskAsync(question);
                _ = WeighAsync(address, answer);
            }
            return answer;
        }
    }

    // Nothing is kept that failed, or that is large.
    private async Task WeighAsync(string address, Task<byte[]> answer)
    {
        await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (turn)
        {
            if (!kept.TryGetValue(address, out var current) || current != answer)
            {
                return;
            }
            if (answer.IsCompletedSuccessfully && answer.Result.Length <= LongestKept)
            {
                bytes += answer.Result.Length;
            }
            else
            {
                kept.Remove(address);
            }
        }
    }
}
