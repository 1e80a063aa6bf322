namespace Codesession;

/// <summary>What calls are summed by.</summary>
public enum UsageGrouping
{
    /// <summary>The day, from midnight to midnight by the clock of the zone: <c>2026-11-22</c>.</summary>
    Day,
    /// <summary>The ISO week, from Monday on: <c>2026-W47</c>.</summary>
    Week,
    /// <summary>The month: <c>2026-11</c>.</summary>
    Month,
    /// <summary>The hour by the clock of the zone: <c>2026-11-22 14:00</c>. The hour that clocks repeat in autumn is one group.</summary>
    Hour,
    /// <summary>The model, exactly as its calls name it.</summary>
    Model,
    /// <summary>The provider, exactly as its calls name it.</summary>
    Provider,
    /// <summary>The working directory of the session.</summary>
    Project,
    /// <summary>The agent, exactly as its calls name it; calls that name none are a group without a key.</summary>
    Agent,
    /// <summary>
    /// Each file that a session changed, with its full path. A session counts in full for each of its files, so these
    /// groups add up to more than was spent; calls of a session that changed no file are in none of them.
    /// </summary>
    File,
    /// <summary>The session, by its id.</summary>
    Session,
    /// <summary>
    /// The five-hour window, as subscriptions count them: <c>2026-11-22 14:00</c>. Each group is a <see cref="UsageBlock"/>.
    /// </summary>
    Block,
}
