using Codesession.Pricing;
using Microsoft.Data.Sqlite;

namespace Codesession.Storage;

/// <summary>A recorded call with what only the rule of equal calls needs.</summary>
internal sealed record UsageRow(AiUsage Usage, string? ConversationId, string? EventId, string? AlsoSeen)
{
    public bool WasAlsoSeenBy(UsageSource source) => AlsoSeen is not null && AlsoSeen.Split(',').Contains(source.Name());
}

/// <summary>What a recorded call is known by.</summary>
internal readonly record struct UsageIdentity(
    long Id, string? ResponseId, string? RequestId, string? ConversationId, string? EventId, UsageSource Source, long? PromptTokens, long? CompletionTokens);

/// <summary>A recorded call with what its price depends on.</summary>
/// <param name="Id">The record.</param>
/// <param name="CostUnits">What it cost so far, as <see cref="Money"/> keeps it; null: no price was known.</param>
/// <param name="Source">Where that is from.</param>
/// <param name="ToPrice">All that the price depends on.</param>
/// <param name="IsWhole">Whether that could be read.</param>
internal sealed record PricedCall(long Id, long? CostUnits, PriceSource? Source, CallToPrice ToPrice, bool IsWhole);

/// <summary>The SQL of calls. Totals of sessions move by the triggers of <see cref="Migration1"/>.</summary>
internal sealed class UsageStore(Database database)
{
    private const string Columns = """
        id, session_id, provider, model, tokens, prompt_tokens, completion_tokens, cache_read_tokens, cache_write_tokens,
        cache_write_1h_tokens, reasoning_tokens, cost_e10, price_source, agent_name, timestamp, source, response_id, request_id,
        conversation_id, event_id, also_seen, partial
        """;

    /// <summary>The columns of a row, in the order of its values; the original's cost follows from <c>cost_e10</c>.</summary>
    public static (string Name, ColumnKind Kind)[] InsertColumns { get; } =
    [
        ("session_id", ColumnKind.Any), ("provider", ColumnKind.Shared), ("model", ColumnKind.Shared), ("tokens", ColumnKind.Any),
        ("prompt_tokens", ColumnKind.Any), ("completion_tokens", ColumnKind.Any), ("cache_read_tokens", ColumnKind.ZeroUnlessTold),
        ("cache_write_tokens", ColumnKind.ZeroUnlessTold), ("cache_write_1h_tokens", ColumnKind.ZeroUnlessTold),
        ("reasoning_tokens", ColumnKind.ZeroUnlessTold), ("cost_e10", ColumnKind.Any), ("price_source", ColumnKind.Shared),
        ("agent_name", ColumnKind.Shared), ("timestamp", ColumnKind.Any), ("source", ColumnKind.Shared), ("response_id", ColumnKind.Any),
        ("request_id", ColumnKind.Any), ("conversation_id", ColumnKind.Any), ("event_id", ColumnKind.Any), ("service_tier", ColumnKind.Shared),
        ("speed", ColumnKind.Any), ("geography", ColumnKind.Any), ("web_searches", ColumnKind.ZeroUnlessTold), ("passes", ColumnKind.Any),
        ("partial", ColumnKind.ZeroUnlessTold), ("id", ColumnKind.Any),
    ];

    /// <summary>Where in a row what a total depends on is, and its id.</summary>
    public const int SessionColumn = 0, ProviderColumn = 1, ModelColumn = 2, TokensColumn = 3, PromptColumn = 4, CompletionColumn = 5, CacheReadColumn = 6,
        CacheWriteColumn = 7, CacheWrite1hColumn = 8, ReasoningColumn = 9, CostColumn = 10, AgentColumn = 12, TimeColumn = 13, IdColumn = 25;

    private static readonly string Insert = $"""
        INSERT INTO ai_usage ({string.Join(", ", InsertColumns.Select(column => column.Name))}, cost)
        VALUES ({string.Join(", ", InsertColumns.Select((_, i) => $"${i + 1}"))}, coalesce($11, 0) / 1e10)
        """;

