using Codesession.Storage;

namespace Codesession;

/// <summary>A budget to be set. One of the same kind (period, session, project and agent) is replaced and keeps its id.</summary>
public sealed record NewBudget
{
    /// <summary>The largest limit: a hundred million dollars.</summary>
    public const decimal LargestLimit = 100_000_000m;

    /// <summary>The smallest limit above 0: what the ledger counts in.</summary>
    public const decimal Smallest = 0.0000000001m;

    /// <summary>US dollars, 0 or more. A call that would follow when this much is spent is too much.</summary>
    public required decimal Limit { get; init; }

    /// <summary>The time in which it may be spent.</summary>
    public BudgetPeriod Period { get; init; }

    /// <summary>This session only; null: any.</summary>
    public long? SessionId { get; init; }

    /// <summary>Full path of a folder: only the sessions of its scope; null: of any.</summary>
    public string? Project { get; init; }

    /// <summary>Only the calls of this agent, by exactly this name; null: of any.</summary>
    public string? AgentName { get; init; }

    /// <summary>The share of the limit from which on there is a warning: above 0, and 1 at most.</summary>
    public decimal WarnAt { get; init; } = 0.8m;

    /// <summary>Checks limits and signs.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>.</exception>
    internal void Validate()
    {
        if (Limit is < 0 or > LargestLimit)
        {
            throw Invalid($"A budget must be a number of dollars from 0 to {LargestLimit:0}.");
        }
        if (Limit is > 0 and < Smallest)
        {
            throw Invalid($"A budget must be 0 or at least {Smallest} dollars.");
        }
        if (WarnAt is <= 0 or > 1)
        {
            throw Invalid("The share at which to warn must be above 0 and at most the whole (1, that is 100 percent).");
        }
        if (AgentName is not null)
        {
            Limits.Text(AgentName, "The agent's name", NewUsage.LongestName);
            if (AgentName.Any(char.IsControl))
            {
                throw Invalid("The agent's name has control characters. Give the name that its calls bear.");
            }
        }
        if (Project is not null)
        {
            Limits.Text(Project, "The project's folder", BudgetStore.LongestProject);
        }
    }

    private static CodesessionException Invalid(string message) => new(ErrorCode.InvalidInput, message);
}
