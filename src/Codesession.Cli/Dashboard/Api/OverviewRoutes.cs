using System.Text.Json;

namespace Codesession.Cli.Dashboard.Api;

/// <summary>What is spent now, and what goes on.</summary>
internal static class OverviewRoutes
{
    private const int MostActive = 100;

    private static readonly TimeSpan JustPast = TimeSpan.FromHours(1);

    public static IReadOnlyList<ApiRoute> All { get; } = [ApiRoute.Reading("/overview", ["zone"], Overview)];

    private static Action<Utf8JsonWriter, Ledger> Overview(ApiRequest request)
    {
        var zone = request.Zone();
        return (json, ledger) =>
        {
            var reports = ledger.Reports;
            json.WriteNumber("version", request.Version);
            json.WriteTime("now", request.Dashboard.Time.GetUtcNow());
            json.WriteString("zone", zone.Id);
            var now = reports.Current(zone);
            WriteSpending(json, "today", now.Day.Calls, now.Day.Start);
            WriteSpending(json, "week", now.Week.Calls, now.Week.Start);
            WriteSpending(json, "month", now.Month.Calls, now.Month.Start);
            WriteSpending(json, "total", reports.All(), null);
            WritePace(json, reports.PaceOfLast(JustPast));
            WriteProjection(json, now);
            json.WriteList("budgets", ledger.Budgets.States(), LedgerJson.WriteBudgetState);
            var active = new SessionQuery { State = SessionPhase.Active };
            json.WriteList("active", ledger.Sessions.Page(active with { Limit = MostActive }), SessionRoutes.WriteListed);
            json.WriteNumber("activeCount", ledger.Sessions.Count(active));
            json.WriteList("unpricedModels", reports.UnpricedModels(), LedgerJson.WriteUnpricedModel);
            json.WriteStartObject("stats");
            json.WriteStats(reports.Stats());
            json.WriteEndObject();
            json.WriteTime("firstCall", reports.FirstCall());
        };
    }

    private static void WriteSpending(Utf8JsonWriter json, string name, CallTotals sums, DateTimeOffset? from)
    {
        json.WriteStartObject(name);
        json.WriteTotals(sums);
        json.WriteTime("from", from);
        json.WriteEndObject();
    }

    private static void WritePace(Utf8JsonWriter json, Pace pace)
    {
        json.WriteStartObject("pace");
        json.WriteNumber("minutes", (int)pace.Past.TotalMinutes);
        json.WriteTotals(new CallTotals(pace.Calls, pace.UnpricedCalls, pace.Tokens, pace.Cost));
        json.WriteNumber("costPerHour", pace.CostPerHour);
        json.WriteNumber("tokensPerMinute", pace.TokensPerMinute);
        json.WriteEndObject();
    }

    private static void WriteProjection(Utf8JsonWriter json, CurrentUsage now)
    {
        if (now.Projection is not { } projection)
        {
            json.WriteNull("projection");
            return;
        }
        json.WriteStartObject("projection");
        json.WriteTime("from", now.Month.Start);
        json.WriteTime("until", now.Month.Until);
        json.WriteNumber("spent", projection.Spent);
        json.WriteNumber("expected", projection.Expected);
        json.WriteNumber("low", projection.Low);
        json.WriteNumber("high", projection.High);
        json.WriteNumber("days", projection.DaysUsed);
        json.WriteEndObject();
    }
}
