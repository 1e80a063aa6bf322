using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Gets sessions, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "CsSession", DefaultParameterSetName = "Query")]
[OutputType(typeof(Session))]
public sealed class GetCsSessionCommand : CsCmdlet
{
    /// <summary>The sessions of these ids.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Id")]
    [SessionReference]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public long[] Id { get; set; } = [];

    /// <summary>Sessions of these names; a number is an id as well.</summary>
    [Parameter(Position = 0, ParameterSetName = "Query")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Sessions of this folder's repository; with wildcards, of all folders that match.</summary>
    [Parameter(ParameterSetName = "Query")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string? Path { get; set; }

    /// <summary>Sessions that go on, or those that have ended.</summary>
    [Parameter(ParameterSetName = "Query")]
    public SessionPhase? Status { get; set; }

    /// <summary>Sessions that go on.</summary>
    [Parameter(ParameterSetName = "Query")]
    public SwitchParameter Active { get; set; }

    /// <summary>Sessions that started then or later; local time where no zone is given.</summary>
    [Parameter(ParameterSetName = "Query")]
    public DateTimeOffset? After { get; set; }

    /// <summary>Sessions that started earlier.</summary>
    [Parameter(ParameterSetName = "Query")]
    public DateTimeOffset? Before { get; set; }

    /// <summary>How many at most.</summary>
    [Parameter(ParameterSetName = "Query")]
    [ValidateRange(0, long.MaxValue)]
    public long? First { get; set; }

    /// <summary>How many of the newest to leave out.</summary>
    [Parameter(ParameterSetName = "Query")]
    [ValidateRange(0, long.MaxValue)]
    public long Skip { get; set; }

    private protected override void Process()
    {
        if (ParameterSetName == "Id")
        {
            ForEach(Id, id => WriteObject(Ledger.Sessions.Find(id) ?? throw Codesession.Sessions.NotFound(id)));
            return;
        }
        if (Active && Status is SessionPhase.Completed)
        {
            throw new CodesessionException(ErrorCode.InvalidInput, "-Active and -Status Completed exclude each other. Leave one out.");
        }
        // Brackets may be wildcards or letters of a folder's name.
        var anyFolder = Path is null || (WildcardPattern.ContainsWildcardCharacters(Path) && !Directory.Exists(FullPath(Path)));
        var query = new SessionQuery
        {
            Scope = anyFolder ? null : Scope.Of(FullPath(Path)).Directory,
            State = Active ? SessionPhase.Active : Status,
            After = After,
            Before = Before,
        };
        WriteEach(new Page(Skip, First).Of(
            page => Ledger.Sessions.List(query with { Skip = page.Skip, Limit = page.First }),
            FilterOf(Wildcards.Of(Name), anyFolder && Path is not null ? Wildcards.Of(Path) : null), Cancellation));
    }

    private static Func<Session, bool>? FilterOf(Wildcards? names, Wildcards? folders) => names is null && folders is null
        ? null
        : session => (names is null || names.Match(session.Name) || names.Match($"{session.Id}")) && folders?.Match(session.WorkingDirectory) != false;
}
