namespace Codesession.AgentLogs;

/// <summary>The agents whose logs can be read. A further agent is a file of its own and a line here.</summary>
internal static class KnownLogs
{
    /// <summary>All of them, in the order in which a folder that holds several is tried.</summary>
    public static IReadOnlyList<AgentLog> All { get; } =
    [
        new CodexLog(),
        // Before Claude Code, which is less particular: their lines name a session too.
        new GeminiLog(),
        new QwenLog(),
        new ClaudeCodeLog(),
        new KimiLog(),
        PiLog.Omp,
        PiLog.OpenClaw,
        PiLog.Pi,
        new CopilotLog(),
        OpenCodeLog.OpenCode,
        new AmpLog(),
        new DroidLog(),
        ClineLog.Cline,
        ClineLog.Roo,
        ClineLog.Kilo,
        new GooseLog(),
        new CursorLog(),
    ];
}
