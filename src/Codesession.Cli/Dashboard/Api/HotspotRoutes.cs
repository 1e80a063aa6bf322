using System.Text.Json;

namespace Codesession.Cli.Dashboard.Api;

/// <summary>The files that most sessions changed.</summary>
internal static class HotspotRoutes
{
    public static IReadOnlyList<ApiRoute> All { get; } = [ApiRoute.Reading("/hotspots", [.. ApiRequest.UsageParameters, "limit"], Hotspots)];

    private static Action<Utf8JsonWriter, Ledger> Hotspots(ApiRequest request)
    {
        var usage = request.Usage();
        var query = new SessionQuery { Scope = usage.Project, AgentName = usage.AgentName, After = usage.After, Before = usage.Before };
        var limit = (int)request.Number("limit", 50, 1, 1000);
        return (json, ledger) => json.WriteList("files", ledger.Sessions.Hotspots(query, limit), (writer, file) =>
        {
            writer.WriteStartObject();
            writer.WriteString("project", file.Project);
            writer.WriteString("path", file.Path);
            writer.WriteNumber("sessions", file.Sessions);
            writer.WriteNumber("changes", file.Changes);
            writer.WriteTime("lastChange", file.LastChange);
            writer.WriteNumber("cost", file.SessionsCost);
            writer.WriteNumber("unpriced", file.UnpricedCalls);
            writer.WriteEndObject();
        });
    }
}
