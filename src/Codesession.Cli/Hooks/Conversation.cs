namespace Codesession.Cli.Hooks;

/// <summary>A conversation of Claude Code, the session that it belongs to, and the calls that its logs tell.</summary>
internal sealed class Conversation(CliHost host, Ledger ledger, HookInput input)
{
    /// <summary>The agent, as its logs are known (<see cref="AgentLogInfo.Id"/>).</summary>
    private const string Agent = "claude";

    /// <summary>The agent, as its calls bear it.</summary>
    public const string AgentName = "Claude Code";

    private static readonly EnumerationOptions EverywhereBelow = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    private readonly long? inherited = long.TryParse(host.Variable("CODESESSION_SESSION"), out var id) ? id : null;

    /// <summary>Where it works.</summary>
    public string Folder => field ??= input.Folder is { } told && Path.IsPathFullyQualified(told) && Directory.Exists(told) ? told : host.WorkingDirectory;

    private Session? Connected => input.ConversationId is { } id ? ledger.Logs.SessionOf(Agent, id) : null;

    /// <summary>
    /// Its session: the one under which the agent was started, while that is active; else the one that it is connected with; else the one
    /// that somebody has started in its scope. Null: it has none yet. Those of imports are the past, and those of runs go no further than
    /// the run.
    /// </summary>
    public Session? Session => Inherited ?? (Connected is { } own && IsOwn(own) ? own : null) ?? ledger.Sessions.StartedIn(Folder, null);

    private Session? Inherited => inherited is { } id && ledger.Sessions.Find(id) is { Status: SessionPhase.Active } around ? around : null;

    /// <summary>Its session, which is made where it has none.</summary>
    /// <param name="cancel">Gives up.</param>
    public async Task<Session> TakeSessionAsync(CancellationToken cancel)
    {
        var before = Connected;
        if (Session is not { } session) return await StartAsync(before, cancel);
        // One that somebody started finds its calls by scope and time; only what would lead elsewhere is changed.
        var leadsElsewhere = before is { Origin: not SessionOrigin.Log } && before.Id != session.Id;
        if (input.ConversationId is { } id && (leadsElsewhere || (session.Id == inherited && before?.Id != session.Id))) ledger.Logs.Connect(Agent, id, session.Id);
        return session;
    }

    /// <summary>Its session, which goes on where it had ended with the conversation before.</summary>
    /// <param name="session">The session.</param>
    public Session Resumed(Session session) => IsOver(session) ? ledger.Sessions.Resume(session.Id) : session;

    /// <summary>Whether a session has ended that is the conversation's alone.</summary>
    public static bool IsOver(Session session) => session is { Status: SessionPhase.Completed, Origin: SessionOrigin.Hook };

    /// <summary>Records what its logs tell that is new.</summary>
    /// <param name="request">What is particular: the session for calls that lead to no other, names.</param>
    /// <param name="cancel">Stops; what was recorded until then stays.</param>
    /// <returns>What it came to; null: it has left no log.</returns>
    public LogImportReport? Import(LogImport request, CancellationToken cancel)
    {
        var logs = Logs().ToList();
        return logs.Count == 0 ? null : ledger.Logs.Import(request with { Agents = [Agent], Paths = logs, Source = UsageSource.Hook }, null, cancel);
    }

    /// <summary>An import for it.</summary>
    public LogImport NewImport(long? sessionId) => new() { Surroundings = new LogSurroundings(host.Home, host.Environment), SessionId = sessionId };

    private static bool IsOwn(Session session) =>
        session.Origin == SessionOrigin.Hook || (session.Origin != SessionOrigin.Log && session.Status == SessionPhase.Active);

    private async Task<Session> StartAsync(Session? before, CancellationToken cancel)
    {
        var name = ledger.Logs.NameOfSession(Agent, Folder);
        var made = (await ledger.Sessions.StartAsync(new NewSession { Name = name, Folder = Folder, Origin = SessionOrigin.Hook }, cancel)).Session;
        if (input.ConversationId is not { } id || ledger.Logs.Connect(Agent, id, made.Id, before?.Id) is var connected && connected == made.Id) return made;
        // Another hook of the same conversation was faster.
        ledger.Sessions.Remove(made.Id);
        return ledger.Sessions.Find(connected) ?? throw Sessions.NotFound(connected);
    }

    // Of a session there is one file, and a folder of the same name with what its subagents said. Each is named: then it needs not to be
    // told by its beginning, which may be one long prompt.
    private IEnumerable<string> Logs()
    {
        if (FullPath(input.Transcript) is { } transcript)
        {
            if (File.Exists(transcript)) yield return transcript;
            var subagents = Path.Combine(Path.ChangeExtension(transcript, null), "subagents");
            if (Directory.Exists(subagents))
            {
                foreach (var file in Directory.EnumerateFiles(subagents, "*.jsonl", EverywhereBelow)) yield return file;
            }
        }
        if (FullPath(input.AgentTranscript) is { } agent && File.Exists(agent)) yield return agent;
    }

    private string? FullPath(string? path) => path is null || path.Contains('\0') ? null
        : path.StartsWith("~/", StringComparison.Ordinal) ? Path.GetFullPath(path[2..], host.Home)
        : Path.GetFullPath(path, Folder);
}
