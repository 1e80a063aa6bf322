using System.Collections.Concurrent;
using Codesession.Storage;

namespace Codesession.AgentLogs;

/// <summary>Records nothing and counts what would be recorded.</summary>
internal sealed class TrialBooking(Database database, UsageSource source) : ILogBooking
{
    private readonly UsageStore store = new(database);
    private readonly Dictionary<AgentLog, HashSet<string>> conversations = [];

    public IReadOnlyList<long> SessionsUsed => [];

    // Whether a call would join a session that somebody tracked is not looked at: a conversation of which all calls do is no session.
    public int SessionsMade(AgentLog log) => conversations.GetValueOrDefault(log)?.Count ?? 0;

    public void Book(BlockingCollection<PreparedPart> parts, ImportTally tally) => BookMany(parts, tally, 0);

    public void BookMany(BlockingCollection<PreparedPart> parts, ImportTally tally, int expected)
    {
        var known = new PossiblyKnown(store, source, expected);
        var sameCall = new SameCall(store, new SessionStore(database));
        known.TakeIn();
        foreach (var part in parts.GetConsumingEnumerable())
        {
            var log = part.Part.Log;
            foreach (var call in part.Calls)
            {
                if (known.AddIds(call.Usage) || (known.HasFigures(call.Usage) && sameCall.SeemsKnownByFigures(call.Usage, call.Time)))
                {
                    tally.Repeated(log);
                    continue;
                }
                tally.Recorded(log, call.Usage, call.Price.Cost);
                if (!conversations.TryGetValue(log, out var ids)) conversations[log] = ids = [];
                ids.Add(call.Conversation.Id);
            }
            tally.Booked(part);
        }
    }
}
