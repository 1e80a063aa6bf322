using System.Globalization;
using System.Text.Json;
using Codesession.Providers;
using Codesession.Storage;

namespace Codesession.AgentLogs;

/// <summary>
/// OpenCode, and Kilo Code's command line tool, which is made from it.
/// <para>Where: <c>~/.local/share/opencode/opencode.db</c> (<c>XDG_DATA_HOME</c>; <c>OPENCODE_DB</c> names another file; builds of other
/// channels have <c>opencode-channel.db</c>). Before 1.2: <c>storage/message/ses_…/msg_….json</c> there, one message a file, which the first
/// start with a database takes over and leaves lying: the ids are the same. <c>OPENCODE_DATA_DIR</c> is a name that other readers of these
/// logs know.</para>
/// <para>Calls: messages with <c>role:"assistant"</c>, in <c>message.data</c>; of sessions of the second kind in <c>session_message</c> with
/// <c>type = 'assistant'</c>, without <c>role</c>. <c>tokens{input, output, reasoning, cache{read, write}, total?}</c>: input is without
/// the caches. Output is without reasoning since it was told apart; older versions passed on what the provider said, where only Google
/// told reasoning beside the output. <c>total</c>, if there, decides.</para>
/// <para>Identity: the message's id. Traps: a message is written while it grows, its tokens 0 until then; a fork of a session copies
/// its messages under new ids, with their times; <c>run --title</c> without a title makes the prompt's beginning the title. What the
/// agent asks a model for a title is not told.</para>
/// </summary>
internal static class OpenCodeLog
{
    private const string Source =
        "opencode-linux-x64@1.18.34 (npm), its sessions and Session.getUsage, Session.fork, Database; anomalyco/opencode packages/opencode/src/session/{message-v2,projectors}.ts, "
        + "src/storage/{json-migration,storage}.ts";

    /// <summary>OpenCode's logs.</summary>
    public static AgentLog OpenCode { get; } = new MixedLog(
        new OpenCodeDatabaseLog("opencode", "OpenCode", "opencode", Source), new OpenCodeMessageLog(Source));

    /// <summary>The database of Kilo Code's command line tool and of its newer extension.</summary>
    public static AgentLog Kilo { get; } = new OpenCodeDatabaseLog(
        "kilo", "Kilo Code", "kilo", "@kilocode/cli-linux-x64@7.7.9 (npm), its sessions and Session.getUsage, Database");

    /// <summary>The folders of one of the two.</summary>
    /// <param name="surroundings">Where to look.</param>
    /// <param name="app">Its name there.</param>
    public static IEnumerable<string> Folders(LogSurroundings surroundings, string app)
    {
        var told = surroundings.Folders($"{app.ToUpperInvariant()}_DATA_DIR").ToList();
        return told.Count > 0 ? told : [Path.Combine(surroundings.DataHome, app)];
    }

    /// <summary>Tells the call of a message, if it is one.</summary>
    /// <param name="message">The message.</param>
    /// <param name="id">Its id.</param>
    /// <param name="conversation">Its session.</param>
    /// <param name="sink">Where to tell it.</param>
    public static void Tell(JsonElement message, string id, LoggedConversation conversation, LogSink sink)
    {
        var facts = new UsageFigures(message);
        // Of a message that failed before an answer came, there are none.
        if (facts.Value("tokens") is not { } tokens) return;
        if (LogTime.Of(facts.Part("time")?.Value("created") ?? default) is not { } time)
        {
            sink.Problem(LogProblemKind.UnknownShape);
            return;
        }
        if (IsCopy(id, time)) return;
        var figures = new UsageFigures(tokens);
        var model = facts.Part("model");
        var provider = facts.Text("providerID") ?? model?.Text("providerID");
        var counts = Counts(figures, isGoogle: provider?.StartsWith("google", StringComparison.Ordinal) == true);
        if (!figures.MakeSense)
        {
            sink.Problem(LogProblemKind.UnknownShape);
            return;
        }
        conversation.Folder ??= facts.Part("path")?.Text("cwd");
        conversation.SawAt(time);
        var observed = new ObservedUsage { Model = facts.Text("modelID") ?? model?.Text("id"), Tokens = counts }.IfAny;
        if (observed is null) return;
        sink.Add(new LoggedCall
        {
            Conversation = conversation,
            Observed = observed,
            Time = time,
            Provider = VendorOf(provider),
            EventId = id,
            StatedCost = StatedDollars.Of(facts.Value("cost")),
        });
    }

