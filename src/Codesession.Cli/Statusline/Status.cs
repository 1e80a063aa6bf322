namespace Codesession.Cli.Statusline;

/// <summary>What a status line shows: what the agent tells, and what the ledger knows of it. Each look is along an index.</summary>
internal sealed record Status
{
    // A line that is late is none: Claude Code asks again with the next message.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What the agent tells; null: nothing that can be understood.</summary>
    public required StatusInput? Input { get; init; }

    /// <summary>What this conversation has cost, and whether the ledger says so; null: not known.</summary>
    public Spending? Conversation { get; init; }

    /// <summary>Whether <see cref="Conversation"/> is the ledger's sum and not the agent's own count.</summary>
    public bool IsExact { get; init; }

    /// <summary>What all calls of today cost; null: there is no ledger.</summary>
    public Spending? Today { get; init; }

    /// <summary>What all calls of the last 60 minutes cost.</summary>
    public Spending? LastHour { get; init; }

    /// <summary>The session on which the conversation is booked, or that of its folder; null: none.</summary>
    public long? SessionId { get; init; }

    /// <summary>The budget that ends first.</summary>
    public BudgetState? Budget { get; init; }

    /// <summary>Why the ledger says nothing; null: it does, or there is none.</summary>
    public CodesessionException? Problem { get; init; }

    /// <summary>Gathers it. Makes no ledger where there is none; trouble with one is part of the status.</summary>
    public static Status Of(StatusInput? input, CliHost host)
    {
        var told = new Status { Input = input, Conversation = input?.Cost is { } cost ? new Spending(cost, 0) : null };
        try
        {
            var options = host.LedgerOptions with { BusyTimeout = Patience };
            if (!File.Exists(options.DatabasePath))
            {
                return told;
            }
            using var ledger = Ledger.Open(options);
            return ledger.Snapshot(() => told.With(ledger, host));
        }
        catch (CodesessionException error)
        {
            return told with { Problem = error };
        }
    }

    private Status With(Ledger ledger, CliHost host)
    {
        var conversation = Input?.ConversationId is { } id ? ledger.Reports.Conversation(id) : null;
        var folder = Input?.Folder ?? host.WorkingDirectory;
        var session = conversation?.SessionId ?? ledger.Sessions.StartedIn(folder, host.InheritedSession)?.Id;
        // Once the ledger has a call of the conversation, that tells.
        var agent = conversation?.AgentName ?? host.AgentName ?? Hooks.Conversation.AgentName;
        return this with
        {
            Conversation = conversation?.Spent ?? Conversation,
            IsExact = conversation is not null,
            Today = ledger.Reports.SpentToday(),
            LastHour = ledger.Reports.SpentInLast(TimeSpan.FromHours(1)),
            SessionId = session,
            Budget = session is { } known ? ledger.Budgets.TightestFor(known, agent) : ledger.Budgets.StatesIn(folder, agent) is [var tightest, ..] ? tightest : null,
        };
    }
}
