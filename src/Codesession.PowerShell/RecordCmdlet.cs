using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Gets the records of sessions: of those that are given, else of all. Streams, whatever their number.</summary>
/// <typeparam name="T">The kind of record.</typeparam>
public abstract class RecordCmdlet<T> : CsCmdlet
{
    private protected RecordCmdlet()
    {
    }

    /// <summary>The sessions; all unless told.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [SessionReference]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public long[]? SessionId { get; set; }

    /// <summary>Records of then or later; local time where no zone is given.</summary>
    [Parameter]
    public DateTimeOffset? After { get; set; }

    /// <summary>Records of earlier.</summary>
    [Parameter]
    public DateTimeOffset? Before { get; set; }

    /// <summary>How many at most, of each session that is given.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? First { get; set; }

    /// <summary>How many of the first to leave out, of each session that is given.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long Skip { get; set; }

    private protected abstract IEnumerable<T> Read(RecordQuery query);

    /// <summary>What is asked for beyond session and time; null: nothing.</summary>
    private protected abstract Func<T, bool>? Filter();

    private protected sealed override void Process()
    {
        if (SessionId is null)
        {
            Write(null);
            return;
        }
        ForEach(SessionId, id => Write((Ledger.Sessions.Find(id) ?? throw Codesession.Sessions.NotFound(id)).Id));
    }

    private void Write(long? sessionId)
    {
        var query = new RecordQuery { SessionId = sessionId, After = After, Before = Before };
        WriteEach(new Page(Skip, First).Of(page => Read(query with { Skip = page.Skip, Limit = page.First }), Filter(), Cancellation));
    }
}
