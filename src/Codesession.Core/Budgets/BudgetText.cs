using System.Globalization;

namespace Codesession;

/// <summary>Budgets for people. Names of agents and folders are in it as they are: see <see cref="PlainText"/>.</summary>
public static class BudgetText
{
    /// <summary>What a budget allows: <c>$5.00 a day for agent codex</c>.</summary>
    public static string Name(Budget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return Name(budget.Limit, budget.Period, budget.SessionId, budget.Project, budget.AgentName);
    }

    /// <summary>What a budget that is to be set will allow.</summary>
    public static string Name(NewBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return Name(budget.Limit, budget.Period, budget.SessionId, budget.Project, budget.AgentName);
    }

    /// <summary>One line: <c>budget: $0.42 of $1.00 a day spent, $0.58 left</c>.</summary>
    public static string Line(BudgetState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return $"budget: {Spent(state)}, " + (state.Spent - state.Budget.Limit) switch
        {
            0 => "nothing left",
            > 0 and var over => $"exceeded by {MoneyText.Of(over)}",
            _ => $"{MoneyText.Of(state.Remaining)} left",
        };
    }

    /// <summary>A word on a budget that is used up, or nearly; null: it is not.</summary>
    public static string? Warning(BudgetState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state switch
        {
            { Exceeded: true } => $"The budget is exceeded: {Spent(state)}.",
            { Warned: true } => $"The budget is nearly used up: {Spent(state)}.",
            _ => null,
        };
    }

    /// <summary>Why a call is refused, and how to go on.</summary>
    internal static CodesessionException Refusal(BudgetState state)
    {
        var budget = state.Budget;
        return new CodesessionException(ErrorCode.BudgetExceeded, state.Exceeded
            ? $"The budget is exceeded: {Spent(state)}."
            : $"The calls in flight may use up the rest of the budget: {Spent(state)}. Try again when they have ended.")
        {
            CsAdvice = string.Create(CultureInfo.InvariantCulture, $"Raise it: {HowToSet(budget)}. Or remove it: cs budget remove {budget.Id}."),
            Subject = budget.Id,
            Details = [new("id", budget.Id), new("budget", budget.Name)],
        };
    }

    private static string HowToSet(Budget budget) => string.Concat(
        "cs budget set <dollars>",
        budget is { SessionId: not null, Period: BudgetPeriod.Session } ? "" : $" --per {budget.Period.Name()}",
        budget.SessionId is { } id ? string.Create(CultureInfo.InvariantCulture, $" --session {id}") : "",
        budget.Project is { } folder ? $" --project \"{folder}\"" : "",
        budget.AgentName is { } agent ? $" --agent \"{agent}\"" : "");

    private static string Spent(BudgetState state) => $"{MoneyText.Of(state.Spent, state.UnpricedCalls)} of {state.Budget.Name} spent";

    private static string Name(decimal limit, BudgetPeriod period, long? session, string? project, string? agent) => string.Concat(
        MoneyText.Of(limit),
        period switch
        {
            BudgetPeriod.Session => session is null ? " a session" : "",
            BudgetPeriod.Day => " a day",
            BudgetPeriod.Week => " a week",
            BudgetPeriod.Month => " a month",
            _ => " in all",
        },
        session is { } id ? string.Create(CultureInfo.InvariantCulture, $" for session {id}") : "",
        project is null ? "" : $" in {project}",
        agent is null ? "" : $" for agent {agent}");
}