    /// <summary>
    /// Whether what bears an id is a copy that a fork made: an id says when it was made, in 36 bits of milliseconds and 12 of a counter.
    /// </summary>
    public static bool IsCopy(string id, DateTimeOffset time)
    {
        const long ring = 1L << 36;
        var begin = id.IndexOf('_', StringComparison.Ordinal) + 1;
        if (begin == 0 || id.Length < begin + 12) return false;
        if (!long.TryParse(id.AsSpan(begin, 12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var made)) return false;
        var later = ((made >> 12) - time.ToUnixTimeMilliseconds() % ring + ring) % ring;
        return later is > 60_000 and < ring / 2;
    }

    private static TokenCounts Counts(UsageFigures tokens, bool isGoogle)
    {
        var (input, output, reasoning) = (tokens.Count("input") ?? 0, tokens.Count("output") ?? 0, tokens.Count("reasoning") ?? 0);
        var (read, written) = (tokens.Count("cache", "read") ?? 0, tokens.Count("cache", "write") ?? 0);
        var without = input + read + written + output;
        var holdsReasoning = tokens.Count("total") is { } total && total != without + reasoning
            ? total == without && reasoning <= output
            : tokens.Value("total") is null && tokens.Value("reasoning") is not null && OldShape(isGoogle, reasoning, output);
        return new TokenCounts
        {
            Input = input,
            CacheRead = read,
            CacheWrite = written,
            Output = output + (holdsReasoning ? 0 : reasoning),
            Reasoning = reasoning,
        };
    }

    private static bool OldShape(bool isGoogle, long reasoning, long output) => !isGoogle && reasoning <= output;

    private static string? VendorOf(string? provider) => provider switch
    {
        "google-vertex" => "google",
        "google-vertex-anthropic" => "anthropic",
        _ => provider,
    };
}

/// <summary>The database of OpenCode or of what is made from it.</summary>
internal sealed class OpenCodeDatabaseLog(string id, string name, string app, string source) : DatabaseLog
{
    /// <summary>A row is committed some time after it was given its time: so much is looked at again.</summary>
    private const long Overlap = 60_000;

    private const string Messages = """
        SELECT m.rowid, m.id, m.session_id, m.time_updated, m.data FROM message m
        WHERE m.rowid > $1 AND m.time_updated >= $2 AND instr(m.data, '"assistant"') > 0
        ORDER BY m.rowid LIMIT 1000
        """;

    // A session is of one kind or of the other.
    private const string NewerMessages = """
        SELECT m.rowid, m.id, m.session_id, m.time_updated, m.data FROM session_message m
        WHERE m.rowid > $1 AND m.time_updated >= $2 AND m.type = 'assistant'
            AND NOT EXISTS (SELECT 1 FROM message o WHERE o.session_id = m.session_id)
        ORDER BY m.rowid LIMIT 1000
        """;

    private const string EditParts = """
        SELECT p.rowid, p.id, p.session_id, p.time_updated, p.data FROM part p
        WHERE p.rowid > $1 AND p.time_updated >= $2
            AND (instr(p.data, '"tool":"edit"') > 0 OR instr(p.data, '"tool":"write"') > 0 OR instr(p.data, '"tool":"apply_patch"') > 0)
        ORDER BY p.rowid LIMIT 1000
        """;

    private const string SessionOf = "SELECT directory, title FROM session WHERE id = $1";

