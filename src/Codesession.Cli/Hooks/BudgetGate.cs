namespace Codesession.Cli.Hooks;

/// <summary>Whether an agent may go on: not when a budget is spent that its next call counts towards.</summary>
internal sealed class BudgetGate(CliHost host, Ledger ledger, Conversation conversation)
{
    /// <summary>A hook before a tool is waited for: what takes a few milliseconds to read.</summary>
    private const long MostNew = 256 * 1024;

    private static readonly TimeSpan LongestImport = TimeSpan.FromSeconds(1);

    /// <summary>Why it may not, with what to do next; null: it may.</summary>
    public string? Refusal()
    {
        // Almost always there is none: then there is nothing to bring up to date.
        var budgets = ledger.Budgets.List();
        if (budgets.Count == 0) return null;
        var session = conversation.Session;
        if (session is not null) TakeInNewCalls(session);
        var agents = budgets.Select(budget => budget.AgentName).Where(name => name is not null && (name == Conversation.AgentName || name == host.AgentName)).Distinct();
        var refusing = agents.DefaultIfEmpty(null)
            .SelectMany(agent => session is null ? ledger.Budgets.StatesIn(conversation.Folder, agent) : ledger.Budgets.StatesFor(session.Id, agent))
            .FirstOrDefault(state => state.Exceeded);
        return refusing is null ? null : new Reservation(null, refusing).Error!.Message;
    }

    // An agent may call tools for an hour before it stops. More than a few calls there are only at first; they come in when it stops.
    private void TakeInNewCalls(Session session)
    {
        using var soon = new CancellationTokenSource(LongestImport);
        try
        {
            conversation.Import(conversation.NewImport(session.Id) with { MostNew = MostNew }, soon.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or CodesessionException or IOException or UnauthorizedAccessException)
        {
        }
    }
}
