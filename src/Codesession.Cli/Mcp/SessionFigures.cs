using System.Text.Json;

namespace Codesession.Cli.Mcp;

/// <summary>What several tools answer of a session.</summary>
internal static class SessionFigures
{
    /// <summary>Seconds that it took, or has taken by now.</summary>
    public static long Seconds(Session session, DateTimeOffset now) => (long)(session.Duration ?? session.DurationAt(now)).TotalSeconds;

    public static long Minutes(double seconds) => (long)Math.Round(seconds / 60, MidpointRounding.AwayFromZero);

    /// <summary>Writes what a session is and has come to by now.</summary>
    public static void WriteFigures(this Utf8JsonWriter json, Session session, DateTimeOffset now)
    {
        var seconds = Seconds(session, now);
        json.WriteNumber("id", session.Id);
        json.WriteString("name", session.Name);
        json.WriteString("status", session.Status.Name());
        json.WriteString("directory", session.WorkingDirectory);
        json.WriteString("gitRoot", session.GitRoot);
        json.WriteNumber("duration", seconds);
        json.WriteNumber("durationMinutes", Minutes(seconds));
        json.WriteNumber("filesChanged", session.FilesChanged);
        json.WriteNumber("commits", session.Commits);
        json.WriteNumber("aiCost", session.AiCost);
        json.WriteNumber("aiTokens", session.AiTokens);
        json.WriteNumber("aiCalls", session.AiCalls);
    }

    /// <summary>Writes <c>byModel</c>: its calls summed up by model and provider.</summary>
    public static void WriteByModel(this Utf8JsonWriter json, Ledger ledger, long id)
    {
        json.WriteStartObject("byModel");
        foreach (var model in ledger.Reports.Models(new UsageQuery { SessionIds = [id] }))
        {
            json.WriteStartObject($"{model.Provider}/{model.Key}");
            json.WriteNumber("tokens", model.Tokens);
            json.WriteNumber("cost", model.Cost);
            json.WriteNumber("calls", model.Calls);
            json.WriteUnpriced(model.UnpricedCalls);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    /// <summary>Writes the tightest budget, and what there is to warn of.</summary>
    public static void WriteOutlook(this Utf8JsonWriter json, BudgetOutlook budgets, string? git = null)
    {
        json.WriteBudget(budgets.Tightest);
        string?[] warnings = [git, budgets.Tightest is { } tightest ? BudgetText.Warning(tightest) : null, budgets.Warning];
        json.WriteWhereKnown("warning", warnings.Any(warning => warning is not null) ? string.Join(" ", warnings.Where(warning => warning is not null)) : null);
    }
}
