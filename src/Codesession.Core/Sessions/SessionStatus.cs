using System.Diagnostics.CodeAnalysis;

namespace Codesession;

/// <summary>A session with what it has come to by now.</summary>
public sealed record SessionStatus : Session
{
    [SetsRequiredMembers]
    internal SessionStatus(Session session, DateTimeOffset now, IReadOnlyList<UsageStatistic> models, BudgetOutlook budgets) : base(session) =>
        (LiveDuration, Models, Budget, Warning) = (DurationAt(now), models, budgets.Tightest, budgets.Warning);

    /// <summary>How long it took, or has taken by now.</summary>
    public TimeSpan LiveDuration { get; }

    /// <summary>Its calls summed up by model, the dearest first.</summary>
    public IReadOnlyList<UsageStatistic> Models { get; }

    /// <summary>Of the budgets that its next call counts towards the tightest; null: there is none.</summary>
    public BudgetState? Budget { get; }

    /// <summary>Where no budget applies, and it has cost much: a word on that; null: nothing to say.</summary>
    public string? Warning { get; }
}
