namespace Codesession.PowerShell;

/// <summary>Completes the agents whose logs can be read.</summary>
public sealed class AgentLogCompleter : LedgerCompleter
{
    private protected override IEnumerable<Candidate> Candidates() =>
        Logs.Known.Select(log => new Candidate(log.Id, log.Name, log.IsExperimental ? $"{log.Name} (experimental)" : log.Name));
}
