namespace Codesession.Cli;

/// <summary>Agents by the name that they give themselves. That of a mere SDK names none.</summary>
internal static class Agents
{
    // By the id of its logs where it has any: an agent has one name, whatever saw it.
    private static readonly (string Prefix, string Agent)[] UserAgents =
    [
        ("claude-cli/", "claude"),
        ("claude-code/", "claude"),
        ("codex", "codex"),
        ("GeminiCLI", "gemini"),
        ("QwenCode", "qwen"),
        ("opencode/", "opencode"),
        ("Cline/", "cline"),
        ("RooCode/", "roo"),
        ("Kilo-Code/", "kilo"),
        ("aider/", "aider"),
    ];

    // Some put the name of the server behind their own.
    private static readonly (string Prefix, string Agent)[] McpClients =
    [
        ("claude-code", "claude"),
        ("codex", "codex"),
        ("gemini-cli", "gemini"),
        ("qwen", "qwen"),
        ("opencode", "opencode"),
        ("cline", "cline"),
        ("roo", "roo"),
        ("kilo", "kilo"),
        ("cursor", "cursor"),
        ("goose", "goose"),
        ("openclaw", "openclaw"),
        ("amp-", "amp"),
        ("kimi", "kimi"),
        ("windsurf", "Windsurf"),
    ];

    /// <summary>The agent of a request, by its <c>User-Agent</c>; null: not known.</summary>
    public static string? OfUserAgent(string userAgent) => Find(UserAgents, userAgent);

    /// <summary>The agent that is an MCP client, by its <c>clientInfo.name</c>; null: not known.</summary>
    public static string? OfMcpClient(string clientName) => Find(McpClients, clientName);

    private static string? Find((string Prefix, string Agent)[] known, string name) =>
        known.FirstOrDefault(agent => name.StartsWith(agent.Prefix, StringComparison.OrdinalIgnoreCase)).Agent is { } agent
            ? Logs.Known.FirstOrDefault(log => log.Id == agent)?.Name ?? agent
            : null;
}
