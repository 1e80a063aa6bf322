namespace Codesession;

/// <summary>Which calls or sessions a statistic is about.</summary>
public sealed record UsageQuery
{
    /// <summary>Nothing earlier; null: no bound.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Only what is earlier than this; null: no bound.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>These sessions only; null: all. An id that no session has is passed over.</summary>
    public IReadOnlyCollection<long>? SessionIds { get; init; }

    /// <summary>Only the calls of this agent, by exactly this name; null: of any.</summary>
    public string? AgentName { get; init; }

    /// <summary>Only the sessions of this folder or git root, by exactly this full path; null: of any. See <see cref="Reports.ProjectOf"/>.</summary>
    public string? Project { get; init; }

    /// <summary>By whose clock days, weeks, months and hours begin.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;
}
