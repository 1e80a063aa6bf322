using System.Globalization;
using Codesession.Storage;

namespace Codesession.AgentLogs;

/// <summary>
/// Which session a conversation's calls belong to: the one that a hook connected with it; else one that somebody tracked in its scope
/// at that time; else its own, which is made when a call needs it. For use within a transaction.
/// </summary>
internal sealed class ConversationHomes(LogStore logs, SessionStore sessions, LogImport request, TimeZoneInfo zone)
{
    private const string NoFolder = "unknown";

    private readonly Dictionary<string, Scope> scopes = [];
    private readonly Dictionary<string, List<Session>> tracked = [];
    private readonly Dictionary<(string Agent, string Conversation), Session> connected = [];
    private readonly Dictionary<AgentLog, int> made = [];

    /// <summary>The sessions to which calls were given.</summary>
    public HashSet<long> Used { get; } = [];

    /// <summary>How many sessions were made of an agent's conversations.</summary>
    public int MadeFor(AgentLog log) => made.GetValueOrDefault(log);

    /// <summary>Forgets what somebody else may have changed.</summary>
    public void Forget()
    {
        tracked.Clear();
        connected.Clear();
    }

    /// <summary>The session of a call.</summary>
    public long Of(AgentLog log, LoggedConversation conversation, DateTimeOffset time)
    {
        var session = Given(log, conversation, time) ?? Own(log, conversation).Id;
        Used.Add(session);
        return session;
    }

    private long? Given(AgentLog log, LoggedConversation conversation, DateTimeOffset time)
    {
        if (Connected(log, conversation.Id) is { Origin: not SessionOrigin.Log } hooked && Takes(hooked, time)) return hooked.Id;
        return TrackedAt(conversation, time) ?? (Asked is { } asked && Takes(asked, time) ? asked.Id : null);
    }

    // What a resumed conversation had cost before belongs to no session that somebody started today; to its own it does.
    private static bool Takes(Session session, DateTimeOffset time) => session.Origin == SessionOrigin.Hook || session.StartTime <= time;

    private Session? Asked => field ??= request.SessionId is { } id ? sessions.Find(id) : null;

    /// <summary>Whether there is a session for a call, so that none has to be made.</summary>
    public bool Has(AgentLog log, LoggedConversation conversation, DateTimeOffset time) =>
        Given(log, conversation, time) is not null || OwnOf(log, conversation) is not null;

    /// <summary>Puts what a part tells of its conversations into the sessions that were made of them.</summary>
    public void Update(AgentLog log, LoggedConversation conversation)
    {
        if (OwnOf(log, conversation) is { Status: SessionPhase.Completed } session && Merged(session, log, conversation) is var merged && merged != session)
        {
            sessions.UpdateLogged(merged);
            connected[(log.Id, OwnKey(log, conversation))] = merged;
        }
    }

    /// <summary>The session that was made of a conversation; null: none was.</summary>
    public Session? OwnOf(AgentLog log, LoggedConversation conversation) =>
        Connected(log, OwnKey(log, conversation)) is { Origin: SessionOrigin.Log } session ? session : null;

    private Session? Connected(AgentLog log, string id)
    {
        if (connected.TryGetValue((log.Id, id), out var known)) return known;
        if (logs.SessionOf(log.Id, id, sessions) is not { } session) return null;
        return connected[(log.Id, id)] = session;
    }

    // Beside the session of a run a conversation may have one for what was before it.
    private string OwnKey(AgentLog log, LoggedConversation conversation) =>
        Connected(log, conversation.Id) is { Origin: not SessionOrigin.Log } ? $"{conversation.Id}/before" : conversation.Id;

    private long? TrackedAt(LoggedConversation conversation, DateTimeOffset time)
    {
        if (conversation.Folder is null) return null;
        var scope = ScopeOf(conversation.Folder).Directory;
        if (!tracked.TryGetValue(scope, out var there)) tracked[scope] = there = sessions.TrackedIn(scope);
        return there.Find(session => session.StartTime <= time && (session.EndTime is null || time <= session.EndTime))?.Id;
    }

    private Session Own(AgentLog log, LoggedConversation conversation)
    {
        if (OwnOf(log, conversation) is { } known) return known;
        var scope = conversation.Folder is { } folder ? ScopeOf(folder) : new Scope(NoFolder, null);
        var (start, end) = (conversation.Start ?? default, conversation.End ?? default);
        var session = new Session
        {
            Id = 0,
            Name = NameOf(log, conversation, scope, start),
            Status = SessionPhase.Completed,
            StartTime = start,
            EndTime = end,
            Duration = end - start,
            WorkingDirectory = scope.Directory,
            GitRoot = scope.GitRoot,
            Origin = SessionOrigin.Log,
            Branch = conversation.Branch,
        };
        session = session with { Id = sessions.AddLogged(session) };
        var key = OwnKey(log, conversation);
        logs.Connect(log.Id, key, session.Id);
        made[log] = MadeFor(log) + 1;
        return connected[(log.Id, key)] = session;
    }

    private Session Merged(Session session, AgentLog log, LoggedConversation conversation)
    {
        var start = conversation.Start < session.StartTime ? conversation.Start.Value : session.StartTime;
        var end = conversation.End > session.EndTime ? conversation.End.Value : session.EndTime!.Value;
        var scope = session.WorkingDirectory == NoFolder || start < session.StartTime
            ? conversation.Folder is { } folder ? ScopeOf(folder) : new Scope(session.WorkingDirectory, session.GitRoot)
            : new Scope(session.WorkingDirectory, session.GitRoot);
        // Whoever gave it another name has the last word.
        var generated = Generated(log.Name, new Scope(session.WorkingDirectory, session.GitRoot), session.StartTime, zone) == session.Name;
        return session with
        {
            Name = generated ? NameOf(log, conversation, scope, start) : session.Name,
            StartTime = start,
            EndTime = end,
            Duration = TimeSpan.FromSeconds(Math.Truncate((end - start).TotalSeconds)),
            WorkingDirectory = scope.Directory,
            GitRoot = scope.GitRoot,
            Branch = start < session.StartTime ? conversation.Branch ?? session.Branch : session.Branch ?? conversation.Branch,
        };
    }

    private string NameOf(AgentLog log, LoggedConversation conversation, Scope scope, DateTimeOffset start) =>
        request.Titles && conversation.Title is { } title && !string.IsNullOrWhiteSpace(title)
            ? title.Length > NewSession.LongestName ? title[..NewSession.LongestName] : title
            : Generated(log.Name, scope, start, zone);

    /// <summary>What the session of a conversation is called. The names of folders are the user's own.</summary>
    internal static string Generated(string agent, Scope scope, DateTimeOffset start, TimeZoneInfo zone)
    {
        var day = TimeZoneInfo.ConvertTime(start, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var folder = Path.GetFileName(scope.Directory.TrimEnd('/', '\\'));
        return scope.Directory == NoFolder ? $"{agent}, {day}" : $"{agent} in {(folder.Length is > 0 and <= 200 ? folder : scope.Directory[..Math.Min(200, scope.Directory.Length)])}, {day}";
    }

    private Scope ScopeOf(string folder)
    {
        if (scopes.TryGetValue(folder, out var known)) return known;
        return scopes[folder] = Find(folder);
    }

    // It may be gone, or have been on another system.
    private static Scope Find(string folder)
    {
        try
        {
            return Path.IsPathFullyQualified(folder) ? Scope.Of(folder) : new Scope(folder, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new Scope(folder, null);
        }
    }
}
