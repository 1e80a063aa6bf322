namespace Codesession.Cli.Mcp;

/// <summary>
/// One call of a tool. It has a ledger of its own, closed with it: calls may come side by side, and the file may be another by the next one.
/// </summary>
/// <param name="host">The process.</param>
/// <param name="arguments">What the tool was given.</param>
/// <param name="clientName">What the client calls itself; null: it does not say.</param>
internal sealed class ToolCall(CliHost host, ToolArguments arguments, string? clientName) : IDisposable
{
    private Ledger? ledger;

    public ToolArguments Arguments => arguments;

    public Ledger Ledger => ledger ??= host.OpenLedger();

    public TimeProvider Time => host.Time;

    /// <summary>The agent that calls: as given, else told by the environment, else the one that the client is known to be; null: not known.</summary>
    public string? AgentName => arguments.Text("agentName") ?? host.AgentName ?? (clientName is null ? null : Agents.OfMcpClient(clientName));

    /// <summary>Full path of the folder that was given, else of the server's own.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>: there is no such folder.</exception>
    public string Folder => field ??= arguments.Text("directory") is { } given ? FullPath(given) : host.WorkingDirectory;

    /// <summary>Which session is meant: the one that is given, else that of the folder that is given, else as <c>cs</c> has it.</summary>
    public SessionChoice Choice => new()
    {
        Id = arguments.Whole("sessionId"),
        Inherited = arguments.Text("directory") is null ? host.InheritedSession : null,
        Folder = Folder,
    };

    /// <summary>The session that is meant: an active one, or the one that is given by its id.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.SessionNotFound"/>, <see cref="ErrorCode.NoActiveSession"/>.</exception>
    public Session FindSession() => Ledger.Sessions.Find(Choice) ?? Ledger.Sessions.Resolve(Choice);

    public void Dispose() => ledger?.Dispose();

    private string FullPath(string given)
    {
        var path = given.Contains('\0') ? given : Path.GetFullPath(given, host.WorkingDirectory);
        return Directory.Exists(path) ? path
            : throw ToolArguments.Wrong("directory", $"\"directory\" takes the path of a folder that exists, not {PlainText.Of(given, 200)}.");
    }
}
