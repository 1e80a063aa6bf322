using System.Globalization;
using Codesession.Cli.Statusline;

namespace Codesession.Cli.Views;

/// <summary>A status as one line: what is known, and nothing in place of what is not.</summary>
internal static class StatuslineView
{
    /// <summary>What is said where there is nothing to read.</summary>
    public const string NoInput = "no JSON of Claude Code on standard input";

    private const string Red = "31", Yellow = "33", Cyan = "36", Dim = "2";

    public static string Line(Status status, TimeProvider time, bool coloured)
    {
        var parts = Parts(status, time).Select(part => coloured && part.Colour is { } colour ? $"\u001b[{colour}m{part.Text}\u001b[0m" : part.Text).ToList();
        return parts.Count > 0 ? string.Join(" · ", parts) : "cs";
    }

    private static IEnumerable<(string Text, string? Colour)> Parts(Status status, TimeProvider time)
    {
        if (status.Input is null)
        {
            yield return (NoInput, Dim);
        }
        if (status.Input?.Model is { } model)
        {
            yield return (model, Cyan);
        }
        if (status.Conversation is { } conversation)
        {
            yield return ($"chat {Money(conversation)}", Yellow);
        }
        if (status.Today is { } today)
        {
            yield return ($"today {Money(today)}", null);
        }
        if (status.LastHour is { Cost: > 0 } hour)
        {
            yield return ($"{MoneyText.Of(hour.Cost)}/h", null);
        }
        if (status.Input?.ContextLeft is { } left)
        {
            yield return ($"context {Percent(left)} left", left <= 10 ? Red : left <= 25 ? Yellow : null);
        }
        foreach (var (name, limit) in new[] { ("5h", status.Input?.FiveHours), ("7d", status.Input?.SevenDays) })
        {
            if (limit is not null)
            {
                yield return ($"{name} {Percent(limit.UsedPercent)} used{Reset(limit.ResetsAt, time)}", limit.UsedPercent >= 90 ? Red : limit.UsedPercent >= 75 ? Yellow : null);
            }
        }
        if (status.Budget is { } budget)
        {
            yield return (Budget(budget), budget.Exceeded ? Red : budget.Warned ? Yellow : null);
        }
        if (status.Problem is { } problem)
        {
            yield return ($"ledger: {problem.Code.Name()}", Red);
        }
    }

    private static string Money(Spending spending) => MoneyText.Of(spending.Cost, spending.UnpricedCalls);

    // Cut, not rounded: what is not used up is not shown as if it were.
    private static string Percent(decimal percent) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(percent):0}%");

    private static string Budget(BudgetState state) => (state.Spent - state.Limit) switch
    {
        0 => "budget spent",
        > 0 and var over => $"budget exceeded by {MoneyText.Of(over)}",
        _ => $"budget {MoneyText.Of(state.Remaining)} left",
    };

    private static string Reset(DateTimeOffset? at, TimeProvider time)
    {
        var now = time.GetUtcNow();
        if (at is not { } moment || moment <= now)
        {
            return "";
        }
        var clock = TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone);
        var form = moment - now < TimeSpan.FromDays(1) ? "HH:mm" : moment - now < TimeSpan.FromDays(7) ? "ddd HH:mm" : "MMM d";
        return $", resets {clock.ToString(form, CultureInfo.InvariantCulture)}";
    }
}
