using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Gets the commits that were made during sessions, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "CsCommit")]
[OutputType(typeof(Commit))]
public sealed class GetCsCommitCommand : RecordCmdlet<Commit>
{
    /// <summary>Commits whose id begins so.</summary>
    [Parameter]
    public string[]? Hash { get; set; }

    /// <summary>Commits of these subject lines.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Message { get; set; }

    private protected override IEnumerable<Commit> Read(RecordQuery query) => Ledger.Sessions.Commits(query);

    private protected override Func<Commit, bool>? Filter()
    {
        var messages = Wildcards.Of(Message);
        return messages is null && Hash is null
            ? null
            : commit => messages?.Match(commit.Message) != false
                && Hash?.Any(hash => (commit.FullHash ?? commit.Hash).StartsWith(hash, StringComparison.OrdinalIgnoreCase)) != false;
    }
}
