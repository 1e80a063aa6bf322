using System.Globalization;

namespace Codesession.Cli.Watching;

/// <summary>What is to be seen of this day at a moment.</summary>
internal sealed record DayTotals
{
    /// <summary>When it was looked at.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What this day has cost.</summary>
    public required Spending Spent { get; init; }

    /// <summary>What the last hour has cost.</summary>
    public required Spending LastHour { get; init; }

    /// <summary>The five-hour window that is open; null: none.</summary>
    public required UsageBlock? Block { get; init; }

    /// <summary>This day's calls by model, the dearest first.</summary>
    public required IReadOnlyList<UsageStatistic> Models { get; init; }

    /// <summary>This day's calls by session, the dearest first, with the sessions.</summary>
    public required IReadOnlyList<(UsageStatistic Calls, Session Session)> Sessions { get; init; }

    /// <summary>The budgets that span sessions.</summary>
    public required IReadOnlyList<BudgetState> Budgets { get; init; }

    public static DayTotals Of(Ledger ledger, TimeProvider time) => ledger.Snapshot(() =>
    {
        var now = time.GetLocalNow();
        var day = new UsageQuery { After = ledger.Reports.StartOfToday(), Zone = time.LocalTimeZone };
        return new DayTotals
        {
            At = now,
            Spent = ledger.Reports.SpentToday(),
            LastHour = ledger.Reports.SpentInLast(TimeSpan.FromHours(1)),
            Block = ledger.Reports.Blocks(day with { After = now.AddHours(-6) }).LastOrDefault(block => block.IsOpen),
            Models = [.. ledger.Reports.By(UsageGrouping.Model, day)],
            Sessions = [.. ledger.Reports.By(UsageGrouping.Session, day).Select(calls => (calls, ledger.Sessions.Find(long.Parse(calls.Key!, CultureInfo.InvariantCulture))!))],
            Budgets = [.. ledger.Budgets.States().Where(state => state.SessionId is null)],
        };
    });
}
