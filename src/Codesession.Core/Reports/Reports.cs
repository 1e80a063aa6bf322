using Codesession.Storage;

namespace Codesession;

/// <summary>Sums over the ledger.</summary>
public sealed class Reports
{
    private readonly ReportStore store;

    internal Reports(Database database) => store = new ReportStore(database);

    /// <summary>Sums over completed sessions.</summary>
    public Stats Stats() => store.Stats();

    /// <summary>
    /// The sums over completed sessions: with an empty query, the figures of <see cref="Stats()"/>. Where the query names
    /// sessions, over those, active ones included. Its bounds are for the start of a session, whose calls count whenever
    /// they were made.
    /// </summary>
    public UsageStatistic Total(UsageQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return store.Total(query);
    }

    /// <summary>
    /// The sums over all recorded calls, those of active sessions included. The bounds of the query are for the time of a
    /// call; a session takes part with its calls within them, and with its whole duration, files and commits.
    /// </summary>
    /// <returns>
    /// The groups that have calls: those of time in their order, others by falling cost and then by their keys.
    /// </returns>
    public IEnumerable<UsageStatistic> By(UsageGrouping grouping, UsageQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return store.By(grouping, query);
    }

    /// <summary>The providers of the 10,000 calls recorded last, the latest first.</summary>
    public IEnumerable<string> RecentProviders() => store.RecentNames("provider");

    /// <summary>The models of the 10,000 calls recorded last, the latest first.</summary>
    public IEnumerable<string> RecentModels() => store.RecentNames("model");

    /// <summary>The agents of the 10,000 calls recorded last, the latest first.</summary>
    public IEnumerable<string> RecentAgents() => store.RecentNames("agent_name");

    /// <summary>The working directories of the 1,000 newest sessions, the latest first.</summary>
    public IEnumerable<string> RecentProjects() => store.RecentProjects();

    /// <summary>The agents of a session, in the order of their first call.</summary>
    public IEnumerable<string> Agents(long sessionId) => store.Agents(sessionId);

    /// <summary>The model that cost a session most; null where none of its calls has a cost above zero.</summary>
    public ModelCost? TopModel(long sessionId) => store.TopModel(sessionId);
}

/// <summary>What one model cost in a session.</summary>
/// <param name="Model">The model as its calls name it.</param>
/// <param name="Cost">US dollars.</param>
/// <param name="Tokens">All tokens.</param>
public sealed record ModelCost(string Model, decimal Cost, long Tokens);
