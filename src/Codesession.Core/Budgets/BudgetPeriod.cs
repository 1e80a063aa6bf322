namespace Codesession;

/// <summary>The time in which a budget may be spent.</summary>
public enum BudgetPeriod
{
    /// <summary>Each session by itself, however long it takes.</summary>
    Session,
    /// <summary>A day by the local clock.</summary>
    Day,
    /// <summary>A week by the local clock, from Monday.</summary>
    Week,
    /// <summary>A month by the local clock.</summary>
    Month,
    /// <summary>In all, for ever.</summary>
    Total,
}

/// <summary>The names of periods.</summary>
public static class BudgetPeriods
{
    /// <summary>The name in the ledger and in JSON: <c>session</c>, <c>day</c>, …</summary>
    public static string Name(this BudgetPeriod period) => period switch
    {
        BudgetPeriod.Session => "session",
        BudgetPeriod.Day => "day",
        BudgetPeriod.Week => "week",
        BudgetPeriod.Month => "month",
        _ => "total",
    };

    /// <summary>The period of that name; null: there is none.</summary>
    public static BudgetPeriod? Parse(string? name) =>
        Enum.GetValues<BudgetPeriod>().Cast<BudgetPeriod?>().FirstOrDefault(period => period!.Value.Name() == name);
}
