namespace Codesession.PowerShell;

/// <summary>Completes ids of sessions, newest first, with their names.</summary>
public class SessionCompleter : LedgerCompleter
{
    private protected const int Most = 100;

    private protected virtual SessionQuery Query => new() { Limit = Most };

    private protected sealed override IEnumerable<Candidate> Candidates() => Read(ledger => ledger.Sessions.List(Query).Select(session =>
        new Candidate($"{session.Id}", $"{session.Id} {session.Name}", $"{session.Name}, {TimeText.Local(session.StartTime)}, {session.WorkingDirectory}")));
}

/// <summary>Completes ids of active sessions.</summary>
public sealed class ActiveSessionCompleter : SessionCompleter
{
    private protected override SessionQuery Query => base.Query with { State = SessionPhase.Active };
}

/// <summary>Completes names of sessions.</summary>
public sealed class SessionNameCompleter : LedgerCompleter
{
    private protected override IEnumerable<Candidate> Candidates() => Read(ledger =>
        ledger.Sessions.List(100).Select(session => session.Name).Distinct().Select(name => new Candidate(name)));
}

/// <summary>Completes folders that have sessions.</summary>
public sealed class ProjectCompleter : LedgerCompleter
{
    private protected override IEnumerable<Candidate> Candidates() => Read(ledger =>
        ledger.Reports.RecentProjects().Select(folder => new Candidate(folder, Path.GetFileName(folder) is { Length: > 0 } name ? name : folder, folder)));
}
