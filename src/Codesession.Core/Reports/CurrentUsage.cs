namespace Codesession;

/// <summary>What is spent just now.</summary>
/// <param name="Day">This day.</param>
/// <param name="Week">This week, from Monday on.</param>
/// <param name="Month">This month.</param>
/// <param name="Projection">What the month will come to; null: fewer than three of the last 28 full days have calls.</param>
public sealed record CurrentUsage(PeriodUsage Day, PeriodUsage Week, PeriodUsage Month, Projection? Projection);