    private const string StandsInFirstMessage = """
        SELECT EXISTS (SELECT 1 FROM part p
            WHERE p.message_id = (SELECT m.id FROM message m WHERE m.session_id = $1 ORDER BY m.time_created, m.id LIMIT 1)
                AND CASE WHEN json_valid(p.data) THEN instr(p.data ->> '$.text', $2) ELSE 0 END > 0)
        """;

    public override string Id => id;

    public override string Name => name;

    public override string ReadIn => source;

    public override IEnumerable<string> Places(LogSurroundings surroundings)
    {
        var other = surroundings.Environment.GetValueOrDefault($"{app.ToUpperInvariant()}_DB");
        foreach (var folder in OpenCodeLog.Folders(surroundings, app))
        {
            // The folder also holds copies of the user's files, in git repositories: nothing to walk through.
            yield return Path.Combine(folder, $"{app}.db");
            foreach (var database in OfOtherChannels(folder)) yield return database;
            if (!string.IsNullOrWhiteSpace(other) && other != ":memory:") yield return Path.Combine(folder, other);
        }
    }

    public override bool IsLog(ReadOnlySpan<char> path)
    {
        var file = path[(path.LastIndexOf('/') + 1)..];
        return file.StartsWith(app) && file.EndsWith(".db");
    }

    protected override string? Read(Database database, LogFile file, LogSink sink, CancellationToken cancel)
    {
        if (!Columns(database, "message").IsSupersetOf(["id", "session_id", "time_updated", "data"]) || Columns(database, "session").Count == 0)
        {
            sink.Problem(LogProblemKind.UnknownShape, "It has not the tables of a version that is known.");
            return file.From.State;
        }
        var since = long.TryParse(file.From.State, CultureInfo.InvariantCulture, out var state) ? state : 0;
        var latest = since;
        var sessions = new Dictionary<string, (string? Folder, string? Title)>();
        var hasParts = Columns(database, "part").Contains("data");

        Each(Messages, Message);
        if (Columns(database, "session_message").Contains("data")) Each(NewerMessages, Message);
        if (hasParts) Each(EditParts, Edit);
        // A clock that was wrong once must not hide all that comes after.
        return Math.Min(latest, LastWritten(file)).ToString(CultureInfo.InvariantCulture);

        void Each(string query, Action<StoredRow, JsonElement> tell)
        {
            for (var (at, more) = (0L, true); more;)
            {
                cancel.ThrowIfCancellationRequested();
                var rows = database.Stream(query, StoredRow.Of, at, since - Overlap).ToList();
                foreach (var row in rows)
                {
                    (at, latest) = (row.Place, Math.Max(latest, row.Updated));
                    try
                    {
                        using var data = JsonDocument.Parse(row.Data);
                        tell(row, data.RootElement);
                    }
                    catch (JsonException)
                    {
                        sink.Problem(LogProblemKind.Broken);
                    }
                }
                more = rows.Count == 1000;
                // What was left to tell is known only by what was told in the end.
                if (more) sink.Mark(file.From);
            }
        }

        void Message(StoredRow row, JsonElement data)
        {
            if (new UsageFigures(data).Text("role") is "assistant" or null) OpenCodeLog.Tell(data, row.Id, Conversation(row.Session), sink);
        }

        void Edit(StoredRow row, JsonElement data)
        {
            foreach (var (path, type, time) in Edits(data))
                if (!OpenCodeLog.IsCopy(row.Id, time)) Conversation(row.Session).Edited(path, type, time);
        }

        LoggedConversation Conversation(string session)
        {
            if (!sessions.TryGetValue(session, out var known))
            {
                known = database.Stream(SessionOf, row => (row.Text(0), row.Text(1)), session).FirstOrDefault();
                if (!hasParts || !IsOfItsOwn(known.Title, session)) known.Title = null;
                sessions[session] = known;
            }
            var conversation = sink.Conversation(session);
            conversation.Folder ??= known.Folder;
            conversation.Title ??= known.Title;
            return conversation;
        }

        // What stands in the prompt may be a piece of it: its beginning, with dots behind it where it was cut.
        bool IsOfItsOwn(string? title, string session) =>
            title is not null && !title.StartsWith("New session - ", StringComparison.Ordinal) && !title.StartsWith("Child session - ", StringComparison.Ordinal)
            && database.Scalar<long>(StandsInFirstMessage, session, title.EndsWith("...", StringComparison.Ordinal) ? title[..^3] : title) == 0;
    }

