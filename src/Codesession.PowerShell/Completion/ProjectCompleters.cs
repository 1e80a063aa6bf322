namespace Codesession.PowerShell;

/// <summary>Completes folders of registered projects.</summary>
public sealed class ProjectPathCompleter : LedgerCompleter
{
    private protected override IEnumerable<Candidate> Candidates() =>
        Read(ledger => ledger.Projects.All().Select(project => new Candidate(project.Path, project.Name, project.Path)));
}

/// <summary>Completes names of registered projects.</summary>
public sealed class ProjectNameCompleter : LedgerCompleter
{
    private protected override IEnumerable<Candidate> Candidates() =>
        Read(ledger => ledger.Projects.All().Select(project => new Candidate(project.Name, About: project.Path)));
}
