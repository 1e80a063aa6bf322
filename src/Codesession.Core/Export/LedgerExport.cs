using System.Text;
using System.Text.Json;

namespace Codesession;

/// <summary>Sessions with all that belongs to them, for other programs. Streams, whatever the size.</summary>
public static class LedgerExport
{
    private const string CsvHeader = "id,name,status,startTime,endTime,duration,filesChanged,commits,aiTokens,aiCost,agents,notes";

    /// <summary>Writes sessions as one JSON array and a line end. Keys without a value are left out.</summary>
    /// <param name="ledger">Where from.</param>
    /// <param name="output">Where to.</param>
    /// <param name="sessions">The sessions, read while they are written.</param>
    public static void WriteJson(Ledger ledger, Stream output, IEnumerable<Session> sessions)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        using var json = new Utf8JsonWriter(output, LedgerJson.Options with { Indented = true, NewLine = "\n" });
        try
        {
            ledger.Snapshot(() =>
            {
                json.WriteStartArray();
                json.WriteItems(sessions, (writer, session) => WriteSession(writer, ledger, session));
                json.WriteEndArray();
                json.Flush();
                output.WriteByte((byte)'\n');
                return 0;
            });
        }
        catch
        {
            // What has not left yet must not: it would be half a document.
            json.Reset();
            throw;
        }
    }

    /// <summary>Writes sessions as CSV: a header, then one line a session.</summary>
    /// <inheritdoc cref="WriteJson"/>
    public static void WriteCsv(Ledger ledger, Stream output, IEnumerable<Session> sessions)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(sessions);
        using var text = new StreamWriter(output, new UTF8Encoding(false), 32 * 1024, leaveOpen: true) { NewLine = "\n" };
        ledger.Snapshot(() =>
        {
            text.WriteLine(CsvHeader);
            foreach (var session in sessions)
            {
                text.WriteLine(CsvLine(session, ledger.Reports.Agents(session.Id)));
            }
            return 0;
        });
    }

    private static void WriteSession(Utf8JsonWriter json, Ledger ledger, Session session)
    {
        json.WriteStartObject();
        json.WriteNumber("id", session.Id);
        json.WriteString("name", session.Name);
        json.WriteTime("startTime", session.StartTime);
        if (session.EndTime is { } end)
        {
            json.WriteTime("endTime", end);
        }
        json.WriteWhereKnown("duration", (long?)session.Duration?.TotalSeconds);
        json.WriteString("workingDirectory", session.WorkingDirectory);
        json.WriteWhereKnown("gitRoot", session.GitRoot);
        json.WriteWhereKnown("startGitHead", session.StartGitHead);
        json.WriteNumber("filesChanged", session.FilesChanged);
        json.WriteList("commits", ledger.Sessions.Commits(session.Id), LedgerJson.WriteCommit);
        json.WriteNumber("aiCost", session.AiCost);
        json.WriteNumber("aiTokens", session.AiTokens);
        json.WriteWhereKnown("notes", session.Notes);
        json.WriteString("status", session.Status.Name());
        json.WriteList("aiUsage", ledger.Usage.Of(session.Id), LedgerJson.WriteUsage);
        json.WriteList("files", ledger.Sessions.Files(session.Id), LedgerJson.WriteFile);
        json.WriteList("annotations", ledger.Notes.Of(session.Id), LedgerJson.WriteNote);
        json.WriteUnpriced(session.UnpricedCalls);
        json.WriteEndObject();
    }

    private static string CsvLine(Session session, IEnumerable<string> agents) => string.Join(',',
        session.Id,
        CsvText.Of(session.Name),
        session.Status.Name(),
        Timestamp.Text(session.StartTime),
        session.EndTime is { } end ? Timestamp.Text(end) : "",
        (long?)session.Duration?.TotalSeconds,
        session.FilesChanged,
        session.Commits,
        session.AiTokens,
        CsvText.Of(session.AiCost),
        CsvText.Of(string.Join("; ", agents)),
        CsvText.Of(session.Notes ?? ""));
}
