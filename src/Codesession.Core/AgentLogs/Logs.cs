using Codesession.AgentLogs;
using Codesession.Storage;

namespace Codesession;

/// <summary>The logs that agents leave on this machine.</summary>
public sealed class Logs
{
    private readonly Database database;
    private readonly Usage usage;
    private readonly Prices prices;
    private readonly TimeProvider time;

    internal Logs(Database database, Usage usage, Prices prices, TimeProvider time)
    {
        this.database = database;
        this.usage = usage;
        this.prices = prices;
        this.time = time;
    }

    /// <summary>The agents whose logs can be read.</summary>
    public static IReadOnlyList<AgentLogInfo> Known { get; } = [.. KnownLogs.All.Select(log => log.Info)];

    /// <summary>
    /// Records what agents' logs tell of calls, each once, however often it is told, imported, or was seen by a proxy or a hook. Only what
    /// is new since the last time is read.
    /// </summary>
    /// <param name="request">Which logs, and how.</param>
    /// <param name="progress">Is told how far it has come, on the thread of the caller.</param>
    /// <param name="cancel">Stops; what was recorded until then stays.</param>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>: no such agent, or no such folder;
    /// <see cref="ErrorCode.PricingInvalid"/>; or the ledger cannot be written (<c>store_…</c>).</exception>
    public LogImportReport Import(LogImport request, IProgress<LogProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var agents = request.Agents.Count == 0 ? KnownLogs.All : [.. request.Agents.Select(AgentNamed).Distinct()];
        if (request.Paths.FirstOrDefault(path => !File.Exists(path) && !Directory.Exists(path)) is { } path)
        {
            throw new CodesessionException(ErrorCode.InvalidInput, $"There is no folder or file {path}. Give one that has logs in it.") { Subject = path };
        }
        return new LogImporter(database, usage, prices.Book(), time.LocalTimeZone, request).Run(agents, progress, cancel);
    }

    /// <summary>The session that a conversation belongs to; null: none yet.</summary>
    /// <param name="agent">The agent (<see cref="AgentLogInfo.Id"/>).</param>
    /// <param name="conversationId">The agent's own id of the conversation.</param>
    public Session? SessionOf(string agent, string conversationId) => new LogStore(database).SessionOf(agent, conversationId, new SessionStore(database));

    /// <summary>Lets the calls of a conversation be booked on a session, whatever else goes on in its scope.</summary>
    /// <param name="agent">The agent (<see cref="AgentLogInfo.Id"/>).</param>
    /// <param name="conversationId">The agent's own id of the conversation.</param>
    /// <param name="sessionId">The session.</param>
    public void Connect(string agent, string conversationId, long sessionId) => new LogStore(database).Connect(agent, conversationId, sessionId);

    /// <summary>
    /// <see cref="Connect(string, string, long)"/>, unless somebody else was faster: of many who make a session for a conversation at once, one is heard.
    /// </summary>
    /// <param name="agent">The agent (<see cref="AgentLogInfo.Id"/>).</param>
    /// <param name="conversationId">The agent's own id of the conversation.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="insteadOf">The session that it was connected with when that one was made; null: none.</param>
    /// <returns>The session that it is connected with now.</returns>
    public long Connect(string agent, string conversationId, long sessionId, long? insteadOf) => database.Write(() =>
    {
        if (SessionOf(agent, conversationId) is { } other && other.Id != insteadOf) return other.Id;
        Connect(agent, conversationId, sessionId);
        return sessionId;
    });

    /// <summary>What a session is called that is made now of a conversation in a folder: as one that an import makes.</summary>
    /// <param name="agent">The agent (<see cref="AgentLogInfo.Id"/>).</param>
    /// <param name="folder">The conversation's folder.</param>
    public string NameOfSession(string agent, string folder) =>
        ConversationHomes.Generated(AgentNamed(agent).Name, Scope.Of(folder), time.GetUtcNow(), time.LocalTimeZone);

    private static AgentLog AgentNamed(string id) =>
        KnownLogs.All.FirstOrDefault(log => log.Id.Equals(id, StringComparison.OrdinalIgnoreCase) || log.Name.Equals(id, StringComparison.OrdinalIgnoreCase))
            ?? throw new CodesessionException(ErrorCode.InvalidInput, $"No agent is known as \"{PlainText.Of(id, 40)}\". Known: {string.Join(", ", KnownLogs.All.Select(log => log.Id))}.") { Subject = id };
}
