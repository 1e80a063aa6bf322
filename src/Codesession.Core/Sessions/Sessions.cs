using Codesession.Storage;

namespace Codesession;

/// <summary>Start, find, end, recover and remove sessions.</summary>
public sealed class Sessions
{
    private const string SeeList = "cs list shows the sessions there are.";

    private static readonly TimeSpan StaleAfter = TimeSpan.FromHours(12);

    private readonly Database database;
    private readonly SessionStore store;
    private readonly WorkStore work;
    private readonly UsageStore usage;
    private readonly ReportStore reports;
    private readonly Budgets budgets;
    private readonly SessionWork git;
    private readonly WorkInference inference;
    private readonly TimelineReader timeline;
    private readonly TimeProvider time;

    // SQLite's side files and our copies begin with the name of the ledger.
    private readonly Lazy<string[]> ownFiles;

    internal Sessions(Database database, LedgerOptions options, Budgets budgets)
    {
        this.database = database;
        this.budgets = budgets;
        time = options.Time;
        store = new SessionStore(database);
        work = new WorkStore(database);
        usage = new UsageStore(database);
        reports = new ReportStore(database);
        git = new SessionWork(options.Git, work);
        timeline = new TimelineReader(database);
        inference = new WorkInference(database, store, work, options.Git);
        ownFiles = new(() => [RealFile(options.DatabasePath), RealFile(options.PricingPath)]);
    }

    /// <summary>The session of that id; null: there is none.</summary>
    public Session? Find(long id) => store.Find(id);

    /// <summary>The session that started last; null: there is none.</summary>
    public Session? Newest() => store.Newest();

    /// <summary>Where and when each session was, the newest first, as they are read.</summary>
    internal IEnumerable<SessionPlace> Places() => store.Places();

    /// <summary>Sessions, newest first.</summary>
    /// <param name="limit">How many at most; null: all.</param>
    public IEnumerable<Session> List(long? limit = null) => List(new SessionQuery { Limit = limit });

    /// <summary>Sessions, newest first unless another order is asked for, as they are read: none is kept.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>: the text to search for is too long.</exception>
    public IEnumerable<Session> List(SessionQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return store.List(query, time.GetUtcNow());
    }

    /// <summary>How many sessions <see cref="List(SessionQuery)"/> would find on all pages together.</summary>
    /// <inheritdoc cref="List(SessionQuery)"/>
    public long Count(SessionQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return store.Count(query);
    }

    /// <summary>A page of sessions, each with its agents and models.</summary>
    /// <inheritdoc cref="List(SessionQuery)"/>
    public IReadOnlyList<ListedSession> Page(SessionQuery query) => database.Read(() =>
    {
        var sessions = List(query).ToList();
        var workers = store.Workers(sessions.Select(session => session.Id)).ToLookup(worker => (worker.SessionId, worker.IsModel), worker => worker.Name);
        return (IReadOnlyList<ListedSession>)
            [.. sessions.Select(session => new ListedSession(session, [.. workers[(session.Id, false)]], [.. workers[(session.Id, true)]]))];
    });

    /// <summary>The files that a session changed, in the order in which they were recorded.</summary>
    public IEnumerable<FileChange> Files(long id) => Files(new RecordQuery { SessionId = id });

    /// <summary>Changed files, as they are read: none is kept.</summary>
    public IEnumerable<FileChange> Files(RecordQuery query) => work.Files(query);

    /// <summary>The commits of a session, oldest first.</summary>
    public IEnumerable<Commit> Commits(long id) => Commits(new RecordQuery { SessionId = id });

    /// <summary>Commits, as they are read: none is kept.</summary>
    public IEnumerable<Commit> Commits(RecordQuery query) => work.Commits(query);

