using System.Diagnostics.CodeAnalysis;

namespace Codesession;

/// <summary>A session with what it has come to by now.</summary>
public sealed record SessionStatus : Session
{
    [SetsRequiredMembers]
    internal SessionStatus(Session session, DateTimeOffset now, IReadOnlyList<UsageStatistic> models) : base(session) =>
        (LiveDuration, Models) = (DurationAt(now), models);

    /// <summary>How long it took, or has taken by now.</summary>
    public TimeSpan LiveDuration { get; }

    /// <summary>Its calls summed up by model, the dearest first.</summary>
    public IReadOnlyList<UsageStatistic> Models { get; }
}
