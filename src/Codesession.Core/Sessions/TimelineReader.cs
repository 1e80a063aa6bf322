using Codesession.Storage;

namespace Codesession;

/// <summary>What happened in a session, a page at a time: first the order of the records, then the records of the page.</summary>
internal sealed class TimelineReader(Database database)
{
    /// <summary>The most that a page holds.</summary>
    public const int MostItems = 1000;

    private readonly TimelineStore store = new(database);
    private readonly UsageStore usage = new(database);
    private readonly WorkStore work = new(database);
    private readonly NoteStore notes = new(database);

    public TimelinePage Behind(long sessionId, TimelineKey place, IEnumerable<TimelineKind> kinds, int limit)
    {
        // One more tells whether anything comes behind the page.
        var keys = store.Behind(sessionId, place, kinds, limit + 1);
        var page = keys.Take(limit).ToList();
        var calls = usage.WithIds(Of(TimelineKind.Call)).ToDictionary(call => call.Id);
        var files = work.FilesWithIds(Of(TimelineKind.File)).ToDictionary(file => file.Id);
        var commits = work.CommitsWithIds(Of(TimelineKind.Commit)).ToDictionary(commit => commit.Id);
        var written = notes.WithIds(Of(TimelineKind.Note)).ToDictionary(note => note.Id);
        var items = page.Select(key => new TimelineItem(key.Kind, Timestamp.Parse(key.Time))
        {
            Call = key.Kind == TimelineKind.Call ? calls[key.Id] : null,
            File = key.Kind == TimelineKind.File ? files[key.Id] : null,
            Commit = key.Kind == TimelineKind.Commit ? commits[key.Id] : null,
            Note = key.Kind == TimelineKind.Note ? written[key.Id] : null,
        });
        return new TimelinePage([.. items], keys.Count > limit ? page[^1].ToCursor() : null);

        IEnumerable<long> Of(TimelineKind kind) => page.Where(key => key.Kind == kind).Select(key => key.Id);
    }
}
