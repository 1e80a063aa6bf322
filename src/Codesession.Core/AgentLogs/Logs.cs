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
        if (request.Path is { } path && !File.Exists(path) && !Directory.Exists(path))
        {
            throw new CodesessionException(ErrorCode.InvalidInput, $"There is no folder or file {path}. Give one that has logs in it.") { Subject = path };
        }
        return new LogImporter(database, usage, prices.Book(), time.LocalTimeZone, request).Run(agents, progress, cancel);
    }

    private static AgentLog AgentNamed(string id) =>
        KnownLogs.All.FirstOrDefault(log => log.Id.Equals(id, StringComparison.OrdinalIgnoreCase) || log.Name.Equals(id, StringComparison.OrdinalIgnoreCase))
            ?? throw new CodesessionException(ErrorCode.InvalidInput, $"No agent is known as \"{PlainText.Of(id, 40)}\". Known: {string.Join(", ", KnownLogs.All.Select(log => log.Id))}.") { Subject = id };
}
