using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Gets the files that sessions changed.</summary>
[Cmdlet(VerbsCommon.Get, "CsFileChange")]
[OutputType(typeof(FileChange))]
public sealed class GetCsFileChangeCommand : RecordCmdlet<FileChange>
{
    /// <summary>Files of these paths, relative to their session's folder, with <c>/</c> between folders.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? FilePath { get; set; }

    /// <summary>Files that became of this kind.</summary>
    [Parameter]
    public FileChangeType[]? ChangeType { get; set; }

    private protected override IEnumerable<FileChange> Read(RecordQuery query) => Ledger.Sessions.Files(query);

    private protected override Func<FileChange, bool>? Filter()
    {
        var paths = Wildcards.Of(FilePath);
        return paths is null && ChangeType is null
            ? null
            : file => paths?.Match(file.FilePath) != false && ChangeType?.Contains(file.ChangeType) != false;
    }
}