    /// <summary>A commit of a session, by its hash or the first seven digits or more of it.</summary>
    /// <exception cref="CodesessionException">
    /// <see cref="ErrorCode.SessionNotFound"/>; <see cref="ErrorCode.InvalidInput"/>: that is no hash; <see cref="ErrorCode.CommitNotFound"/>.
    /// </exception>
    public Commit FindCommit(long id, string hash)
    {
        CheckHash(hash);
        _ = store.Find(id) ?? throw NotFound(id);
        return Commits(id).FirstOrDefault(commit => IsNamed(commit, hash))
            ?? throw new CodesessionException(ErrorCode.CommitNotFound, $"Session {id} made no commit {hash}.") { Subject = hash, Details = [new("id", id)] };
    }

    /// <summary>A commit of any session, by its hash or the first seven digits or more of it: as it was seen rather than inferred, and of several the latest record.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="folder">Only of sessions in this folder's scope; null: of all.</param>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>: that is no hash; <see cref="ErrorCode.CommitNotFound"/>.</exception>
    public Commit FindCommit(string hash, string? folder = null)
    {
        CheckHash(hash);
        return work.CommitsBeginning(hash[..7], folder is null ? null : Scope.Of(folder).Directory).FirstOrDefault(commit => IsNamed(commit, hash))
            ?? throw new CodesessionException(ErrorCode.CommitNotFound, $"No session is known to have made a commit {hash}. What an active session commits is known when it ends.") { Subject = hash };
    }

    /// <summary>A file that a session changed, as it was recorded last.</summary>
    /// <param name="id">The session.</param>
    /// <param name="path">Its path, as <see cref="FileChange.FilePath"/> has it.</param>
    /// <exception cref="CodesessionException">
    /// <see cref="ErrorCode.SessionNotFound"/>; <see cref="ErrorCode.InvalidInput"/>: the session changed no such file.
    /// </exception>
    public FileChange FindFile(long id, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        _ = store.Find(id) ?? throw NotFound(id);
        return Files(id).LastOrDefault(file => file.FilePath == path)
            ?? throw new CodesessionException(ErrorCode.InvalidInput, $"Session {id} changed no file {PlainText.Of(path, 400)}.") { Subject = path, Details = [new("id", id)] };
    }

