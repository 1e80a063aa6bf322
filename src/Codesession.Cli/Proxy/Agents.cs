namespace Codesession.Cli.Proxy;

/// <summary>Agents by the name that they give themselves in User-Agent. That of a mere SDK names none.</summary>
internal static class Agents
{
    // By the id of its logs where it has any: an agent has one name, whatever saw it.
    private static readonly (string Prefix, string Agent)[] Known =
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

    public static string? NameOf(string userAgent) =>
        Known.FirstOrDefault(agent => userAgent.StartsWith(agent.Prefix, StringComparison.OrdinalIgnoreCase)).Agent is { } agent
            ? Logs.Known.FirstOrDefault(log => log.Id == agent)?.Name ?? agent
            : null;
}
