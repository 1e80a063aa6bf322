using System.Text.Json;

namespace Codesession.Cli.Watching;

internal static class DayTotalsJson
{
    public static void Write(Utf8JsonWriter json, DayTotals today)
    {
        json.WriteTime("timestamp", today.At);
        WriteSpending(json, "today", today.Spent);
        WriteSpending(json, "lastHour", today.LastHour);
        json.WriteStartObject("models");
        json.WriteReport(today.Models);
        json.WriteEndObject();
        json.WriteStartObject("sessions");
        json.WriteReport(today.Sessions.Select(session => session.Calls));
        json.WriteEndObject();
    }

    private static void WriteSpending(Utf8JsonWriter json, string name, Spending spending)
    {
        json.WriteStartObject(name);
        json.WriteNumber("cost", spending.Cost);
        json.WriteUnpriced(spending.UnpricedCalls);
        json.WriteEndObject();
    }
}
