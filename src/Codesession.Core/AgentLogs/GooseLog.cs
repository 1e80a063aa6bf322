using System.Globalization;
using System.Text.Json;
using Codesession.Providers;
using Codesession.Storage;
using Microsoft.Data.Sqlite;

namespace Codesession.AgentLogs;

/// <summary>
/// Goose.
/// <para>Where: <c>sessions/sessions.db</c> in <c>~/.local/share/goose</c> (<c>XDG_DATA_HOME</c>; macOS <c>~/Library/Application Support/Block/goose</c>,
/// Windows <c>%APPDATA%\Block\goose\data</c>), or <c>GOOSE_PATH_ROOT/data</c>.</para>
/// <para>Calls: since schema 15 <c>usage_ledger(id, session_id, created_timestamp, model, input_tokens, output_tokens, cache_read_tokens,
/// cache_write_tokens, cost, cost_source)</c>, one row a call, only appended. Before, nothing but the sums in <c>sessions</c>
/// (<c>accumulated_input_tokens</c>, …): such a session is booked as one. The first row with <c>cost_source = 'carried_forward'</c> is that sum,
/// taken over, without a model. The input holds the caches.</para>
/// <para>Identity: row and session. Traps: the columns of the caches and of the model came one by one; a session's <c>provider_name</c> and
/// <c>model_config_json.model_name</c> are the last that were chosen; <c>input_tokens</c> and the like, without <c>accumulated</c>, are of the last
/// call alone; a session's name may be the first words of a prompt (not read).</para>
/// </summary>
internal sealed class GooseLog : DatabaseLog
{
    private const int Most = 1000;

    /// <summary>SQLite keeps the time of a change in seconds.</summary>
    private const long Overlap = 60;

    private const string Calls = """
        SELECT u.id, u.session_id, u.created_timestamp, u.model, u.input_tokens, u.output_tokens, u.cache_read_tokens, u.cache_write_tokens, u.cost,
            u.cost_source = 'carried_forward', u.id = (SELECT MIN(o.id) FROM usage_ledger o WHERE o.session_id = u.session_id AND o.cost_source = 'carried_forward')
        FROM usage_ledger u WHERE u.id > $1 ORDER BY u.id LIMIT 1000
        """;

    public override string Id => "goose";

    public override string Name => "Goose";

    public override string ReadIn =>
        "aaif-goose/goose@017176d0 (formerly block/goose) crates/goose/src/session/session_manager.rs, crates/goose-provider-types/src/conversation/token_usage.rs; "
        + "block/goose@dbec1655; crates/goose/src/config/paths.rs";

    public override IEnumerable<string> Places(LogSurroundings surroundings)
    {
        if (surroundings.Folder("GOOSE_PATH_ROOT") is { } root) return [Path.Combine(root, "data", "sessions")];
        var folder = OperatingSystem.IsWindows() ? Path.Combine(surroundings.Folder("APPDATA") ?? surroundings.InHome("AppData", "Roaming"), "Block", "goose", "data")
            : OperatingSystem.IsMacOS() ? surroundings.InHome("Library", "Application Support", "Block", "goose")
            : Path.Combine(surroundings.DataHome, "goose");
        return [Path.Combine(folder, "sessions")];
    }

    // Others have a database of that name too: Cline, and we.
    public override bool IsLog(ReadOnlySpan<char> path) => path.EndsWith("/sessions/sessions.db");

    protected override string? Read(Database database, LogFile file, LogSink sink, CancellationToken cancel)
    {
        var columns = Columns(database, "sessions");
        if (!columns.IsSupersetOf(["id", "working_dir", "updated_at", "accumulated_input_tokens", "accumulated_output_tokens"]))
        {
            sink.Problem(LogProblemKind.UnknownShape, "It has not the tables of a version that is known.");
            return file.From.State;
        }
        var (lastCall, lastChange) = StateOf(file.From.State);
        var hasCalls = Columns(database, "usage_ledger").IsSupersetOf(["id", "session_id", "created_timestamp", "model", "input_tokens", "cost_source"]);
        var sessions = new Dictionary<string, Session?>();
        if (hasCalls)
        {
            // Made anew, it counts from the beginning.
            if (database.Scalar<long>("SELECT MAX(id) FROM usage_ledger") < lastCall) lastCall = 0;
            for (var more = true; more;)
            {
                cancel.ThrowIfCancellationRequested();
                var calls = database.Stream(Calls, Call.Of, lastCall).ToList();
                foreach (var call in calls)
                {
                    lastCall = call.Id;
                    Tell(call);
                }
                more = calls.Count == Most;
                if (more) sink.Mark(file.From with { State = Text(lastCall, lastChange) });
            }
        }
        foreach (var session in database.Stream(Sessions(columns, hasCalls), row => Session.Of(row), lastChange - Overlap).ToList())
        {
            lastChange = Math.Max(lastChange, Math.Min(session.Changed, Seconds(file.Modified) + 86_400));
            if (session.Sum is not { } sum) continue;
            Add(session, SumOf(sum, session.Model), sum, LogTime.Of(session.Updated), "total", session.Cost);
        }
        return Text(lastCall, lastChange);

        void Tell(Call call)
        {
            if (!sessions.TryGetValue(call.SessionId, out var session))
                sessions[call.SessionId] = session = database.Stream(OneSession(columns), row => Session.Of(row), call.SessionId).FirstOrDefault();
            var model = call.Model ?? session?.Model;
            var observed = call.IsCarried ? SumOf(call.Tokens, model) : call.Tokens.Counts is { } counts ? new ObservedUsage { Model = model, Tokens = counts }.IfAny : null;
            Add(session ?? new Session(call.SessionId), observed, call.Tokens, LogTime.Of(call.Time), call.IsFirstCarried ? "total" : $"usage {call.Id}", call.Cost);
        }

        void Add(Session session, ObservedUsage? observed, Tokens tokens, DateTimeOffset? time, string id, decimal? cost)
        {
            if (tokens.Counts is null || time is null)
            {
                sink.Problem(LogProblemKind.UnknownShape);
                return;
            }
            if (observed is null) return;
            var conversation = sink.Conversation(session.Id);
            conversation.Folder = session.Folder;
            if (LogTime.Of(session.Created) is { } created) conversation.SawAt(created);
            sink.Add(new LoggedCall
            {
                Conversation = conversation,
                Observed = observed,
                Time = time.Value,
                Provider = VendorOf(session.Provider),
                EventId = id,
                StatedCost = cost,
            });
        }
    }

