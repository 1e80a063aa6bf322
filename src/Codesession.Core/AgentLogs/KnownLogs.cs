namespace Codesession.AgentLogs;

/// <summary>The agents whose logs can be read. A further agent is a file of its own and a line here.</summary>
internal static class KnownLogs
{
    /// <summary>All of them, in the order in which a folder that holds several is tried.</summary>
    public static IReadOnlyList<AgentLog> All { get; } =
    [
        new ClaudeCodeLog(),
        new CodexLog(),
        new GeminiLog(),
        new QwenLog(),
        new KimiLog(),
        PiLog.Omp,
        PiLog.OpenClaw,
        PiLog.Pi,
        new CopilotLog(),
    ];
}
