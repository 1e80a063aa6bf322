namespace Codesession.Core.Tests.AgentLogs;

/// <summary>Single lines of logs.</summary>
internal static class LogLines
{
    public const string Folder = "/made/up";

    /// <summary>A line of Claude Code's that tells a response: 1,000 tokens in and, if not told otherwise, 100 out.</summary>
    public static string Claude(
        string id, int output = 100, string time = "2026-03-01T10:00:00.000Z", string session = "s1", string folder = Folder, string? request = null,
        string model = "claude-sonnet-4-5", string content = "", string more = "") =>
        $$$$"""{"type":"assistant","sessionId":"{{{{session}}}}","cwd":"{{{{folder}}}}","gitBranch":"main","timestamp":"{{{{time}}}}","requestId":"{{{{request ?? "req_" + id}}}}"{{{{more}}}},"message":{"id":"{{{{id}}}}","model":"{{{{model}}}}","role":"assistant","content":[{{{{content}}}}],"usage":{"input_tokens":1000,"output_tokens":{{{{output}}}}}}}""";

    /// <summary>The block of a response that edits a file.</summary>
    public static string Edit(string path, string tool = "Edit") => $$$$"""{"type":"tool_use","name":"{{{{tool}}}}","input":{"file_path":"{{{{path}}}}","new_string":"text"}}""";

    /// <summary>A line of Claude Code's that tells what somebody said.</summary>
    public static string User(string text, string time = "2026-03-01T09:59:00.000Z", string session = "s1", string folder = Folder) =>
        $$$$"""{"type":"user","sessionId":"{{{{session}}}}","cwd":"{{{{folder}}}}","timestamp":"{{{{time}}}}","message":{"role":"user","content":"{{{{text}}}}"}}""";

    /// <summary>The first line of Codex's.</summary>
    public static string Thread(string id = "t1", string folder = Folder, string time = "2026-03-01T10:00:00.000Z") =>
        $$$$"""{"timestamp":"{{{{time}}}}","type":"session_meta","payload":{"id":"{{{{id}}}}","cwd":"{{{{folder}}}}","model_provider":"openai","git":{"branch":"main"}}}""";

    /// <summary>The line of Codex's that names the model.</summary>
    public static string Turn(string model = "gpt-5") =>
        $$$$"""{"timestamp":"2026-03-01T10:00:00.000Z","type":"turn_context","payload":{"cwd":"{{{{Folder}}}}","model":"{{{{model}}}}"}}""";

    /// <summary>A line of Codex's that tells a response: 1,000 tokens in, 100 out.</summary>
    public static string Count(int number, string time = "2026-03-01T10:00:00.000Z") =>
        $$$$"""{"timestamp":"{{{{time}}}}","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{{{{Figures(number)}}}},"last_token_usage":{{{{Figures(1)}}}}}}}""";

    private static string Figures(int times) =>
        $$$$"""{"input_tokens":{{{{1000 * times}}}},"cached_input_tokens":0,"output_tokens":{{{{100 * times}}}},"reasoning_output_tokens":0,"total_tokens":{{{{1100 * times}}}}}""";
}
