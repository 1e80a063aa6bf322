using System.Diagnostics.CodeAnalysis;

namespace Codesession;

/// <summary>A session with who worked in it.</summary>
public sealed record ListedSession : Session
{
    [SetsRequiredMembers]
    internal ListedSession(Session session, IReadOnlyList<string> agents, IReadOnlyList<string> models) : base(session) =>
        (Agents, Models) = (agents, models);

    /// <summary>The agents that its calls name, each once, by name.</summary>
    public IReadOnlyList<string> Agents { get; }

    /// <summary>The models of its calls as these name them, each once, by name.</summary>
    public IReadOnlyList<string> Models { get; }
}
