using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Codesession.Storage;

/// <summary>The SQL of sums.</summary>
internal sealed class ReportStore(Database database)
{
    // What SQL knows by now: functions of times by the clock of a zone, and the moment of a timestamp in whatever form.
    private readonly Dictionary<(CallSums Sums, string Name, Calendar Calendar), string> functions = [];
    private bool knowsMoments;
    private int blocksMade;

    /// <summary>Whether every sum is made of the calls themselves: what it comes to is the same.</summary>
    public bool FromCallsAlone { get; set; }

    public Stats Stats() => database.First("""
        SELECT sessions, duration, files_changed, commits, cost_e10, unpriced_calls, timed FROM completed_totals
        """, row => new Stats
    {
        TotalSessions = row.GetInt64(0),
        TotalTime = TimeSpan.FromSeconds(row.GetInt64(1)),
        TotalFiles = row.GetInt64(2),
        TotalCommits = row.GetInt64(3),
        TotalAiCost = Money.FromUnits(row.GetInt64(4)),
        UnpricedCalls = row.GetInt64(5),
        AverageSessionTime = Average(row.GetInt64(1), row.GetInt64(6)),
    })!;

    // Cost and tokens are those of the sessions: the original has sessions with totals and no calls.
    public UsageStatistic Total(UsageQuery query) => Total(query, FromCallsAlone || query.AgentName is "" ? CallSums.OfCalls : CallSums.OfSlots);

