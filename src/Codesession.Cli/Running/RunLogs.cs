namespace Codesession.Cli.Running;

/// <summary>The calls of a run that went past its proxy: the logs of its agent tell them.</summary>
internal sealed class RunLogs(CliHost host, Ledger ledger, long sessionId)
{
    /// <summary>As exact as logs are dated.</summary>
    private readonly DateTimeOffset start = new(host.Time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

    /// <summary>Records what logs tell of calls that were made since, in the session's scope. A run never fails because of it.</summary>
    /// <param name="words">The command.</param>
    /// <param name="agentName">The agent of all calls that the proxy saw; null: as requests told.</param>
    public void Import(IReadOnlyList<string> words, string? agentName)
    {
        try
        {
            var agent = AgentOf(words);
            if (ledger.Sessions.Find(sessionId) is not { } session || CameThroughProxy(agent, agentName)) return;
            ledger.Logs.Import(new LogImport
            {
                Surroundings = new LogSurroundings(host.Home, host.Environment),
                Agents = agent is null ? [] : [agent],
                Since = start,
                Scope = session.WorkingDirectory,
                SessionId = sessionId,
                AgentName = agentName,
            });
        }
        catch (Exception error) when (error is CodesessionException or IOException or UnauthorizedAccessException)
        {
            host.Error.WriteLine($"cs: The agents' logs could not be read ({PlainText.Of(error.Message)}). Try later: cs import");
        }
    }

    // Calls of others, by a tool of the agent, say nothing of the agent's own.
    private bool CameThroughProxy(string? agent, string? agentName) =>
        ledger.Usage.List(new RecordQuery { SessionId = sessionId, After = start }).Any(call => call.Source == UsageSource.Proxy
            && (agent is null || agentName is not null || call.AgentName is null || call.AgentName.Contains(agent, StringComparison.OrdinalIgnoreCase)));

    // Of a script, or a program that is not known, it may be any.
    private static string? AgentOf(IReadOnlyList<string> words)
    {
        var program = Path.GetFileNameWithoutExtension(words[0]);
        return Logs.Known.FirstOrDefault(log => program.Equals(log.Id, StringComparison.OrdinalIgnoreCase))?.Id;
    }
}
