namespace Codesession.AgentLogs;

/// <summary>Counts what an import comes to.</summary>
internal sealed class ImportTally
{
    private readonly Dictionary<AgentLog, Counts> agents;
    private readonly Dictionary<(string, LogProblemKind), LogProblem> problems = [];
    private readonly IProgress<LogProgress>? progress;
    private readonly Dictionary<string, long> positions = [];
    private LogProgress done;
    private long calls;

    public ImportTally(IReadOnlyList<FoundLog> found, IReadOnlyList<FoundLog> unread, IEnumerable<LogProblem> problems, IProgress<LogProgress>? progress)
    {
        foreach (var problem in problems) Add(problem);
        this.progress = progress;
        agents = found.GroupBy(file => file.Log).ToDictionary(files => files.Key, files => new Counts { Files = files.Count() });
        done = new LogProgress(unread.Count, 0, unread.Sum(file => file.Size), 0, 0);
    }

    /// <summary>A part was recorded.</summary>
    public void Booked(PreparedPart part)
    {
        var (file, position) = (part.Part.File, part.Part.Position?.Offset ?? part.Part.File.Size);
        var from = positions.GetValueOrDefault(file.Path, file.From.Offset);
        positions[file.Path] = position;
        var agent = agents[part.Part.Log];
        agent.FilesRead += part.Part.IsLast ? 1 : 0;
        agent.Bytes += Math.Max(0, position - from);
        foreach (var problem in part.Problems) Add(problem);
        done = done with
        {
            Calls = calls,
            FilesRead = done.FilesRead + (part.Part.IsLast ? 1 : 0),
            BytesRead = part.Part.IsLast ? done.BytesRead + file.Size - from : done.BytesRead + position - from,
        };
        progress?.Report(done);
    }

    /// <summary>A call was recorded.</summary>
    public void Recorded(AgentLog log, NewUsage call, decimal? cost)
    {
        var agent = agents[log];
        agent.Calls++;
        agent.Unpriced += cost is null ? 1 : 0;
        agent.Cost += cost ?? 0;
        agent.Tokens += call.Classes.GetValueOrDefault();
        calls++;
    }

    /// <summary>A call was there already.</summary>
    public void Repeated(AgentLog log) => agents[log].Duplicates++;

    /// <summary>What was there already of a call was less than is told now.</summary>
    public void Grown(AgentLog log, AiUsage before, AiUsage after)
    {
        var agent = agents[log];
        agent.Tokens += after.TokenClasses.GetValueOrDefault() - before.TokenClasses.GetValueOrDefault();
        agent.Cost += (after.Cost ?? 0) - (before.Cost ?? 0);
        agent.Unpriced += (after.Cost is null ? 1 : 0) - (before.Cost is null ? 1 : 0);
    }

    /// <summary>The ledger refused a call.</summary>
    public void Refused(string path, CodesessionException error) =>
        Add(new LogProblem(path, LogProblemKind.Refused, 1, null, error.Message));

    public LogImportReport Report(bool dryRun, ILogBooking booking) => new()
    {
        DryRun = dryRun,
        Agents = [.. agents.Select(agent => new ImportedAgent
        {
            Agent = agent.Key.Info,
            Files = agent.Value.Files,
            FilesRead = agent.Value.FilesRead,
            Bytes = agent.Value.Bytes,
            Calls = agent.Value.Calls,
            Duplicates = agent.Value.Duplicates,
            // One of an earlier import may have a price now.
            UnpricedCalls = Math.Max(0, agent.Value.Unpriced),
            Sessions = booking.SessionsMade(agent.Key),
            Tokens = agent.Value.Tokens,
            Cost = agent.Value.Cost,
        })],
        Problems = [.. problems.Values],
        SessionIds = booking.SessionsUsed,
    };

    private void Add(LogProblem problem) => problems[(problem.Path, problem.Kind)] =
        problems.TryGetValue((problem.Path, problem.Kind), out var known) ? known with { Count = known.Count + problem.Count } : problem;

    private sealed class Counts
    {
        public int Files, FilesRead;
        public long Bytes, Calls, Duplicates, Unpriced;
        public TokenCounts Tokens;
        public decimal Cost;
    }
}
