namespace Codesession;

/// <summary>Finds the sessions of projects: those of their folders and of folders below them, not of those above.</summary>
internal sealed class TodaySessions(Ledger ledger, TimeProvider time)
{
    /// <summary>The newest session of each folder that has one, and the sessions of this day and the last one before it with any.</summary>
    public (IReadOnlyDictionary<string, LastSession> Last, IReadOnlyList<Session> Recent) Of(IReadOnlyCollection<string> folders)
    {
        var last = new Dictionary<string, LastSession>();
        var recent = new List<Session>();
        var today = Day(time.GetUtcNow());
        DateOnly? before = null;
        // One walk along the index of times, which ends when all is known.
        foreach (var place in ledger.Sessions.Places())
        {
            var homes = folders.Where(folder => FolderPath.IsIn(place.GitRoot ?? place.WorkingDirectory, folder) || FolderPath.IsIn(place.WorkingDirectory, folder)).ToList();
            if (homes.Count == 0)
                continue;
            var day = Day(place.StartTime);
            before ??= day < today ? day : null;
            var isRecent = recent.Count < TodaySnapshot.MostSessions && (day >= today || day == before);
            if (isRecent || homes.Exists(folder => !last.ContainsKey(folder)))
            {
                var session = ledger.Sessions.Find(place.Id)!;
                if (isRecent)
                    recent.Add(session);
                foreach (var folder in homes.Where(folder => !last.ContainsKey(folder)))
                    last[folder] = WithAll(session);
            }
            else if (last.Count == folders.Count)
            {
                break;
            }
        }
        return (last, recent);
    }

    /// <summary>The newest session of all; null: there is none.</summary>
    public LastSession? Newest() => ledger.Sessions.Newest() is { } session ? WithAll(session) : null;

    private LastSession WithAll(Session session) => new()
    {
        Session = session,
        Calls = ledger.Usage.Newest(session.Id, LastSession.MostCalls),
        Models = [.. ledger.Reports.By(UsageGrouping.Model, new UsageQuery { SessionIds = [session.Id] })],
        Files = [.. ledger.Sessions.Files(new RecordQuery { SessionId = session.Id, Limit = LastSession.MostFiles })],
        Notes = [.. ledger.Notes.List(new RecordQuery { SessionId = session.Id, Limit = LastSession.MostNotes })],
    };

    private DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, time.LocalTimeZone).DateTime);
}
