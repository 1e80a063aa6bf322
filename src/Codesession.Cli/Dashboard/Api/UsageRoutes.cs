using System.Text.Json;

namespace Codesession.Cli.Dashboard.Api;

/// <summary>What calls come to, over the time and by what they have in common.</summary>
internal static class UsageRoutes
{
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        ApiRoute.Reading("/usage", [.. ApiRequest.UsageParameters, "by"], Usage),
        ApiRoute.Reading("/days", [.. ApiRequest.UsageParameters, "by"], Days),
        ApiRoute.Reading("/heatmap", ApiRequest.UsageParameters, HeatMap),
    ];

    private static Action<Utf8JsonWriter, Ledger> Usage(ApiRequest request)
    {
        var query = request.Usage();
        var grouping = request.Choice<UsageGrouping?>("by", null,
            ("day", UsageGrouping.Day), ("week", UsageGrouping.Week), ("month", UsageGrouping.Month), ("hour", UsageGrouping.Hour),
            ("model", UsageGrouping.Model), ("provider", UsageGrouping.Provider), ("agent", UsageGrouping.Agent),
            ("project", UsageGrouping.Project), ("session", UsageGrouping.Session), ("block", UsageGrouping.Block)) ?? throw JsonBody.Missing("by");
        return (json, ledger) =>
        {
            json.WriteString("zone", query.Zone.Id);
            json.WriteReport(grouping == UsageGrouping.Model ? ledger.Reports.Models(query) : ledger.Reports.By(grouping, query));
        };
    }

    private static Action<Utf8JsonWriter, Ledger> Days(ApiRequest request)
    {
        var query = request.Usage();
        var series = request.Choice<UsageGrouping?>("by", UsageGrouping.Model, ("none", null),
            ("model", UsageGrouping.Model), ("provider", UsageGrouping.Provider), ("agent", UsageGrouping.Agent), ("project", UsageGrouping.Project));
        return (json, ledger) =>
        {
            json.WriteString("zone", query.Zone.Id);
            json.WriteStartArray("days");
            DateOnly? open = null;
            foreach (var part in ledger.Reports.Daily(series, query))
            {
                if (part.Day != open)
                {
                    if (open is not null)
                    {
                        json.WriteEndArray();
                        json.WriteEndObject();
                    }
                    json.WriteStartObject();
                    json.WriteDay("day", part.Day);
                    json.WriteStartArray("parts");
                    open = part.Day;
                }
                json.WriteStartObject();
                json.WriteString("key", series is null ? null : part.Key);
                json.WriteSums(part);
                json.WriteEndObject();
            }
            if (open is not null)
            {
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
        };
    }

    private static Action<Utf8JsonWriter, Ledger> HeatMap(ApiRequest request)
    {
        var query = request.Usage();
        return (json, ledger) =>
        {
            json.WriteString("zone", query.Zone.Id);
            json.WriteList("cells", ledger.Reports.HoursOfWeek(query).Where(hour => hour.Calls > 0), (writer, hour) =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("weekday", hour.Day == DayOfWeek.Sunday ? 7 : (int)hour.Day);
                writer.WriteNumber("hour", hour.Hour);
                writer.WriteTotals(new CallTotals(hour.Calls, hour.UnpricedCalls, hour.Tokens, hour.Cost));
                writer.WriteEndObject();
            });
        };
    }
}
