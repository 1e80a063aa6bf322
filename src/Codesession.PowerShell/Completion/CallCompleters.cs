namespace Codesession.PowerShell;

/// <summary>Completes providers: those used lately, then those of the price table.</summary>
public sealed class ProviderCompleter : LedgerCompleter
{
    private protected override IEnumerable<Candidate> Candidates() =>
        Read(ledger => ledger.Reports.RecentProviders().Select(name => new Candidate(name)))
            .Concat(ReadPrices(price => price.Provider))
            .DistinctBy(candidate => candidate.Value, StringComparer.OrdinalIgnoreCase);
}

/// <summary>Completes models: those used lately, then those of the price table.</summary>
public sealed class ModelCompleter : LedgerCompleter
{
    private protected override IEnumerable<Candidate> Candidates() =>
        Read(ledger => ledger.Reports.RecentModels().Select(name => new Candidate(name)))
            .Concat(ReadPrices(price => price.Key))
            .DistinctBy(candidate => candidate.Value, StringComparer.OrdinalIgnoreCase);
}

/// <summary>Completes agents that made calls lately.</summary>
public sealed class AgentCompleter : LedgerCompleter
{
    private protected override IEnumerable<Candidate> Candidates() => Read(ledger => ledger.Reports.RecentAgents().Select(name => new Candidate(name)));
}

/// <summary>Completes ids of budgets, with their names.</summary>
public sealed class BudgetCompleter : LedgerCompleter
{
    private protected override IEnumerable<Candidate> Candidates() =>
        Read(ledger => ledger.Budgets.List().Select(budget => new Candidate($"{budget.Id}", $"{budget.Id} {budget.Name}", budget.Name)));
}
