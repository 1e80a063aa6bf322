using System.Collections.Concurrent;
using System.Diagnostics;
using Codesession.Pricing;
using Codesession.Storage;

namespace Codesession.AgentLogs;

/// <summary>One import: readers on all processors, and one writer.</summary>
internal sealed class LogImporter(Database database, Usage usage, PriceBook prices, TimeZoneInfo zone, LogImport request)
{
    /// <summary>What of a log goes with a call, of the agents that write least.</summary>
    private const int BytesOfCall = 4_000;

    /// <summary>What waits for the writer; the readers then wait too.</summary>
    private const int MostWaiting = 4;

    /// <summary>Of FAT; the clock of Linux files lags by 10 ms.</summary>
    private const long CoarsestClock = 2 * TimeSpan.TicksPerSecond;

    private readonly LogStore logs = new(database);
    private readonly List<LogProblem> problems = [];
    private readonly CallPreparation preparation = new(request, prices);

    public LogImportReport Run(IReadOnlyList<AgentLog> agents, IProgress<LogProgress>? progress, CancellationToken cancel)
    {
        var finder = new LogFinder(problems);
        var found = (request.Paths.Count > 0 ? request.Paths.SelectMany(path => finder.In(path, agents)) : finder.InPlaces(agents, request.Surroundings))
            .DistinctBy(file => file.Path).ToList();
        // A hook asks for one or two.
        var known = found.Count > 50 ? logs.Files() : found.Select(file => logs.File(file.Path)).OfType<LogFileRow>().ToDictionary(file => file.Path);
        var unread = found.Where(file => IsUnread(file, known.GetValueOrDefault(file.Path))).ToList();
        var homes = new ConversationHomes(logs, new SessionStore(database), request, zone);
        var booking = request.DryRun ? (ILogBooking)new TrialBooking(database, homes, request.Source) : new LogBooking(database, logs, usage, homes, request.Source);
        var tally = new ImportTally(found, unread, problems, progress);
        var expected = unread.Sum(file => file.Size - (known.GetValueOrDefault(file.Path)?.Position ?? 0));
        if (unread.Count > 0 && !(expected > request.MostNew)) Read(unread, known, booking, tally, expected, cancel);
        cancel.ThrowIfCancellationRequested();
        return tally.Report(request.DryRun, booking);
    }

    private void Read(List<FoundLog> unread, Dictionary<string, LogFileRow> known, ILogBooking booking, ImportTally tally, long expected, CancellationToken cancel)
    {
        preparation.WithRows = !request.DryRun && expected >= request.MuchToRead;
        // The long ones first, so that no processor is left alone with one.
        var jobs = new ConcurrentQueue<FoundLog>(unread.OrderByDescending(file => file.Size).ThenBy(file => file.Path, StringComparer.Ordinal));
        using var parts = new BlockingCollection<PreparedPart>(MostWaiting);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var readers = Enumerable.Range(0, Math.Min(Environment.ProcessorCount, unread.Count)).Select(_ => Task.Factory.StartNew(
            () => ReadFiles(jobs, known, parts, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        var finished = Task.WhenAll(readers).ContinueWith(_ => parts.CompleteAdding(), TaskScheduler.Default);
        try
        {
            var calls = (int)Math.Min(expected / BytesOfCall, int.MaxValue / 16);
            if (expected >= request.MuchToRead) booking.BookMany(parts, tally, calls);
            else booking.Book(parts, tally);
        }
        finally
        {
            // After a failure of the ledger nobody waits for a place in the queue any more.
            stop.Cancel();
            while (!finished.IsCompleted) parts.TryTake(out _, 10, CancellationToken.None);
        }
        // What was no file's fault is not swallowed.
        if (readers.FirstOrDefault(reader => reader.IsFaulted) is { } failed) throw failed.Exception!.InnerException!;
    }

    private void ReadFiles(ConcurrentQueue<FoundLog> jobs, Dictionary<string, LogFileRow> known, BlockingCollection<PreparedPart> parts, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && jobs.TryDequeue(out var job))
        {
            var before = known.GetValueOrDefault(job.Path);
            try
            {
                var file = new LogFile(job.Path, job.Size, job.Modified, From(job, before));
                var hasCalls = file.From.Offset > 0 || !job.Log.Appends;
                job.Log.Read(file, new LogSink(job.Log, file, part => parts.Add(preparation.Prepare(part, before, hasCalls |= part.Calls.Count > 0), stop), request.Titles), stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                var problem = new LogProblem(job.Path, LogProblemKind.Unreadable, 1, null, error.Message);
                var nothing = new LogPart(job.Log, new LogFile(job.Path, job.Size, job.Modified, default), [], [], [problem], null, IsLast: true);
                parts.Add(preparation.Prepare(nothing, before), CancellationToken.None);
            }
        }
    }

    // What has no size holds nothing, or, a pipe or a device, is no log and never ends.
    private bool IsUnread(FoundLog file, LogFileRow? before) => file.Size > 0 && IsChanged(file, before);

    // What was last written before has no call that is wanted. File systems date by coarser clocks than ours.
    private bool IsChanged(FoundLog file, LogFileRow? before) =>
        (request.Since is null || file.Modified >= request.Since.Value.UtcTicks - CoarsestClock)
        && (before is null || request.Reread || HasLeftOut(before) || before.Size != file.Size || before.Modified != file.Modified);

    private bool HasLeftOut(LogFileRow before) => before.Since is { } since && (request.Since is null || request.Since < since);

    private LogPosition From(FoundLog file, LogFileRow? before)
    {
        if (before is null || request.Reread || HasLeftOut(before)) return default;
        if (!file.Log.Appends) return new LogPosition(0, before.State);
        // One that shrank or was rewritten is another one.
        return before.Position <= file.Size && Fingerprint.Of(file.Path, before.Position) == before.Fingerprint
            ? new LogPosition(before.Position, before.State)
            : default;
    }
}
