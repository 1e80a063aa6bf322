using System.Text.Json;

namespace Codesession;

/// <summary>The JSON shape of an import.</summary>
public static class ImportJson
{
    /// <summary>Writes what an import came to into the object that is open.</summary>
    public static void WriteImport(this Utf8JsonWriter json, LogImportReport report)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(report);
        json.WriteBoolean("dryRun", report.DryRun);
        json.WriteList("agents", report.Agents, WriteAgent);
        json.WriteList("problems", report.Problems, WriteProblem);
        json.WriteList("sessionIds", report.SessionIds, static (json, id) => json.WriteNumberValue(id));
    }

    private static void WriteAgent(Utf8JsonWriter json, ImportedAgent agent)
    {
        json.WriteStartObject();
        json.WriteString("agent", agent.Agent.Id);
        json.WriteString("name", agent.Agent.Name);
        json.WriteBoolean("experimental", agent.Agent.IsExperimental);
        json.WriteNumber("files", agent.Files);
        json.WriteNumber("filesRead", agent.FilesRead);
        json.WriteNumber("bytes", agent.Bytes);
        json.WriteNumber("sessions", agent.Sessions);
        json.WriteNumber("calls", agent.Calls);
        json.WriteNumber("duplicates", agent.Duplicates);
        json.WriteNumber("unpriced", agent.UnpricedCalls);
        json.WriteTokens(agent.Tokens.Input, agent.Tokens.CacheWrite + agent.Tokens.CacheWrite1h, agent.Tokens.CacheRead, agent.Tokens.Output, agent.Tokens.Reasoning, agent.Tokens.Total);
        json.WriteNumber("cost", agent.Cost);
        json.WriteEndObject();
    }

    private static void WriteProblem(Utf8JsonWriter json, LogProblem problem)
    {
        json.WriteStartObject();
        json.WriteString("path", problem.Path);
        json.WriteString("kind", problem.Kind.Name());
        json.WriteNumber("count", problem.Count);
        json.WriteWhereKnown("offset", problem.Offset);
        json.WriteWhereKnown("message", problem.Message);
        json.WriteEndObject();
    }
}
