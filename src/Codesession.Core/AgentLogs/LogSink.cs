using System.Text;

namespace Codesession.AgentLogs;

/// <summary>
/// Takes what the reader of a file tells and hands it on in parts of bounded size. A response that is told again while it
/// grows is one call, with its largest form; where two are as large, the later.
/// </summary>
internal sealed class LogSink(AgentLog log, LogFile file, Action<LogPart> handOn, bool wantsTitles = false)
{
    private const int CallsInPart = 500;

    private readonly Dictionary<string, int> placeOf = [];
    private List<LoggedCall> calls = [];
    private Dictionary<string, LoggedConversation> conversations = [];
    private Dictionary<(LogProblemKind, string?), LogProblem> problems = [];
    private LoggedConversation? last;
    private long lastCall = -1;
    private byte[] lastId = [];

    /// <summary>Whether the titles that agents wrote are asked for.</summary>
    public bool WantsTitles => wantsTitles;

    /// <summary>Where in the file that begins what is being read.</summary>
    public long Offset { get; set; }

    /// <summary>A conversation by its id.</summary>
    public LoggedConversation Conversation(string id)
    {
        if (last?.Id == id) return last;
        if (!conversations.TryGetValue(id, out var known)) conversations[id] = known = new LoggedConversation(id);
        (last, lastId) = (known, Encoding.UTF8.GetBytes(id));
        return known;
    }

    /// <inheritdoc cref="Conversation(string)"/>
    public LoggedConversation Conversation(ReadOnlySpan<byte> id) =>
        last is not null && id.SequenceEqual(lastId) ? last : Conversation(Encoding.UTF8.GetString(id));

    /// <summary>A call.</summary>
    public void Add(LoggedCall call)
    {
        call.Conversation.SawAt(call.Time);
        lastCall = Offset;
        if (call.Observed.ResponseId is { } id)
        {
            if (placeOf.TryGetValue(id, out var place) && calls[place] is var before && before.Conversation == call.Conversation)
            {
                if (call.Observed.Tokens.Output >= before.Observed.Tokens.Output) calls[place] = call.After(before);
                return;
            }
            placeOf[id] = calls.Count;
        }
        calls.Add(call);
    }

    /// <summary>Something of the file, at <see cref="Offset"/>, could not be read.</summary>
    public void Problem(LogProblemKind kind, string? message = null)
    {
        var first = problems.GetValueOrDefault((kind, message), new LogProblem(file.Path, kind, 0, Offset, message));
        problems[(kind, message)] = first with { Count = first.Count + 1 };
    }

    /// <summary>All up to here has been told.</summary>
    public void Mark(LogPosition position)
    {
        // Behind a line of a response there may be another line of it; better not to part them. (Logs without lines have no offsets.)
        if (calls.Count >= (lastCall == Offset && Offset > 0 ? 4 * CallsInPart : CallsInPart)) HandOn(position, isLast: false);
    }

    /// <summary>All has been told that is there by now.</summary>
    /// <param name="position">Up to where; null: nothing holds for the next time.</param>
    public void End(LogPosition? position) => HandOn(position, isLast: true);

    private void HandOn(LogPosition? position, bool isLast)
    {
        handOn(new LogPart(log, file, conversations.Values, calls, problems.Values, position, isLast));
        (calls, conversations, problems, last) = ([], [], [], null);
        placeOf.Clear();
    }
}
