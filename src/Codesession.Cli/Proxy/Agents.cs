namespace Codesession.Cli.Proxy;

/// <summary>Agents by the name that they give themselves in User-Agent. That of a mere SDK names none.</summary>
internal static class Agents
{
    private static readonly (string Prefix, string Name)[] Known =
    [
        ("claude-cli/", "claude-code"),
        ("claude-code/", "claude-code"),
        ("codex", "codex"),
        ("GeminiCLI", "gemini-cli"),
        ("QwenCode", "qwen-code"),
        ("opencode/", "opencode"),
        ("Cline/", "cline"),
        ("RooCode/", "roo-code"),
        ("Kilo-Code/", "kilo-code"),
        ("aider/", "aider"),
    ];

    public static string? NameOf(string userAgent) =>
        Known.FirstOrDefault(agent => userAgent.StartsWith(agent.Prefix, StringComparison.OrdinalIgnoreCase)).Name;
}
