namespace Codesession.Cli.Running;

/// <summary>
/// What a run has cost so far, in one line of the terminal that changes with each call. Where the command has the whole terminal for
/// itself, and may be drawing on all of it, the line is the window's title.
/// </summary>
internal sealed class LiveCost(TextWriter error, bool isTitle)
{
    private readonly Lock writing = new();
    private bool isShown;
    private bool isOver;

    /// <summary>The one for a run; null: standard error is no terminal.</summary>
    public static LiveCost? For(CliHost host, bool outputToError) =>
        Console.IsErrorRedirected || host.Variable("TERM") == "dumb" ? null : new LiveCost(host.Error, !Console.IsInputRedirected && !Console.IsOutputRedirected && !outputToError);

    public void Show(Session session)
    {
        var text = $"cs: {MoneyText.Of(session)}, {session.AiCalls:N0} call{(session.AiCalls == 1 ? "" : "s")}, {session.AiTokens:N0} tokens";
        lock (writing)
        {
            if (!isOver)
            {
                // Back to the start of the line: what the command writes next goes over it.
                error.Write(isTitle ? $"\e]0;{text}\a" : $"\r\e[K{text}\r");
                isShown = true;
            }
        }
    }

    /// <summary>Takes the line away.</summary>
    public void End()
    {
        lock (writing)
        {
            isOver = true;
            if (isShown)
            {
                error.Write(isTitle ? "\e]0;\a" : "\r\e[K");
            }
        }
    }
}
