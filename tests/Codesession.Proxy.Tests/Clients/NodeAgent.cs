namespace Codesession.Proxy.Tests.Clients;

/// <summary>README's example, <c>examples/agent</c>, with the packages it needs.</summary>
internal static class NodeAgent
{
    private static readonly NodeFolder folder = new("agent");

    /// <summary>What was asked of the agent, in its order.</summary>
    public static IReadOnlyList<string> Calls { get; } =
        ["anthropic", "anthropic, streamed", "openai", "openai, streamed", "openai, responses", "google", "google, streamed"];

    /// <summary>The path of its program. Skips the test where there is no Node.</summary>
    public static Task<string> ProgramAsync() => folder.ProgramAsync("agent.js");

    /// <summary>The user with dummy keys for every provider, and somebody to commit as.</summary>
    public static Cs WithKeys(this Cs cs) => cs
        .With("ANTHROPIC_API_KEY", "sk-ant-dummy").With("OPENAI_API_KEY", "sk-dummy").With("GEMINI_API_KEY", "dummy")
        .With("GIT_AUTHOR_NAME", "Ada").With("GIT_AUTHOR_EMAIL", "ada@example.com")
        .With("GIT_COMMITTER_NAME", "Ada").With("GIT_COMMITTER_EMAIL", "ada@example.com");
}
