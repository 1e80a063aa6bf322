using System.Collections.Concurrent;
using Codesession.Storage;

namespace Codesession.AgentLogs;

/// <summary>Records nothing and counts what would be recorded.</summary>
internal sealed class TrialBooking(Database database, ConversationHomes homes, UsageSource source) : ILogBooking
{
    private readonly UsageStore store = new(database);
    private readonly Dictionary<AgentLog, HashSet<string>> conversations = [];

    public IReadOnlyList<long> SessionsUsed => [];

    public int SessionsMade(AgentLog log) => conversations.GetValueOrDefault(log)?.Count ?? 0;

    public void Book(BlockingCollection<PreparedPart> parts, ImportTally tally) => BookMany(parts, tally, 0);

    public void BookMany(BlockingCollection<PreparedPart> parts, ImportTally tally, int expected)
    {
        var known = new PossiblyKnown(store, source, expected, byInput: true);
        var sameCall = new SameCall(store, new SessionStore(database));
        known.TakeIn();
        foreach (var part in parts.GetConsumingEnumerable())
        {
            var log = part.Part.Log;
            if (!conversations.TryGetValue(log, out var ids)) conversations[log] = ids = [];
            foreach (var call in part.Calls)
            {
                if (!ids.Contains(call.Conversation.Id) && !homes.Has(log, call.Conversation, call.Time)) ids.Add(call.Conversation.Id);
                if (known.AddIds(call.Usage) || (known.HasFigures(call.Usage) && sameCall.SeemsKnownByFigures(call.Usage, call.Time)))
                {
                    tally.Repeated(log);
                    continue;
                }
                tally.Recorded(log, call.Usage, call.Cost);
            }
            tally.Booked(part);
        }
    }
}