    private static ObservedUsage? SumOf(Tokens tokens, string? model) => tokens.Counts is { } counts ? SumOfCalls.Observed(model, counts) : null;

    // Columns that a version lacks are null, and a session of which the calls are told has no sum.
    private static string Sessions(IReadOnlySet<string> columns, bool hasCalls)
    {
        var sum = hasCalls ? "NOT EXISTS (SELECT 1 FROM usage_ledger u WHERE u.session_id = s.id)" : "TRUE";
        return $"{Select(columns)}, {sum} FROM sessions s WHERE COALESCE(CAST(strftime('%s', s.updated_at) AS INTEGER), $1) >= $1";
    }

    private static string OneSession(IReadOnlySet<string> columns) => $"{Select(columns)}, FALSE FROM sessions s WHERE s.id = $1";

    private static string Select(IReadOnlySet<string> columns)
    {
        string[] wanted =
        [
            "id", "working_dir", "created_at", "updated_at", "provider_name", "model_config_json", "accumulated_input_tokens", "accumulated_output_tokens",
            "accumulated_cache_read_tokens", "accumulated_cache_write_tokens", "accumulated_cost",
        ];
        return $"SELECT {string.Join(", ", wanted.Select(name => columns.Contains(name) ? $"s.{name}" : "NULL"))}, CAST(strftime('%s', s.updated_at) AS INTEGER)";
    }

    private static (long Call, long Change) StateOf(string? state) =>
        state?.Split(' ') is [var call, var change] && long.TryParse(call, CultureInfo.InvariantCulture, out var lastCall)
        && long.TryParse(change, CultureInfo.InvariantCulture, out var lastChange) ? (lastCall, lastChange) : (0, 0);

    private static string Text(long lastCall, long lastChange) => string.Create(CultureInfo.InvariantCulture, $"{lastCall} {lastChange}");

    private static long Seconds(long ticks) => (ticks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;

    private static string? VendorOf(string? provider) => provider switch
    {
        "gcp_vertex_ai" or "databricks" or "claude-code" or "gemini-cli" or "codex" => null,
        _ => provider,
    };

    /// <summary>Figures as they are stored; what is not a count is kept for its type to be looked at.</summary>
    private readonly record struct Tokens(object? Input, object? Output, object? Read, object? Written)
    {
        /// <summary>Null: one of them is no count.</summary>
        public TokenCounts? Counts
        {
            get
            {
                if (Input is null && Output is null) return null;
                if (Count(Input) is not { } input || Count(Output) is not { } output || Count(Read) is not { } read || Count(Written) is not { } written) return null;
                read = Math.Min(read, input);
                written = Math.Min(written, input - read);
                return new TokenCounts { Input = input - read - written, CacheRead = read, CacheWrite = written, Output = output };
            }
        }

        public static Tokens Of(SqliteDataReader row, int first) => new(Cell(row, first), Cell(row, first + 1), Cell(row, first + 2), Cell(row, first + 3));

        private static object? Cell(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetValue(column);

        private static long? Count(object? cell) => cell switch
        {
            null => 0,
            long count when count is >= 0 and <= Limits.LargestCount => count,
            _ => null,
        };
    }

    private sealed record Call(
        long Id, string SessionId, decimal Time, string? Model, Tokens Tokens, decimal? Cost, bool IsCarried, bool IsFirstCarried)
    {
        public static Call Of(SqliteDataReader row) => new(
            row.GetInt64(0), row.Text(1) ?? "", row.Number(2) ?? -1, row.Text(3), Tokens.Of(row, 4), Dollars(row, 8), row.Number(9) == 1, row.Number(10) == 1);
    }

    private sealed record Session(string Id)
    {
        public string? Folder { get; private init; }
        public string? Created { get; private init; }
        public string? Updated { get; private init; }
        public long Changed { get; private init; }
        public string? Provider { get; private init; }
        public string? Model { get; private init; }
        public decimal? Cost { get; private init; }
        public Tokens? Sum { get; private init; }

        public static Session Of(SqliteDataReader row)
        {
            var tokens = Tokens.Of(row, 6);
            return new Session(row.Text(0) ?? "")
            {
                Folder = row.Text(1),
                Created = row.Text(2),
                Updated = row.Text(3),
                Provider = row.Text(4),
                Model = ModelOf(row.Text(5)),
                Cost = Dollars(row, 10),
                Changed = row.Number(11) ?? 0,
                Sum = row.Number(12) == 1 && tokens is not { Input: null, Output: null } ? tokens : null,
            };
        }

        private static string? ModelOf(string? config)
        {
            try
            {
                using var document = JsonDocument.Parse(config ?? "null");
                return new UsageFigures(document.RootElement).Text("model_name");
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    private static decimal? Dollars(SqliteDataReader row, int column) =>
        !row.IsDBNull(column) && row.GetValue(column) is double dollars and > 0 and < 1e12 ? StatedDollars.Of((decimal)dollars) : null;
}
