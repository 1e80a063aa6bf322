namespace Codesession;

/// <summary>
/// A call has used up a budget (<see cref="ErrorCode.BudgetExceeded"/>). It is recorded: its money is spent. What should not
/// come is the next one.
/// </summary>
public sealed class BudgetExceededException : CodesessionException
{
    internal BudgetExceededException(UsageReceipt receipt, BudgetState budget)
        : base(ErrorCode.BudgetExceeded, $"The budget of {budget.Name} is exceeded: {MoneyText.Of(budget.Spent)} spent. The call is recorded; make no further one, or raise the budget.")
    {
        Receipt = receipt;
        Budget = budget;
        Subject = budget;
        Details = [new("id", budget.Id), new("budget", budget.Name)];
    }

    /// <summary>The call that was recorded.</summary>
    public UsageReceipt Receipt { get; }

    /// <summary>The tightest of the budgets that are exceeded.</summary>
    public BudgetState Budget { get; }
}
