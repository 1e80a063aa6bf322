using System.Collections.Concurrent;
using System.Diagnostics;
using Codesession.Storage;

namespace Codesession.AgentLogs;

/// <summary>Records what was read, together with how far it was read.</summary>
internal sealed class LogBooking(Database database, LogStore logs, Usage usage, ConversationHomes homes, UsageSource source) : ILogBooking
{
    /// <summary>Calls in one transaction, of which each moves the totals by itself.</summary>
    private const int CallsInBatch = 2_000;

    /// <summary>Calls that are recorded before the indexes are put back.</summary>
    private const int CallsInLoad = 1_500_000;

    /// <summary>Calls that have to be looked up one by one then.</summary>
    private const int MostDeferred = 20_000;

    /// <summary>Others who write wait so long at most, and for the indexes; they wait for half a minute.</summary>
    private static readonly TimeSpan LongestLoad = TimeSpan.FromSeconds(12);

    private readonly UsageStore store = new(database);
    private readonly WorkStore work = new(database);
    private long seen = -1;

    public IReadOnlyList<long> SessionsUsed => [.. homes.Used.Order()];

    public int SessionsMade(AgentLog log) => homes.MadeFor(log);

    public void Book(BlockingCollection<PreparedPart> parts, ImportTally tally)
    {
        while (parts.TryTake(out var first, Timeout.Infinite))
        {
            // What else is ready goes with it; the lock is not held while somebody reads.
            List<PreparedPart> batch = [first];
            var calls = first.Calls.Count;
            while (calls < CallsInBatch && parts.TryTake(out var next))
            {
                batch.Add(next);
                calls += next.Calls.Count;
            }
            database.Write(() => batch.ForEach(part => Book(part, tally)));
        }
    }

    public void BookMany(BlockingCollection<PreparedPart> parts, ImportTally tally, int expected)
    {
        // To put the indexes of a large ledger back takes longer than a few calls.
        if (store.Count() / 4 > expected)
        {
            Book(parts, tally);
            return;
        }
        var known = new PossiblyKnown(store, source, (int)Math.Min(store.Count() + expected, CallsInLoad));
        while (parts.TryTake(out var first, Timeout.Infinite))
        {
            database.Write(() => Load(first, parts, known, tally));
        }
    }

    private void Load(PreparedPart first, BlockingCollection<PreparedPart> parts, PossiblyKnown known, ImportTally tally)
    {
        Refresh();
        using var load = new UsageLoad(database);
        load.Begin();
        known.TakeIn();
        var read = new Dictionary<string, (AgentLog Log, LogFileRow Row)>();
        // Not with its part, which holds a thousand others.
        var deferred = new List<(AgentLog Log, string Path, NewUsage Call)>();
        var (calls, watch) = (0, Stopwatch.StartNew());
        var part = first;
        do
        {
            UpdateSessions(part);
            foreach (var call in part.Calls)
            {
                var session = homes.Of(part.Part.Log, call.Conversation, call.Time);
                if (known.AddIds(call.Usage) || known.HasFigures(call.Usage) || call.Usage is { ResponseId: null, RequestId: not null })
                {
                    deferred.Add((part.Part.Log, part.Part.File.Path, call.Usage with { SessionId = session }));
                    continue;
                }
                known.Recorded(load.Add(call.Row!, session, call.Usage.AgentName));
                tally.Recorded(part.Part.Log, call.Usage, call.Cost);
                calls++;
            }
            RecordEdits(part);
            if (part.Read is not null) read[part.Read.Path] = (part.Part.Log, part.Read);
            tally.Booked(part);
        }
        while (calls < CallsInLoad && deferred.Count < MostDeferred && watch.Elapsed < LongestLoad && parts.TryTake(out part, Timeout.Infinite));
        load.End();
        foreach (var (log, path, call) in deferred) Add(log, path, call, tally);
        foreach (var (log, row) in read.Values) logs.Save(log.Id, row);
    }

    private void Book(PreparedPart part, ImportTally tally)
    {
        Refresh();
        UpdateSessions(part);
        foreach (var call in part.Calls) Add(part.Part.Log, part.Part.File.Path, call.Usage with { SessionId = homes.Of(part.Part.Log, call.Conversation, call.Time) }, tally);
        RecordEdits(part);
        if (part.Read is not null) logs.Save(part.Part.Log.Id, part.Read);
        tally.Booked(part);
    }

    private void Add(AgentLog log, string path, NewUsage call, ImportTally tally)
    {
        switch (usage.TryAdd(call))
        {
            case { Receipt: { Duplicate: false } receipt }:
                tally.Recorded(log, call, receipt.Usage.Cost);
                break;
            case { Receipt: { } known }:
                tally.Repeated(log);
                if (known.Replaced is { } before) tally.Grown(log, before, known.Usage);
                break;
            case { Error: { } error }:
                tally.Refused(path, error);
                break;
        }
    }

    // Somebody else may have started, ended or removed sessions meanwhile.
    private void Refresh()
    {
        var changes = database.Scalar<long>("PRAGMA data_version");
        if (changes != seen) homes.Forget();
        seen = changes;
    }

    private void UpdateSessions(PreparedPart part)
    {
        foreach (var conversation in part.Part.Conversations) homes.Update(part.Part.Log, conversation);
    }

    private void RecordEdits(PreparedPart part)
    {
        foreach (var conversation in part.Part.Conversations)
        {
            if (conversation.Edits.Count == 0 || homes.OwnOf(part.Part.Log, conversation) is not { } session) continue;
            work.AddFiles(session.Id, conversation.Edits
                .Select(edit => (Path: InScope(edit.Key, session, conversation.Folder), edit.Value.Type, edit.Value.Time))
                .Where(edit => edit.Path is not null).Select(edit => (edit.Path!, edit.Type, edit.Time)), WorkEvidence.Stated);
        }
    }

    // As everywhere: relative to the session's scope. What lies elsewhere is none of its files.
    private static string? InScope(string path, Session session, string? folder)
    {
        // A model wrote it.
        if (path.Contains('\0')) return null;
        var scope = session.WorkingDirectory;
        var full = Path.IsPathFullyQualified(path) ? path : folder is not null && Path.IsPathFullyQualified(folder) ? Path.Combine(folder, path) : null;
        if (full is null) return null;
        var relative = Path.GetRelativePath(scope, Path.GetFullPath(full)).Replace(Path.DirectorySeparatorChar, '/');
        return relative is ".." or "." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathFullyQualified(relative) ? null : relative;
    }
}
