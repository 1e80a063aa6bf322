using System.Runtime.InteropServices;

namespace Codesession.Storage;

/// <summary>
/// The sums that the triggers of <see cref="Migration5"/> would keep, for calls that are recorded without them. A log tells its calls in
/// the order of their times, so those of a slot come together, and only a few slots are held at a time.
/// </summary>
internal sealed class SlotLoad(Database database) : IDisposable
{
    private const int MostSlots = 5_000;

    private const int Columns = 14;

    private readonly Dictionary<Key, Sums> slots = new(MostSlots);
    private readonly object?[] values = new object?[Columns];
    private readonly Database.Statement add = database.Prepare($"""
        INSERT INTO usage_slots VALUES ({string.Join(", ", Enumerable.Range(1, Columns).Select(i => $"${i}"))})
          ON CONFLICT (slot, session_id, provider, model, agent_name) DO UPDATE SET
            calls = calls + excluded.calls, unpriced = unpriced + excluded.unpriced, input = input + excluded.input,
            cache_write = cache_write + excluded.cache_write, cache_read = cache_read + excluded.cache_read, output = output + excluded.output,
            reasoning = reasoning + excluded.reasoning, tokens = tokens + excluded.tokens, cost_e10 = cost_e10 + excluded.cost_e10
        """, Columns);

    /// <summary>Counts a row, with its values as <see cref="UsageStore.Values"/> makes them.</summary>
    public void Add(ReadOnlySpan<object?> row)
    {
        var key = new Key(
            Slot.Of((string)row[UsageStore.TimeColumn]!), (long)row[UsageStore.SessionColumn]!, (string)row[UsageStore.ProviderColumn]!,
            (string)row[UsageStore.ModelColumn]!, row[UsageStore.AgentColumn] as string ?? "");
        if (slots.Count == MostSlots && !slots.ContainsKey(key)) Write();
        CollectionsMarshal.GetValueRefOrAddDefault(slots, key, out _).Add(row);
    }

    /// <summary>Writes what was counted.</summary>
    public void Write()
    {
        foreach (var (key, sums) in slots)
        {
            (values[0], values[1], values[2], values[3], values[4]) = (key.Slot, key.Session, key.Provider, key.Model, key.Agent);
            sums.CopyTo(values.AsSpan(5));
            add.Execute(values);
        }
        slots.Clear();
    }

    public void Dispose() => add.Dispose();

    private readonly record struct Key(long Slot, long Session, string Provider, string Model, string Agent);

    private struct Sums
    {
        private long calls, unpriced, input, cacheWrite, cacheRead, output, reasoning, tokens, cost;

        public void Add(ReadOnlySpan<object?> row)
        {
            var (read, written) = (Number(row, UsageStore.CacheReadColumn), Number(row, UsageStore.CacheWriteColumn) + Number(row, UsageStore.CacheWrite1hColumn));
            calls++;
            unpriced += row[UsageStore.CostColumn] is null ? 1 : 0;
            input += row[UsageStore.PromptColumn] is long prompt ? prompt - read - written : 0;
            cacheWrite += written;
            cacheRead += read;
            output += Number(row, UsageStore.CompletionColumn);
            reasoning += Number(row, UsageStore.ReasoningColumn);
            tokens += Number(row, UsageStore.TokensColumn);
            cost += Number(row, UsageStore.CostColumn);
        }

        public readonly void CopyTo(Span<object?> values)
        {
            (values[0], values[1], values[2], values[3], values[4]) = (calls, unpriced, input, cacheWrite, cacheRead);
            (values[5], values[6], values[7], values[8]) = (output, reasoning, tokens, cost);
        }

        private static long Number(ReadOnlySpan<object?> row, int column) => row[column] as long? ?? 0;
    }
}
