using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Codesession;

/// <summary>
/// Every record of the ledger as JSON, in the keys, types and order of the contract (schema version 1). Written key by
/// key: a key may hold a count or an array, lists stream, and a short-lived process has no serializer to warm up.
/// </summary>
public static class LedgerJson
{
    /// <summary>How documents are written: text as it is, not escaped for HTML.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes <c>schemaVersion</c> and <c>codesessionVersion</c>, with which an answer begins.</summary>
    public static void WriteVersion(this Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteNumber("schemaVersion", ProductVersion.Schema);
        json.WriteString("codesessionVersion", ProductVersion.Text);
    }

    /// <summary>Writes the fields of a session, version first, into the object that is open.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="session">The session.</param>
    /// <param name="commits">Its commits, where they are wanted in place of their number.</param>
    public static void WriteSession(this Utf8JsonWriter json, Session session, IEnumerable<Commit>? commits = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        json.WriteVersion();
        json.WriteNumber("id", session.Id);
        json.WriteString("name", session.Name);
        json.WriteString("status", session.Status.Name());
        json.WriteTime("startTime", session.StartTime);
        json.WriteTime("endTime", session.EndTime);
        if (session.Duration is { } duration)
        {
            json.WriteNumber("duration", (long)duration.TotalSeconds);
            json.WriteString("durationFormatted", DurationText.Of(duration));
        }
        else
        {
            json.WriteNull("duration");
            json.WriteNull("durationFormatted");
        }
        json.WriteString("workingDirectory", session.WorkingDirectory);
        json.WriteString("gitRoot", session.GitRoot);
        json.WriteNumber("filesChanged", session.FilesChanged);
        if (commits is null)
        {
            json.WriteNumber("commits", session.Commits);
        }
        else
        {
            json.WriteList("commits", commits, WriteCommit);
        }
        json.WriteNumber("aiTokens", session.AiTokens);
        json.WriteNumber("aiCost", session.AiCost);
        json.WriteString("notes", session.Notes);
        json.WriteUnpriced(session.UnpricedCalls);
        if (session.Branch is not null)
        {
            json.WriteString("branch", session.Branch);
        }
    }