    /// <summary>The totals of all sessions.</summary>
    public CallTotals All() => database.First("""
        SELECT coalesce(sum(calls), 0), coalesce(sum(unpriced_calls), 0), coalesce(sum(ai_tokens), 0), coalesce(sum(cost_e10), 0) FROM sessions
        """, row => new CallTotals(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), Money.FromUnits(row.GetInt64(3))))!;

    private UsageStatistic Total(UsageQuery query, CallSums sums) => database.First($"""
        WITH picked AS (
          SELECT * FROM sessions
          WHERE {Conditions(query, "start_time", "id")} {(query.SessionIds is null ? "AND status = 'completed'" : "")}
            {(query.AgentName is null ? "" : "AND id IN (SELECT session_id FROM session_agents WHERE agent_name = $4)")})
        SELECT NULL, all_sessions.sessions, {Summed(query)}.calls, {Summed(query)}.unpriced, input, cache_write, cache_read, output, reasoning,
          {Summed(query)}.tokens, {Summed(query)}.cost, duration, timed, files_changed, commits
        FROM (
          SELECT count(*) AS sessions, coalesce(sum(calls), 0) AS calls, coalesce(sum(unpriced_calls), 0) AS unpriced,
            coalesce(sum(ai_tokens), 0) AS tokens, coalesce(sum(cost_e10), 0) AS cost, coalesce(sum(duration), 0) AS duration,
            count(duration) AS timed, coalesce(sum(files_changed), 0) AS files_changed, coalesce(sum(commits), 0) AS commits
          FROM picked) AS all_sessions,
          (SELECT {sums.Columns} FROM {sums.Table} WHERE {Session(query, sums)} IN (SELECT id FROM picked) {CallsOf(query)}) AS all_calls
        """, Read, Values(query))!;

    /// <summary>What was spent in a half-open span: along the index of times alone, whatever the size of the ledger.</summary>
    public Spending Spent(DateTimeOffset from, DateTimeOffset until) => database.First("""
        SELECT coalesce(sum(cost_e10), 0), count(*) - count(cost_e10) FROM ai_usage WHERE timestamp >= $1 AND timestamp < $2
        """, row => new Spending(Money.FromUnits(row.GetInt64(0)), row.GetInt64(1)), Timestamp.Text(from), Timestamp.Text(until))!;

    /// <summary>What a conversation cost: along its index, whatever the size of the ledger.</summary>
    public ConversationSpending? Conversation(string id) => database.First("""
        SELECT coalesce(sums.cost, 0), sums.unpriced, session_id, agent_name
        FROM (SELECT sum(cost_e10) AS cost, count(*) - count(cost_e10) AS unpriced, max(id) AS last FROM ai_usage WHERE conversation_id = $1) AS sums
          JOIN ai_usage ON id = sums.last
        """, row => new ConversationSpending(new Spending(Money.FromUnits(row.GetInt64(0)), row.GetInt64(1)), row.GetInt64(2), row.Text(3)), id);

    /// <summary>The folders of projects, git roots too, whose last name is that, or that have exactly that path.</summary>
    public List<string> Projects(string name) =>
    [
        .. database.Stream("""
            SELECT DISTINCT path FROM (SELECT working_directory AS path FROM sessions UNION SELECT git_root FROM sessions)
            WHERE path = $1 OR substr(path, -length($1) - 1) = '/' || $1
            """, row => row.GetString(0), name),
    ];

    public IEnumerable<UsageStatistic> By(UsageGrouping grouping, UsageQuery query) => grouping switch
    {
        UsageGrouping.Day or UsageGrouping.Week or UsageGrouping.Month or UsageGrouping.Hour => ByPeriod(new Calendar(query.Zone, grouping), query),
        UsageGrouping.Model => ByCall("model", query),
        UsageGrouping.Provider => ByCall("provider", query),
        UsageGrouping.Agent => ByCall("nullif(agent_name, '')", query),
        UsageGrouping.Project => BySession("working_directory", "", "coalesce(sum(files_changed), 0), coalesce(sum(commits), 0)", query),
        UsageGrouping.Session => BySession("sessions.id", "", "coalesce(sum(files_changed), 0), coalesce(sum(commits), 0), name, start_time", query, row => Read(row) with
        {
            Key = row.Text(0),
            Name = row.Text(15),
            Start = TimeZoneInfo.ConvertTime(Timestamp.Parse(row.GetString(16)), query.Zone),
        }),
        UsageGrouping.File => BySession("rtrim(working_directory, '/') || '/' || file_path",
            // The original's watcher has a row for each event of a file.
            "JOIN (SELECT DISTINCT session_id, file_path FROM file_changes) USING (session_id)", "NULL, NULL", query),
        _ => throw new ArgumentOutOfRangeException(nameof(grouping), grouping, null),
    };

    public IEnumerable<string> RecentNames(string column) => database.Stream($"""
        SELECT {column} FROM (SELECT id, {column} FROM ai_usage ORDER BY id DESC LIMIT 10000)
        WHERE {column} <> '' GROUP BY {column} ORDER BY max(id) DESC
        """, row => row.GetString(0));

    public IEnumerable<string> RecentProjects() => database.Stream("""
        SELECT working_directory FROM (SELECT id, start_time, working_directory FROM sessions ORDER BY start_time DESC, id DESC LIMIT 1000)
        GROUP BY working_directory ORDER BY max(start_time) DESC, max(id) DESC
        """, row => row.GetString(0));

    public IEnumerable<string> Agents(long sessionId) => database.Stream("""
        SELECT agent_name FROM ai_usage WHERE session_id = $1 AND agent_name <> '' GROUP BY agent_name ORDER BY min(timestamp), min(id)
        """, row => row.GetString(0), sessionId);

    public ModelCost? TopModel(long sessionId) => database.First("""
        SELECT model, sum(cost_e10) AS cost, sum(tokens) FROM ai_usage WHERE session_id = $1 GROUP BY model HAVING cost > 0 ORDER BY cost DESC LIMIT 1
        """, row => new ModelCost(row.GetString(0), Money.FromUnits(row.GetInt64(1)), row.GetInt64(2)), sessionId);

    private IEnumerable<UsageStatistic> ByPeriod(Calendar calendar, UsageQuery query)
    {
        var sums = SumsFor(query, calendar);
        return Grouped(sums, PeriodOf(calendar, sums), "key", row => Read(row) with
        {
            Key = calendar.KeyOf(row.GetInt64(0)),
            Start = calendar.StartOf(row.GetInt64(0)),
        }, query);
    }

    public IEnumerable<ModelUsage> Models(UsageQuery query) =>
        Grouped(SumsFor(query), "model", "cost DESC, key, provider", row => new ModelUsage(Read(row)) { Key = row.Text(0), Provider = row.GetString(15) }, query, "provider", "provider, key");

    public IEnumerable<DailyUsage> Daily(UsageGrouping? series, UsageQuery query)
    {
        var calendar = new Calendar(query.Zone, UsageGrouping.Day);
        var sums = SumsFor(query, calendar);
        var (key, join) = series switch
        {
            null => ("NULL", ""),
            UsageGrouping.Model => ("model", ""),
            UsageGrouping.Provider => ("provider", ""),
            UsageGrouping.Agent => ("nullif(agent_name, '')", ""),
            UsageGrouping.Project => ("working_directory", "JOIN (SELECT id AS session_id, working_directory FROM sessions) USING (session_id)"),
            _ => throw new ArgumentOutOfRangeException(nameof(series), series, null),
        };
        return Grouped(sums, key, "day, cost DESC, key", row => new DailyUsage(Read(row))
        {
            Key = row.Text(0),
            Day = DateOnly.FromDateTime(new DateTime(row.GetInt64(15))),
            Start = calendar.StartOf(row.GetInt64(15)),
        }, query, $"{PeriodOf(calendar, sums)} AS day", "day, key", join);
    }

    /// <summary>Those hours of the week that have calls, by their numbers from Monday's first on.</summary>
    public Dictionary<long, HourOfWeek> HoursOfWeek(UsageQuery query)
    {
        var calendar = new Calendar(query.Zone, UsageGrouping.Hour);
        var sums = SumsFor(query, calendar);
        var hour = FunctionOf(sums, "hour", calendar, calendar.HourOfWeekOf);
        return Grouped(sums, hour, "key", row => (Hour: row.GetInt64(0), Sums: Read(row)), query)
            .ToDictionary(cell => cell.Hour, cell => HourOfWeek.Of(cell.Hour, cell.Sums));
    }

    /// <summary>Along an index of what has no price, whatever the size of the ledger.</summary>
    public IEnumerable<UnpricedModel> UnpricedModels() => database.Stream("""
        SELECT provider, model, sum(unpriced) AS calls FROM usage_slots WHERE unpriced > 0 GROUP BY provider, model ORDER BY calls DESC, provider, model
        """, row => new UnpricedModel(row.GetString(0), row.GetString(1), row.GetInt64(2)));

    /// <summary>What the calls of a half-open span come to: these alone are looked at.</summary>
    public Pace Pace(DateTimeOffset from, DateTimeOffset until) => database.First("""
        SELECT coalesce(sum(cost_e10), 0), coalesce(sum(tokens), 0), count(*), count(*) - count(cost_e10) FROM ai_usage WHERE timestamp >= $1 AND timestamp < $2
        """, row => new Pace
    {
        Past = until - from,
        Cost = Money.FromUnits(row.GetInt64(0)),
        Tokens = row.GetInt64(1),
        Calls = row.GetInt64(2),
        UnpricedCalls = row.GetInt64(3),
    }, Timestamp.Text(from), Timestamp.Text(until))!;

    public DateTimeOffset? FirstCall() => TimesSort(new UsageQuery())
        ? database.Scalar<string>("SELECT min(timestamp) FROM ai_usage") is { } first ? Timestamp.Parse(first) : null
        : new DateTimeOffset(database.Scalar<long>($"SELECT min({Moment("timestamp")}) FROM ai_usage"), TimeSpan.Zero);

    // First where the windows begin, along the index of times, then the sums of each: no list of calls is ever made.
    public IEnumerable<UsageBlock> ByBlock(UsageQuery query)
    {
        var blocks = Blocks.Of(Openings(query with { After = null }));
        var function = $"block{blocksMade++}";
        database.Define(function, text => blocks.StartOf(Timestamp.Parse(text)));
        var calendar = new Calendar(query.Zone, UsageGrouping.Hour);
        return Grouped(CallSums.OfCalls, $"{function}(timestamp)", "key", row => Block(row, calendar), query, "min(timestamp), max(timestamp)");
    }

    // The calls that may open a window, in their order: by leaps from the end of one to the next, or else all of them.
    private IEnumerable<DateTimeOffset> Openings(UsageQuery query)
    {
        var calls = $"SELECT timestamp FROM ai_usage WHERE {Conditions(query, "timestamp", "+session_id")} {CallsOf(query)}";
        if (query is not { SessionIds: null, Project: null } || !TimesSort(query))
        {
            return database.Stream($"{calls} ORDER BY timestamp", row => Timestamp.Parse(row.GetString(0)), Values(query));
        }
        return Leaps();

        IEnumerable<DateTimeOffset> Leaps()
        {
            var last = "";
            while (database.Scalar<string>($"{calls} AND timestamp > $10 ORDER BY timestamp LIMIT 1", [.. Values(query), last]) is { } next)
            {
                var time = Timestamp.Parse(next);
                yield return time;
                var end = Timestamp.Text(Blocks.EndOf(time));
                last = string.CompareOrdinal(end, next) > 0 ? end : next;
            }
        }
    }

    private static UsageBlock Block(SqliteDataReader row, Calendar calendar)
    {
        var start = new DateTimeOffset(row.GetInt64(0), TimeSpan.Zero);
        var (sums, zone) = (Read(row), calendar.Zone);
        return new UsageBlock
        {
            Key = TimeZoneInfo.ConvertTime(start, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            Start = TimeZoneInfo.ConvertTime(start, zone),
            End = TimeZoneInfo.ConvertTime(start + UsageBlock.Length, zone),
            FirstCall = TimeZoneInfo.ConvertTime(Timestamp.Parse(row.GetString(15)), zone),
            LastCall = TimeZoneInfo.ConvertTime(Timestamp.Parse(row.GetString(16)), zone),
            Sessions = sums.Sessions,
            Calls = sums.Calls,
            UnpricedCalls = sums.UnpricedCalls,
            InputTokens = sums.InputTokens,
            CacheWriteTokens = sums.CacheWriteTokens,
            CacheReadTokens = sums.CacheReadTokens,
            OutputTokens = sums.OutputTokens,
            ReasoningTokens = sums.ReasoningTokens,
            Tokens = sums.Tokens,
            Cost = sums.Cost,
        };
    }

    private IEnumerable<UsageStatistic> ByCall(string key, UsageQuery query) =>
        Grouped(SumsFor(query), key, "cost DESC, key", row => Read(row) with { Key = row.Text(0) }, query);

    private IEnumerable<T> Grouped<T>(
        CallSums sums, string key, string order, Func<SqliteDataReader, T> map, UsageQuery query, string more = "NULL, NULL", string group = "key", string join = "") =>
        database.Stream($"""
            SELECT {key} AS key, count(DISTINCT session_id), {sums.Columns}, NULL, NULL, NULL, NULL, {more}
            FROM {sums.Table} {join} WHERE {Conditions(query, sums.Time, Session(query, sums))} {CallsOf(query)} GROUP BY {group} ORDER BY {order}
            """, map, Values(query));

    // The calls of a session are summed first: it may be in many groups, and its duration counts once in each. (In the order of the
    // file, that is what the plus is for: an index of sessions would lead to and fro through all of it.)
    private IEnumerable<UsageStatistic> BySession(
        string key, string join, string work, UsageQuery query, Func<SqliteDataReader, UsageStatistic>? map = null)
    {
        var calls = SumsFor(query);
        return database.Stream($"""
            WITH sums AS (
              SELECT session_id, {calls.Columns} FROM {calls.Table}
              WHERE {Conditions(query, calls.Time, Session(query, calls))} {CallsOf(query)} GROUP BY +session_id)
            SELECT {key} AS key, count(*), sum(sums.calls), sum(unpriced), sum(input), sum(cache_write), sum(cache_read), sum(output), sum(reasoning),
              sum(tokens), sum(cost) AS cost, coalesce(sum(duration), 0), count(duration), {work}
            FROM sums JOIN sessions ON sessions.id = session_id {join} GROUP BY key ORDER BY cost DESC, key
            """, map ?? (row => Read(row) with { Key = row.Text(0) }), Values(query));
    }

    // Slots tell every sum that no moment within one divides.
    private CallSums SumsFor(UsageQuery query, Calendar? calendar = null)
    {
        if (FromCallsAlone || query.AgentName is "")
        {
            return CallSums.OfCalls;
        }
        var isTimeless = calendar is null && query is { After: null, Before: null };
        return isTimeless || (IsWhole(query.After) && IsWhole(query.Before) && AllTimesAreKnown() && calendar?.HasWholeSlots(End("min", query.After), End("max", query.Before)) != false)
            ? CallSums.OfSlots
            : CallSums.OfCalls;

        static bool IsWhole(DateTimeOffset? bound) => bound is not { } time || Slot.BeginningAt(time) is not null;

        bool AllTimesAreKnown() => database.Scalar<long>("SELECT EXISTS (SELECT 1 FROM usage_slots WHERE slot < 0)") == 0;

        // The later of the first slots, the earlier of the last ones.
        long End(string end, DateTimeOffset? bound) => database.Scalar<long>(
            $"SELECT coalesce({(end == "min" ? "max" : "min")}($1, slot), slot, 0) FROM (SELECT {end}(slot) AS slot FROM usage_slots)", bound is { } time ? Slot.BeginningAt(time) : null);
    }

    // Slots are in the order of time: an index of sessions would lead to and fro through all of them, but for a few that are named.
    private static string Session(UsageQuery query, CallSums sums) => sums == CallSums.OfSlots && query.SessionIds is null ? "+session_id" : "session_id";

    // Only those that are asked for, so that a few sessions, or the calls of a few days, are found by the index.
    private string Conditions(UsageQuery query, string time, string session) => string.Concat("true",
        query.After is null ? "" : time == "slot" ? " AND slot >= $8" : $" AND {Moment(time)} >= $1",
        query.Before is null ? "" : time == "slot" ? " AND slot < $9" : $" AND {Moment(time)} < $2",
        time == "timestamp" ? Span(query) : "",
        query.SessionIds is null ? "" : $" AND {session} IN (SELECT value FROM json_each($3))",
        query.Project is null ? "" : $" AND {session} IN (SELECT id FROM sessions WHERE working_directory = $5 OR git_root = $5)");

    // What the index of times can serve: the bounds as text, a day wider, for whatever offset a foreign hand has written, its clock
    // is less than a day away.
    private string Span(UsageQuery query) => query is { After: null, Before: null } || !TimesSort(query) ? "" : string.Concat(
        query.After is null ? "" : " AND timestamp >= $6",
        query.Before is null ? "" : " AND timestamp < $7");

    // Our times, and the original's, sort as text. In other forms ("11/20/2026", "2026/11/20", no time at all) they may lie anywhere:
    // a few looks into the index tell whether there are such.
    private bool TimesSort(UsageQuery query)
    {
        var year = Shifted(query.Before ?? DateTimeOffset.UnixEpoch, 1).UtcDateTime.Year;
        return database.Scalar<long>("""
            SELECT EXISTS (SELECT 1 FROM ai_usage WHERE timestamp < '1970') OR EXISTS (SELECT 1 FROM ai_usage WHERE timestamp >= '21')
              OR EXISTS (SELECT 1 FROM ai_usage WHERE timestamp >= '2' AND timestamp < '200')
              OR EXISTS (SELECT 1 FROM ai_usage WHERE timestamp >= $1 AND timestamp < $2)
            """, string.Create(CultureInfo.InvariantCulture, $"{year:0000}-13"), string.Create(CultureInfo.InvariantCulture, $"{year + 1:0000}")) == 0;
    }

    // A session has no agent, its calls have.
    private static string CallsOf(UsageQuery query) => query.AgentName is null ? "" : "AND agent_name = $4";

    private static string Summed(UsageQuery query) => query.AgentName is null ? "all_sessions" : "all_calls";

    private static object?[] Values(UsageQuery query) =>
    [
        query.After?.UtcTicks,
        query.Before?.UtcTicks,
        query.SessionIds is { } ids ? IdList.Of(ids) : null,
        query.AgentName,
        query.Project,
        query.After is { } after ? Timestamp.Text(Shifted(after, -1)) : null,
        query.Before is { } before ? Timestamp.Text(Shifted(before, 1)) : null,
        query.After is { } first ? Slot.BeginningAt(first) : null,
        query.Before is { } end ? Slot.BeginningAt(end) : null,
    ];

    private static DateTimeOffset Shifted(DateTimeOffset time, int days) =>
        new(Math.Clamp(time.UtcTicks + days * TimeSpan.TicksPerDay, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);

    private string Moment(string column)
    {
        if (!knowsMoments)
        {
            database.Define("moment", text => Timestamp.Parse(text).UtcTicks);
            knowsMoments = true;
        }
        return $"moment({column})";
    }

    private string PeriodOf(Calendar calendar, CallSums sums) => FunctionOf(sums, "period", calendar, calendar.PeriodOf);

    private string FunctionOf(CallSums sums, string name, Calendar calendar, Func<DateTimeOffset, long> function)
    {
        if (!functions.TryGetValue((sums, name, calendar), out var known))
        {
            known = $"{name}{functions.Count}";
            if (sums == CallSums.OfSlots)
            {
                // They come in their order, many in a row with the same number.
                var (last, value) = (long.MinValue, 0L);
                database.Define(known, slot => slot == last ? value : value = function(Slot.StartOf(last = slot)));
            }
            else
            {
                database.Define(known, (string text) => function(Timestamp.Parse(text)));
            }
            functions.Add((sums, name, calendar), known);
        }
        return $"{known}({sums.Time})";
    }

    private static UsageStatistic Read(SqliteDataReader row) => new()
    {
        Sessions = row.GetInt64(1),
        Calls = row.GetInt64(2),
        UnpricedCalls = row.GetInt64(3),
        InputTokens = row.GetInt64(4),
        CacheWriteTokens = row.GetInt64(5),
        CacheReadTokens = row.GetInt64(6),
        OutputTokens = row.GetInt64(7),
        ReasoningTokens = row.GetInt64(8),
        Tokens = row.GetInt64(9),
        Cost = Money.FromUnits(row.GetInt64(10)),
        Duration = row.Number(11) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        AverageDuration = row.Number(12) is { } timed ? Average(row.GetInt64(11), timed) : null,
        FilesChanged = row.Number(13),
        Commits = row.Number(14),
    };

    private static TimeSpan Average(long seconds, long timed) => TimeSpan.FromSeconds(Math.Round(seconds / Math.Max(1.0, timed)));
}
