namespace Codesession.Cli.Mcp;

/// <summary>
/// One call of a tool. It has a ledger of its own, closed with it: calls may come side by side, and the file may be another by the next one.
/// </summary>
/// <param name="host">The process.</param>
/// <param name="arguments">What the tool was given.</param>
/// <param name="clientName">What the client calls itself; null: it does not say.</param>
internal sealed class ToolCall(CliHost host, ToolArguments arguments, string? clientName) : IDisposable
{
    // An agent waits for the answer: it is told soon that the ledger is locked.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private Ledger? ledger;

    public ToolArguments Arguments => arguments;

    public Ledger Ledger => ledger ??= Ledger.Open(host.LedgerOptions with { BusyTimeout = Patience });

    public TimeProvider Time => host.Time;

    /// <summary>The agent that calls: as given, else told by the environment, else the one that the client is known to be; null: not known.</summary>
    public string? AgentName => arguments.Text("agentName") ?? host.AgentName ?? (clientName is null ? null : Agents.OfMcpClient(clientName));

    /// <summary>Full path of the folder that was given, else of the server's own.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>: there is no such folder.</exception>
    public string Folder => field ??= arguments.Text("directory") is { } given ? FullPath(given) : host.WorkingDirectory;

    /// <summary>The active session that is meant: the one that is given, else that of the folder that is given and of no other, else as <c>cs</c> has it.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.SessionNotFound"/>, <see cref="ErrorCode.NoActiveSession"/>.</exception>
    public Session ActiveSession() => (arguments.Whole("sessionId"), arguments.Text("directory")) is (null, not null)
        ? Ledger.Sessions.ActiveIn(Folder)
        : Ledger.Sessions.Resolve(new SessionChoice { Id = arguments.Whole("sessionId"), Inherited = host.InheritedSession, Folder = Folder });

    /// <summary>The session whose figures are meant: as above, and one that has ended where it is given by its id.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.SessionNotFound"/>, <see cref="ErrorCode.NoActiveSession"/>.</exception>
    public Session FindSession() => arguments.Whole("sessionId") is { } id ? Ledger.Sessions.Find(id) ?? throw Sessions.NotFound(id) : ActiveSession();

    public void Dispose() => ledger?.Dispose();

    private string FullPath(string given)
    {
        // The server's own folder may be gone, which is no matter where a whole path is given.
        var path = given.Contains('\0') ? given : Path.IsPathFullyQualified(given) ? Path.GetFullPath(given) : Path.GetFullPath(given, host.WorkingDirectory);
        return Directory.Exists(path) ? path
            : throw ToolArguments.Wrong("directory", $"\"directory\" takes the path of a folder that exists, not {PlainText.Of(given, 200)}.");
    }
}