    public UsageRow? Find(long id) => database.First($"SELECT {Columns} FROM ai_usage WHERE id = $1", Read, id);

    public IEnumerable<AiUsage> List(RecordQuery query)
    {
        var filter = Filter.Of(query);
        return database.Stream($"SELECT {Columns} FROM ai_usage {filter.Sql(query)}", row => Read(row).Usage, filter.Values);
    }

    /// <summary>The newest calls of a session, oldest first.</summary>
    public List<AiUsage> Newest(long sessionId, int most) =>
    [
        .. database.Stream($"SELECT {Columns} FROM ai_usage WHERE session_id = $1 ORDER BY timestamp DESC, id DESC LIMIT $2", row => Read(row).Usage, sessionId, (long)most).Reverse(),
    ];

    /// <summary>The calls with these ids.</summary>
    public IEnumerable<AiUsage> WithIds(IEnumerable<long> ids) => database.Stream(
        $"SELECT {Columns} FROM ai_usage WHERE id IN (SELECT value FROM json_each($1))", row => Read(row).Usage, IdList.Of(ids));

    /// <summary>The sums of a session's calls in a half-open span of time, along their index; null: no bound.</summary>
    public CallTotals Sum(long sessionId, DateTimeOffset? from, DateTimeOffset? until)
    {
        var filter = new Filter().If(sessionId, "session_id = {0}").Between("timestamp", from, until);
        return database.First($"""
            SELECT count(*), count(*) - count(cost_e10), coalesce(sum(tokens), 0), coalesce(sum(cost_e10), 0) FROM ai_usage {filter.Where}
            """, row => new CallTotals(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), Money.FromUnits(row.GetInt64(3))), filter.Values)!;
    }

    /// <summary>Adds a call.</summary>
    /// <returns>The record as the ledger keeps it.</returns>
    public AiUsage Add(NewUsage usage, DateTimeOffset made, CallPrice price) =>
        database.First($"{Insert} RETURNING {Columns}", Read, Values(null, usage, made, price))!.Usage;

    /// <summary>The values of a row, one for each of <see cref="InsertColumns"/>.</summary>
    public static object?[] Values(long? id, NewUsage usage, DateTimeOffset made, CallPrice price)
    {
        var classes = usage.Classes;
        long? cost = price.Cost is { } dollars ? Money.ToUnits(dollars) : null;
        return
        [
            usage.SessionId, usage.Provider, usage.Model, usage.Total, classes?.Prompt, classes?.Output, classes?.CacheRead ?? 0,
            classes?.CacheWrite ?? 0, classes?.CacheWrite1h ?? 0, classes?.Reasoning ?? 0, cost, cost is null ? null : price.Source.Name(),
            usage.AgentName, Timestamp.Text(made), usage.Source.Name(), usage.ResponseId, usage.RequestId, usage.ConversationId, usage.EventId,
            usage.ServiceTier, usage.Speed, usage.Geography, usage.WebSearches, PassesText.Write(usage.Passes), usage.Partial, id,
        ];
    }

    /// <summary>Puts other figures into a record; a cost that somebody stated stays.</summary>
    public void Replace(long id, NewUsage usage, DateTimeOffset made, CallPrice price)
    {
        var classes = usage.Classes.GetValueOrDefault();
        long? cost = price.Cost is { } dollars ? Money.ToUnits(dollars) : null;
        database.Execute("""
            UPDATE ai_usage SET tokens = $2, prompt_tokens = $3, completion_tokens = $4, cache_read_tokens = $5, cache_write_tokens = $6,
              cache_write_1h_tokens = $7, reasoning_tokens = $8, cost = coalesce($9, 0) / 1e10, cost_e10 = $9, price_source = $10, provider = $18, model = $19,
              service_tier = $11, speed = $12, geography = $13, web_searches = $14, passes = $15, partial = $16, timestamp = $17
            WHERE id = $1 AND price_source IS NOT 'manual'
            """,
            id, usage.Total, classes.Prompt, classes.Output, classes.CacheRead, classes.CacheWrite, classes.CacheWrite1h, classes.Reasoning,
            cost, cost is null ? null : price.Source.Name(), usage.ServiceTier, usage.Speed, usage.Geography, usage.WebSearches,
            PassesText.Write(usage.Passes), usage.Partial, Timestamp.Text(made), usage.Provider, usage.Model);
    }

    /// <summary>Gives a record a cost.</summary>
    public void SetCost(long id, decimal dollars, PriceSource source) => database.Execute(
        "UPDATE ai_usage SET cost = $2 / 1e10, cost_e10 = $2, price_source = $3 WHERE id = $1", id, Money.ToUnits(dollars), source.Name());

    /// <summary>The next calls that may be priced again, by their ids.</summary>
    /// <param name="all">Those too whose cost is from a price table; else only those without a cost.</param>
    /// <param name="after">Only behind this id.</param>
    /// <param name="most">How many at most.</param>
    public List<long> ToPrice(bool all, long after, int most) =>
    [
        .. database.Stream($"SELECT id FROM ai_usage WHERE id > $1 AND {FromTable(all)} ORDER BY id LIMIT $2", row => row.GetInt64(0), after, (long)most),
    ];

    /// <summary>Those of these calls that may still be priced again.</summary>
    public IEnumerable<PricedCall> PricedCalls(IReadOnlyList<long> ids, bool all) => database.Stream($"""
        SELECT id, cost_e10, price_source, provider, model, timestamp, tokens, prompt_tokens, completion_tokens, cache_read_tokens, cache_write_tokens,
          cache_write_1h_tokens, reasoning_tokens, service_tier, speed, geography, web_searches, passes
        FROM ai_usage WHERE id IN (SELECT value FROM json_each($1)) AND {FromTable(all)}
        """, ReadPriced, IdList.Of(ids));

    // What somebody stated, and what the original recorded, is not ours to price.
    private static string FromTable(bool all) =>
        $"(cost_e10 IS NULL{(all ? $" OR price_source IN ('{PriceSource.BuiltIn.Name()}', '{PriceSource.Custom.Name()}')" : "")})";

    private static PricedCall ReadPriced(SqliteDataReader row)
    {
        var (prompt, completion) = (row.Number(7), row.Number(8));
        // Both are 0 where a call of which only the total is known was reported again.
        var tokens = prompt.GetValueOrDefault() + completion.GetValueOrDefault() == 0
            ? null
            : TokenCounts.Of(prompt, completion, row.GetInt64(9), row.GetInt64(10), row.GetInt64(11), row.GetInt64(12));
        var isWhole = PassesText.TryRead(row.Text(17), out var passes);
        return new PricedCall(row.GetInt64(0), row.Number(1), PriceSources.Parse(row.Text(2)), new CallToPrice
        {
            Provider = row.GetString(3),
            Model = row.GetString(4),
            Time = Timestamp.Parse(row.GetString(5)),
            TotalTokens = row.GetInt64(6),
            Tokens = tokens,
            ServiceTier = row.Text(13),
            Speed = row.Text(14),
            Geography = row.Text(15),
            WebSearches = row.GetInt64(16),
            Passes = passes,
        }, isWhole);
    }

    /// <summary>Keeps the ids by which another source knows a record, and that it has reported it.</summary>
    public void MarkSeen(UsageRow row, NewUsage usage)
    {
        var again = usage.Source == row.Usage.Source || row.WasAlsoSeenBy(usage.Source);
        var seen = again ? row.AlsoSeen : row.AlsoSeen is null ? usage.Source.Name() : $"{row.AlsoSeen},{usage.Source.Name()}";
        database.Execute("""
            UPDATE ai_usage SET also_seen = $2, response_id = coalesce(response_id, $3), request_id = coalesce(request_id, $4),
              conversation_id = coalesce(conversation_id, $5), event_id = coalesce(event_id, $6)
            WHERE id = $1
            """, row.Usage.Id, seen, usage.ResponseId, usage.RequestId, usage.ConversationId, usage.EventId);
    }

    public AiUsage? Remove(long id)
    {
        var usage = Find(id)?.Usage;
        if (usage is not null)
        {
            database.Execute("DELETE FROM ai_usage WHERE id = $1", id);
        }
        return usage;
    }

    public List<UsageRow> WithAnyId(string? responseId, string? requestId) =>
    [
        .. database.Stream($"""
            SELECT {Columns} FROM ai_usage WHERE response_id IN ($1, $2)
            UNION SELECT {Columns} FROM ai_usage WHERE request_id IN ($1, $2)
            ORDER BY 1
            """, Read, responseId, requestId),
    ];

    public UsageRow? WithEvent(string conversationId, string eventId) =>
        database.First($"SELECT {Columns} FROM ai_usage WHERE conversation_id = $1 AND event_id = $2", Read, conversationId, eventId);

    public List<UsageRow> WithFigures(TokenCounts tokens, string model, IEnumerable<UsageSource> sources, DateTimeOffset from, DateTimeOffset to)
    {
        // For each source a short walk along the index, however many equal calls another source has.
        var among = string.Join(", ", sources.Select(source => $"'{source.Name()}'"));
        return
        [
            .. database.Stream($"""
                SELECT {Columns} FROM ai_usage
                WHERE prompt_tokens = $1 AND completion_tokens = $2 AND source IN ({among}) AND timestamp BETWEEN $3 AND $4
                  AND cache_read_tokens = $5 AND cache_write_tokens = $6 AND cache_write_1h_tokens = $7
                """, Read, tokens.Prompt, tokens.Output, Timestamp.Text(from), Timestamp.Text(to),
                tokens.CacheRead, tokens.CacheWrite, tokens.CacheWrite1h).Where(row => ModelName.AreSame(row.Usage.Model, model)),
        ];
    }

    /// <summary>How many calls there are, at most.</summary>
    public long Count() => database.Scalar<long>("SELECT coalesce(max(id), 0) FROM ai_usage");

    /// <summary>What calls are known by, of those that were recorded after another one, oldest first.</summary>
    public IEnumerable<UsageIdentity> IdentitiesAfter(long id) => database.Stream("""
        SELECT id, response_id, request_id, conversation_id, event_id, source, prompt_tokens, completion_tokens FROM ai_usage WHERE id > $1 ORDER BY id
        """, row => new UsageIdentity(row.GetInt64(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), UsageSources.Parse(row.Text(5)),
            row.Number(6), row.Number(7)), id);

    private static UsageRow Read(SqliteDataReader row) => new(
        new AiUsage
        {
            Id = row.GetInt64(0),
            SessionId = row.GetInt64(1),
            Provider = row.GetString(2),
            Model = row.GetString(3),
            Tokens = row.GetInt64(4),
            PromptTokens = row.Number(5),
            CompletionTokens = row.Number(6),
            CacheReadTokens = row.GetInt64(7),
            CacheWriteTokens = row.GetInt64(8),
            CacheWrite1hTokens = row.GetInt64(9),
            ReasoningTokens = row.GetInt64(10),
            Cost = row.Number(11) is { } cost ? Money.FromUnits(cost) : null,
            PriceSource = PriceSources.Parse(row.Text(12)),
            AgentName = row.Text(13),
            Timestamp = Timestamp.Parse(row.GetString(14)),
            Source = UsageSources.Parse(row.Text(15)),
            ResponseId = row.Text(16),
            RequestId = row.Text(17),
            Partial = row.GetBoolean(21),
        },
        row.Text(18), row.Text(19), row.Text(20));
}