    /// <summary>The files that the most sessions changed, most first, then those changed most often and last.</summary>
    /// <param name="query">Which sessions count; its order and page do not.</param>
    /// <param name="limit">How many files at most.</param>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>: the text to search for is too long.</exception>
    public IEnumerable<Hotspot> Hotspots(SessionQuery query, int limit)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return work.Hotspots(query, limit);
    }

    /// <summary>What the commits of a session cost, each the calls since the one before, and what came behind the last.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.SessionNotFound"/>.</exception>
    public CommitCosts CommitCosts(long id) => database.Read(() => Codesession.CommitCosts.Of(
        store.Find(id) ?? throw NotFound(id), [.. Commits(id)], time.GetUtcNow(), (from, until) => usage.Sum(id, from, until)));

    /// <summary>
    /// What happened in a session: its start, calls, files, commits, notes and its end in the order of their times. A cursor stays where it
    /// is while more happens: no record comes twice, and none that is later is missed.
    /// </summary>
    /// <param name="id">The session.</param>
    /// <param name="cursor">Where to go on (<see cref="TimelinePage.Next"/>); null: from the beginning.</param>
    /// <param name="limit">How much at most, from 1 to 1,000.</param>
    /// <param name="kinds">What of it; null: all.</param>
    /// <exception cref="CodesessionException">
    /// <see cref="ErrorCode.SessionNotFound"/>; <see cref="ErrorCode.InvalidInput"/>: no such cursor or limit.
    /// </exception>
    public TimelinePage Timeline(long id, string? cursor = null, int limit = 200, IReadOnlyCollection<TimelineKind>? kinds = null)
    {
        if (limit is < 1 or > TimelineReader.MostItems)
        {
            throw new CodesessionException(ErrorCode.InvalidInput, $"The limit must be a whole number from 1 to {TimelineReader.MostItems}.");
        }
        var place = cursor is null ? TimelineKey.First : TimelineKey.Of(cursor);
        return database.Read(() => store.Find(id) is null
            ? throw NotFound(id)
            : timeline.Behind(id, place, kinds ?? Enum.GetValues<TimelineKind>(), limit));
    }

    /// <summary>The active session that is meant.</summary>
    /// <exception cref="CodesessionException">
    /// <see cref="ErrorCode.SessionNotFound"/>: the one that is named is not active; <see cref="ErrorCode.NoActiveSession"/>.
    /// </exception>
    public Session Resolve(SessionChoice choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        if (choice.Id is { } id)
        {
            return store.FindActive(id) ?? throw NotActive(id);
        }
        return Active(choice) ?? throw new CodesessionException(ErrorCode.NoActiveSession, "No session is active.") { CsAdvice = "Start one with: cs start <name>" };
    }

    /// <summary>The session whose figures are meant: the one that is named, active or ended, else the active one; null: none is active.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.SessionNotFound"/>: no session has the id that is named.</exception>
    public Session? Find(SessionChoice choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        return choice.Id is { } id ? store.Find(id) ?? throw NotFound(id) : Active(choice);
    }

    /// <summary>A session, active or ended, with what it has come to by now.</summary>
    /// <param name="id">The session.</param>
    /// <param name="agentName">Who asks: budgets of that agent count; null: nobody that has one.</param>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.SessionNotFound"/>.</exception>
    public SessionStatus Status(long id, string? agentName = null) => database.Read(() =>
    {
        var session = store.Find(id) ?? throw NotFound(id);
        var models = reports.By(UsageGrouping.Model, new UsageQuery { SessionIds = [id] });
        return new SessionStatus(session, time.GetUtcNow(), [.. models], budgets.OutlookFor(session, agentName));
    });

    /// <summary>The newest active session of a folder's scope, and of no other.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.NoActiveSession"/>.</exception>
    public Session ActiveIn(string folder)
    {
        var here = new SessionQuery { Scope = Scope.Of(folder).Directory, Limit = 1 };
        return List(here with { State = SessionPhase.Active }).FirstOrDefault()
            ?? throw new CodesessionException(ErrorCode.NoActiveSession, $"No session is active in {here.Scope}.")
            {
                Subject = here.Scope,
                CsAdvice = "Start one with: cs start <name>",
            };
    }

    /// <summary>
    /// The session of work that names none, for one who watches a scope: the one under which he was started where that is still active,
    /// else the newest active one that somebody started in the scope. Null: there is none; those of other scopes, and those that are
    /// addressed by id, are not his.
    /// </summary>
    public Session? StartedIn(string folder, long? inherited) =>
        (inherited is { } id ? store.FindActive(id) : null) ?? store.StartedIn(Scope.Of(folder).Directory);

    /// <summary>Starts a session, or answers the active one of the scope where that was asked for.</summary>
    /// <exception cref="CodesessionException">
    /// <see cref="ErrorCode.SessionActive"/>: the scope has one already; <see cref="ErrorCode.InvalidInput"/>: no name, or one that is too long.
    /// </exception>
    public async Task<StartedSession> StartAsync(NewSession request, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        Limits.Text(request.Name, "The session's name", NewSession.LongestName);
        BudgetOf(request, null)?.Validate();
        var scope = Scope.Of(request.Folder);
        var alone = request.Origin == SessionOrigin.Start;
        var running = alone ? store.StartedIn(scope.Directory) : null;
        if (request.Resume && running is not null)
        {
            return new StartedSession(running, await git.BranchAsync(scope.GitRoot, cancel), Resumed: true, [], null) { Budget = SetBudget(request, running) };
        }
        var closed = request.CloseStale ? await CloseStaleAsync(scope, request.Name, cancel) : [];
        if (running is not null && !request.CloseStale)
        {
            throw AlreadyActive(running);
        }

        var started = time.GetUtcNow();
        var (baseline, warning) = await git.CaptureAsync(scope.GitRoot, cancel);
        var (session, budget) = database.Write(() =>
        {
            // Another process may have started one while git was read.
            if (alone && store.StartedIn(scope.Directory) is { } other)
            {
                throw AlreadyActive(other);
            }
            var id = store.Add(request.Name, scope.Directory, scope.GitRoot, request.Origin, started, baseline);
            if (baseline is not null)
            {
                work.SaveBaseline(id, baseline);
            }
            var made = store.Find(id)!;
            return (made, SetBudget(request, made));
        });
        return new StartedSession(session, baseline?.Branch, Resumed: false, closed, warning) { Budget = budget };
    }

    /// <summary>The sessions that <see cref="NewSession.CloseStale"/> would end first, were one started in that folder now.</summary>
    public IReadOnlyList<Session> InTheWayOf(string folder) => InTheWayOf(Scope.Of(folder));

    /// <summary>Ends a session, with what git says has changed since its start.</summary>
    /// <param name="id">The session.</param>
    /// <param name="note">A note for its end; null: none.</param>
    /// <param name="cancel">Gives up; the session then goes on.</param>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.SessionNotFound"/>: it is not active.</exception>
    public Task<EndedSession> EndAsync(long id, string? note, CancellationToken cancel = default)
    {
        if (note is not null)
        {
            note = Limits.Text(note, "The note", Notes.LongestMessage);
        }
        return EndAsync(store.FindActive(id) ?? throw NotActive(id), note, time.GetUtcNow(), cancel);
    }

    /// <summary>
    /// Records what has changed in an active session so far, and leaves it active. A watcher calls it now and then.
    /// </summary>
    /// <returns>The session with its new counts; null where it has been ended or removed meanwhile.</returns>
    public async Task<Session?> RecordWorkAsync(long id, CancellationToken cancel = default)
    {
        if (store.FindActive(id) is not { } session)
        {
            return null;
        }
        var (changes, _) = await git.ChangesAsync(session, cancel);
        return changes is null ? session : RecordWork(id, changes.Files, changes.Commits, changes.IsComplete);
    }

    /// <summary>Records changes of files that something else than git has told.</summary>
    /// <param name="id">The session.</param>
    /// <param name="files">What has changed.</param>
    /// <param name="complete">Whether this is all that differs from the start: then what was recorded before and is not here was undone.</param>
    /// <returns>The session with its new counts; null where it has been ended or removed meanwhile.</returns>
    public Session? RecordFiles(long id, IReadOnlyList<GitFileChange> files, bool complete) => RecordWork(id, files, [], complete);

    /// <summary>
    /// Adds to sessions that were made of agents' logs what git says was committed in their folders at their times, marked as
    /// <see cref="WorkEvidence.Inferred"/>: commits that no other session is known to have made, and their files. Repeated, it adds
    /// only what is new.
    /// </summary>
    /// <param name="ids">The sessions (<see cref="LogImportReport.SessionIds"/>); others than those of logs are passed over, and those
    /// whose repository is gone.</param>
    /// <param name="cancel">Stops; what was added until then stays.</param>
    public Task<InferredWork> InferWorkAsync(IReadOnlyCollection<long> ids, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return inference.InferAsync(ids, WithoutLedger, cancel);
    }

    /// <summary>
    /// Ends the active sessions that started longer ago than <paramref name="maxAge"/>, at the time of their last activity.
    /// </summary>
    /// <returns>The sessions as they are now.</returns>
    public async Task<IReadOnlyList<EndedSession>> RecoverAsync(TimeSpan maxAge, CancellationToken cancel = default)
    {
        var recovered = new List<EndedSession>();
        foreach (var session in Stale(maxAge))
        {
            if (await RecoverAsync(session, cancel) is { } ended)
            {
                recovered.Add(ended);
            }
        }
        return recovered;
    }

    /// <summary>The active sessions that started longer ago than <paramref name="maxAge"/>, oldest first.</summary>
    public IReadOnlyList<Session> Stale(TimeSpan maxAge)
    {
        var now = time.GetUtcNow();
        var limit = maxAge < now - DateTimeOffset.MinValue ? now - maxAge : DateTimeOffset.MinValue;
        return [.. store.Active().Where(session => session.StartTime < limit)];
    }

    /// <summary>Ends a session that somebody forgot, at the time of its last activity, and says so in its note.</summary>
    /// <returns>The session as it is now; null: somebody else has ended it meanwhile.</returns>
    public Task<EndedSession?> RecoverAsync(Session session, CancellationToken cancel = default) =>
        TryEndAsync(session, $"{session.Notes} [auto-recovered: stale session]", null, cancel);

    /// <summary>
    /// Makes an ended session active again: its time, files and commits go on from its first start. One that is active
    /// is answered as it is.
    /// </summary>
    /// <exception cref="CodesessionException">
    /// <see cref="ErrorCode.SessionNotFound"/>; <see cref="ErrorCode.SessionActive"/>: its scope has another one by now.
    /// </exception>
    public Session Resume(long id) => database.Write(() =>
    {
        var session = store.Find(id) ?? throw NotFound(id);
        if (session.Status == SessionPhase.Active)
        {
            return session;
        }
        if (session.Origin == SessionOrigin.Start && store.StartedIn(session.WorkingDirectory) is { } running)
        {
            throw AlreadyActive(running);
        }
        store.Reopen(id);
        return store.Find(id)!;
    });

    /// <summary>Gives a session another name, or another note; what is null stays, an empty note is none.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.SessionNotFound"/>; <see cref="ErrorCode.InvalidInput"/>: empty or too long.</exception>
    public Session Change(long id, string? name, string? note)
    {
        if (name is not null)
        {
            Limits.Text(name, "The session's name", NewSession.LongestName);
        }
        if (note is { Length: > 0 })
        {
            Limits.Text(note, "The note", Notes.LongestMessage);
        }
        return database.Write(() =>
        {
            store.Change(id, name, note);
            return store.Find(id) ?? throw NotFound(id);
        });
    }

    /// <summary>Removes a session with all its calls, notes, files and commits.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.SessionNotFound"/>.</exception>
    public Session Remove(long id) => database.Write(() =>
    {
        var session = store.Find(id) ?? throw NotFound(id);
        store.Remove(id);
        return session;
    });

    internal static CodesessionException NotActive(long id) => new(ErrorCode.SessionNotFound,
        $"No active session has the id {id}.")
    {
        CsAdvice = SeeList,
        Subject = id,
        Details = [new("id", id)],
    };

    /// <summary>The error for an id that no session has.</summary>
    public static CodesessionException NotFound(long id) => new(ErrorCode.SessionNotFound,
        $"There is no session {id}.")
    {
        CsAdvice = SeeList,
        Subject = id,
        Details = [new("id", id)],
    };

    private static void CheckHash(string hash)
    {
        if (!Git.GitObjectId.IsHash(hash))
        {
            throw new CodesessionException(ErrorCode.InvalidInput, "That is no hash of a commit. Give 7 to 64 hexadecimal digits, in lower case.");
        }
    }

    private static bool IsNamed(Commit commit, string hash) => (commit.FullHash ?? commit.Hash) is var known
        && (known.StartsWith(hash, StringComparison.Ordinal) || (commit.FullHash is null && hash.StartsWith(known, StringComparison.Ordinal)));

    private static CodesessionException AlreadyActive(Session session) => new(ErrorCode.SessionActive,
        $"Session \"{session.Name}\" is already active for this directory.")
    {
        Subject = session.Id,
        Details =
        [
            new("activeSession", session.Name),
            new("id", session.Id),
            new("hint", "Use --resume to reattach or --close-stale to auto-close"),
        ],
    };

    private Session? Active(SessionChoice choice) =>
        (choice.Inherited is { } inherited ? store.FindActive(inherited) : null) ?? store.NewestActive(Scope.Of(choice.Folder).Directory);

    private BudgetState? SetBudget(NewSession request, Session session) => BudgetOf(request, session.Id) is { } budget
        ? new BudgetState { Budget = budgets.Set(budget), SessionId = session.Id, Spent = session.AiCost, UnpricedCalls = session.UnpricedCalls }
        : null;

    private static NewBudget? BudgetOf(NewSession request, long? id) =>
        request.Budget is { } dollars ? new NewBudget { Limit = dollars, Period = BudgetPeriod.Session, SessionId = id } : null;

    private async Task<List<Session>> CloseStaleAsync(Scope scope, string name, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var closed = new List<Session>();
        foreach (var session in InTheWayOf(scope))
        {
            var end = IsIdle(session, now) ? default(DateTimeOffset?) : now;
            if (await TryEndAsync(session, $"Auto-closed by new session \"{name}\"", end, cancel) is { } ended)
            {
                closed.Add(ended.Session);
            }
        }
        return closed;
    }

    private List<Session> InTheWayOf(Scope scope)
    {
        var now = time.GetUtcNow();
        return store.Active().FindAll(session => IsIdle(session, now)
            || (session.Origin == SessionOrigin.Start && (session.WorkingDirectory == scope.Directory || session.GitRoot == scope.Directory)));
    }

    private bool IsIdle(Session session, DateTimeOffset now) => now - store.LastActivity(session.Id) > StaleAfter;

    // Somebody else may end the same session at the same time: then it is theirs.
    private async Task<EndedSession?> TryEndAsync(Session session, string note, DateTimeOffset? end, CancellationToken cancel)
    {
        try
        {
            return await EndAsync(session, note, end, cancel);
        }
        catch (CodesessionException error) when (error.Code == ErrorCode.SessionNotFound)
        {
            return null;
        }
    }

    // Without a time: at the last activity, commits included.
    private async Task<EndedSession> EndAsync(Session session, string? note, DateTimeOffset? at, CancellationToken cancel)
    {
        var (changes, warning) = await git.ChangesAsync(session, cancel);
        return database.Write(() =>
        {
            _ = store.FindActive(session.Id) ?? throw NotActive(session.Id);
            var end = at ?? LastActivity(session.Id, changes);
            if (changes is not null)
            {
                work.Record(session.Id, WithoutLedger(session, changes.Files), changes.Commits, changes.IsComplete, end);
            }
            // The clock may have been set back.
            var duration = end > session.StartTime ? end - session.StartTime : TimeSpan.Zero;
            store.Complete(session.Id, end, duration, note);
            return new EndedSession(store.Find(session.Id)!, warning);
        });
    }

    // Clocks of logs and commits may be ahead: nothing ends in the future.
    private DateTimeOffset LastActivity(long id, GitChanges? changes)
    {
        var last = (changes?.Commits ?? []).Select(commit => commit.Time).Append(store.LastActivity(id)).Max();
        var now = time.GetUtcNow();
        return last < now ? last : now;
    }

    private Session? RecordWork(
        long id, IReadOnlyList<GitFileChange> files, IReadOnlyList<GitSessionCommit> commits, bool complete) => database.Write(() =>
    {
        if (store.FindActive(id) is not { } session)
        {
            return null;
        }
        work.Record(id, WithoutLedger(session, files), commits, complete, time.GetUtcNow());
        return store.Find(id);
    });

    // A ledger that lies inside the scope changes with every call; that is nobody's work.
    private IEnumerable<GitFileChange> WithoutLedger(Session session, IEnumerable<GitFileChange> files) =>
        files.Where(file => !ownFiles.Value.Any(own => Path.GetFullPath(file.Path, session.WorkingDirectory).StartsWith(own, StringComparison.Ordinal)));

    private static string RealFile(string path) => Path.Join(GitFolder.RealPath(Path.GetDirectoryName(path)!), Path.GetFileName(path));
}