    private static IEnumerable<(string Path, FileChangeType Type, DateTimeOffset Time)> Edits(JsonElement part)
    {
        var facts = new UsageFigures(part);
        if (facts.Text("type") != "tool" || facts.Part("state") is not { } state || state.Text("status") != "completed") yield break;
        if (LogTime.Of(state.Part("time")?.Value("end") ?? default) is not { } time) yield break;
        switch (facts.Text("tool"))
        {
            case "apply_patch":
                foreach (var change in state.Part("metadata")?.Objects("files") ?? [])
                {
                    var file = new UsageFigures(change);
                    if (file.Text("filePath") is { } patched)
                    {
                        var type = file.Text("type") switch
                        {
                            "add" => FileChangeType.Created,
                            "delete" => FileChangeType.Deleted,
                            _ => FileChangeType.Modified,
                        };
                        yield return (patched, type, time);
                    }
                }
                break;
            case "edit" or "write" when state.Part("input")?.Text("filePath") is { } path:
                var isNew = state.Part("metadata")?.Value("exists") is { ValueKind: JsonValueKind.False };
                yield return (path, isNew ? FileChangeType.Created : FileChangeType.Modified, time);
                break;
        }
    }

    private string[] OfOtherChannels(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? Directory.GetFiles(folder, $"{app}-*.db") : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private long LastWritten(LogFile file)
    {
        var ticks = SideFiles(file.Path).Select(side => new FileInfo(side)).Where(side => side.Exists)
            .Select(side => side.LastWriteTimeUtc.Ticks).Append(file.Modified).Max();
        return (ticks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
    }

    /// <summary>A row of one of the three tables.</summary>
    private sealed record StoredRow(long Place, string Id, string Session, long Updated, string Data)
    {
        public static StoredRow Of(Microsoft.Data.Sqlite.SqliteDataReader row) =>
            new(row.GetInt64(0), row.Text(1) ?? "", row.Text(2) ?? "", row.Number(3) ?? 0, row.Text(4) ?? "");
    }
}

/// <summary>OpenCode's messages before it had a database, one a file.</summary>
internal sealed class OpenCodeMessageLog(string source) : DocumentLog
{
    public override string Id => "opencode";

    public override string Name => "OpenCode";

    public override string ReadIn => source;

    public override IEnumerable<string> Places(LogSurroundings surroundings) =>
        OpenCodeLog.Folders(surroundings, "opencode").Select(folder => Path.Combine(folder, "storage", "message"));

    public override bool IsLog(ReadOnlySpan<char> path)
    {
        var name = path.LastIndexOf('/') + 1;
        var folder = path[..Math.Max(0, name - 1)];
        return path[name..].StartsWith("msg_") && path.EndsWith(".json") && folder[(folder.LastIndexOf('/') + 1)..].StartsWith("ses_");
    }

    protected override void Read(JsonElement document, LogFile file, LogSink sink)
    {
        var facts = new UsageFigures(document);
        if (facts.Text("role") != "assistant") return;
        // The names of file and folder are what the database took for the ids.
        var id = Path.GetFileNameWithoutExtension(file.Path);
        var session = Path.GetFileName(Path.GetDirectoryName(file.Path));
        OpenCodeLog.Tell(document, id, sink.Conversation(session is { Length: > 0 } ? session : facts.Text("sessionID") ?? id), sink);
    }
}