    /// <summary>Writes <c>unpricedCalls</c> where there are any.</summary>
    public static void WriteUnpriced(this Utf8JsonWriter json, long calls)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (calls > 0)
        {
            json.WriteNumber("unpricedCalls", calls);
        }
    }

    /// <summary>Writes an array, element by element as they come.</summary>
    public static void WriteList<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartArray(name);
        json.WriteItems(items, write);
        json.WriteEndArray();
    }

    /// <summary>Writes elements into the array that is open.</summary>
    public static void WriteItems<T>(this Utf8JsonWriter json, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(write);
        foreach (var item in items)
        {
            write(json, item);
            // A list may be of any length; what is written must not pile up in memory.
            if (json.BytesPending > 32 * 1024)
            {
                json.Flush();
            }
        }
    }

    /// <summary>Writes a call as an object.</summary>
    public static void WriteUsage(Utf8JsonWriter json, AiUsage usage)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(usage);
        json.WriteStartObject();
        json.WriteNumber("id", usage.Id);
        json.WriteNumber("sessionId", usage.SessionId);
        json.WriteCall(usage);
        json.WriteTime("timestamp", usage.Timestamp);
        json.WriteString("source", usage.Source.Name());
        json.WriteWhereKnown("responseId", usage.ResponseId);
        json.WriteWhereKnown("requestId", usage.RequestId);
        if (usage.Partial)
        {
            json.WriteBoolean("partial", true);
        }
        json.WriteEndObject();
    }

    /// <summary>Writes what was called, its tokens and its cost, into the object that is open.</summary>
    public static void WriteCall(this Utf8JsonWriter json, AiUsage usage)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(usage);
        json.WriteString("provider", usage.Provider);
        json.WriteString("model", usage.Model);
        json.WriteNumber("tokens", usage.Tokens);
        json.WriteWhereKnown("promptTokens", usage.PromptTokens);
        json.WriteWhereKnown("completionTokens", usage.CompletionTokens);
        json.WriteWhereSome("cacheReadTokens", usage.CacheReadTokens);
        json.WriteWhereSome("cacheWriteTokens", usage.CacheWriteTokens);
        json.WriteWhereSome("cacheWrite1hTokens", usage.CacheWrite1hTokens);
        json.WriteWhereSome("reasoningTokens", usage.ReasoningTokens);
        json.WriteCost(usage.Cost);
        json.WriteWhereKnown("agentName", usage.AgentName);
    }

    /// <summary>Writes <c>cost</c>, the dollars of a call; where they are not known null, with <c>unpriced</c>.</summary>
    public static void WriteCost(this Utf8JsonWriter json, decimal? cost)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (cost is { } known)
        {
            json.WriteNumber("cost", known);
        }
        else
        {
            json.WriteNull("cost");
            json.WriteBoolean("unpriced", true);
        }
    }

    /// <summary>Writes a changed file as an object.</summary>
    public static void WriteFile(Utf8JsonWriter json, FileChange file)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(file);
        json.WriteStartObject();
        json.WriteNumber("id", file.Id);
        json.WriteNumber("sessionId", file.SessionId);
        json.WriteString("filePath", file.FilePath);
        json.WriteString("changeType", file.ChangeType.Name());
        json.WriteTime("timestamp", file.Timestamp);
        json.WriteWhereKnown("evidence", file.Evidence?.Name());
        json.WriteEndObject();
    }

    /// <summary>Writes a commit as an object.</summary>
    public static void WriteCommit(Utf8JsonWriter json, Commit commit)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteCommitFields(commit);
        json.WriteEndObject();
    }

    /// <summary>Writes the fields of a commit into the object that is open.</summary>
    public static void WriteCommitFields(this Utf8JsonWriter json, Commit commit)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(commit);
        json.WriteNumber("id", commit.Id);
        json.WriteNumber("sessionId", commit.SessionId);
        json.WriteString("hash", commit.Hash);
        json.WriteString("message", commit.Message);
        json.WriteTime("timestamp", commit.Timestamp);
        json.WriteWhereKnown("evidence", commit.Evidence?.Name());
    }

    /// <summary>Writes a note as an object.</summary>
    public static void WriteNote(Utf8JsonWriter json, Note note)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteNoteFields(note);
        json.WriteEndObject();
    }

    /// <summary>Writes the fields of a note into the object that is open.</summary>
    public static void WriteNoteFields(this Utf8JsonWriter json, Note note)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(note);
        json.WriteNumber("id", note.Id);
        json.WriteNumber("sessionId", note.SessionId);
        json.WriteString("message", note.Message);
        json.WriteTime("timestamp", note.Timestamp);
    }

    /// <summary>Writes <c>budget</c>, a budget with what is spent of it, where there is one.</summary>
    public static void WriteBudget(this Utf8JsonWriter json, BudgetState? state)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (state is not null)
        {
            json.WritePropertyName("budget");
            WriteBudgetState(json, state);
        }
    }

    /// <summary>Writes a budget with what is spent of it as an object.</summary>
    public static void WriteBudgetState(Utf8JsonWriter json, BudgetState state)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(state);
        var budget = state.Budget;
        json.WriteStartObject();
        json.WriteNumber("id", budget.Id);
        json.WriteString("name", budget.Name);
        json.WriteNumber("limit", budget.Limit);
        json.WriteNumber("spent", state.Spent);
        json.WriteNumber("remaining", state.Remaining);
        json.WriteBoolean("exceeded", state.Exceeded);
        json.WriteWhereKnown("warning", BudgetText.Warning(state));
        json.WriteUnpriced(state.UnpricedCalls);
        json.WriteString("per", budget.Period.Name());
        json.WriteNumber("warnAt", budget.WarnAt);
        json.WriteWhereKnown("sessionId", state.SessionId);
        json.WriteWhereKnown("project", budget.Project);
        json.WriteWhereKnown("agentName", budget.AgentName);
        json.WriteEndObject();
    }

    /// <summary>Writes the sums over completed sessions into the object that is open.</summary>
    public static void WriteStats(this Utf8JsonWriter json, Stats stats)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(stats);
        json.WriteNumber("totalSessions", stats.TotalSessions);
        json.WriteNumber("totalTime", (long)stats.TotalTime.TotalSeconds);
        json.WriteString("totalTimeFormatted", DurationText.Of(stats.TotalTime));
        json.WriteNumber("totalFiles", stats.TotalFiles);
        json.WriteNumber("totalCommits", stats.TotalCommits);
        json.WriteNumber("totalAICost", stats.TotalAiCost);
        json.WriteNumber("avgSessionTime", (long)stats.AverageSessionTime.TotalSeconds);
        json.WriteString("avgSessionFormatted", DurationText.Of(stats.AverageSessionTime));
        json.WriteUnpriced(stats.UnpricedCalls);
    }

    /// <summary>Writes what calls come to in all into the object that is open: nulls where it is not known.</summary>
    public static void WriteTotals(this Utf8JsonWriter json, CallTotals? sums)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (sums is null)
        {
            foreach (var name in (ReadOnlySpan<string>)["calls", "unpriced", "tokens", "cost"])
            {
                json.WriteNull(name);
            }
            return;
        }
        json.WriteNumber("calls", sums.Calls);
        json.WriteNumber("unpriced", sums.UnpricedCalls);
        json.WriteNumber("tokens", sums.Tokens);
        json.WriteNumber("cost", sums.Cost);
    }

    /// <summary>Writes a model without a known price as an object.</summary>
    public static void WriteUnpricedModel(Utf8JsonWriter json, UnpricedModel model)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(model);
        json.WriteStartObject();
        json.WriteString("provider", model.Provider);
        json.WriteString("model", model.Model);
        json.WriteNumber("calls", model.Calls);
        json.WriteEndObject();
    }

    /// <summary>Writes what it came to, to price calls again, into the object that is open.</summary>
    public static void WriteRepricing(this Utf8JsonWriter json, Repricing repricing)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(repricing);
        json.WriteBoolean("dryRun", repricing.IsDryRun);
        json.WriteNumber("looked", repricing.Looked);
        json.WriteNumber("priced", repricing.Priced);
        json.WriteNumber("changed", repricing.Changed);
        json.WriteNumber("unpriced", repricing.Unpriced);
        json.WriteList("unpricedModels", repricing.UnpricedModels, WriteUnpricedModel);
        json.WriteNumber("difference", repricing.Difference);
    }

    /// <summary>Writes <c>models</c>: prices by their keys, in dollars per million tokens.</summary>
    public static void WritePrices(this Utf8JsonWriter json, IEnumerable<ModelPrice> prices)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(prices);
        json.WriteStartObject("models");
        foreach (var price in prices)
        {
            json.WriteStartObject(price.Key);
            json.WriteNumber("input", price.InputPer1M);
            json.WriteNumber("output", price.OutputPer1M);
            json.WriteWhereKnown("cacheRead", price.CacheReadPer1M);
            json.WriteWhereKnown("cacheWrite", price.CacheWritePer1M);
            json.WriteWhereKnown("cacheWrite1h", price.CacheWrite1hPer1M);
            json.WriteString("source", price.Source.Name());
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    /// <summary>Writes <c>error</c>: the failure in the place of an answer.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="code">Its stable code.</param>
    /// <param name="message">For people.</param>
    /// <param name="details">See <see cref="CodesessionException.Details"/>.</param>
    public static void WriteError(this Utf8JsonWriter json, string code, string message, IEnumerable<KeyValuePair<string, object>> details)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(details);
        json.WriteStartObject("error");
        json.WriteString("code", code);
        json.WriteString("message", message);
        foreach (var (name, value) in details)
        {
            if (value is long number)
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WriteString(name, value.ToString());
            }
        }
        json.WriteEndObject();
    }

    /// <summary>Writes a time: UTC, ISO 8601, milliseconds, <c>Z</c>.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteString(name, Timestamp.Text(time));
    }

    /// <summary>Writes a time, or null where it is not known.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteString(name, time is { } known ? Timestamp.Text(known) : null);
    }

    /// <summary>Writes a day: <c>2026-11-23</c>; null where there is none.</summary>
    public static void WriteDay(this Utf8JsonWriter json, string name, DateOnly? day)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteString(name, day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    /// <summary>Writes a text where it is not null.</summary>
    public static void WriteWhereKnown(this Utf8JsonWriter json, string name, string? value)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>Writes a whole number where it is not null.</summary>
    public static void WriteWhereKnown(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
    }

    /// <summary>Writes dollars where they are not null.</summary>
    public static void WriteWhereKnown(this Utf8JsonWriter json, string name, decimal? value)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
    }

    private static void WriteWhereSome(this Utf8JsonWriter json, string name, long value)
    {
        if (value != 0)
        {
            json.WriteNumber(name, value);
        }
    }
}
