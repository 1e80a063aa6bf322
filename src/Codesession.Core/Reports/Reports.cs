using Codesession.Storage;

namespace Codesession;

/// <summary>Sums over the ledger.</summary>
public sealed class Reports
{
    private readonly ReportStore store;

    internal Reports(Database database) => store = new ReportStore(database);

    /// <summary>Sums over completed sessions.</summary>
    public Stats Stats() => store.Stats();

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
