using System.Text.Json;

namespace Codesession.Providers;

/// <summary>
/// The <c>usage</c> objects of one Anthropic message, merged as they come: a stream tells the input at its start and counts
/// that grow later on, of which the last one holds. (anthropics/anthropic-sdk-typescript 0.120.0: Usage and MessageDeltaUsage in
/// src/resources/messages/messages.ts, BetaUsage and BetaIterationsUsage in src/resources/beta/messages/messages.ts; the
/// merging in src/lib/MessageStream.ts.)
/// </summary>
internal sealed class AnthropicUsage
{
    private Counts counts;
    private long webSearches;
    private string? serviceTier;
    private string? speed;
    private string? geography;
    private IReadOnlyList<(string? Model, Counts Counts)> iterations = [];
    private bool makesSense = true;

    /// <summary>Takes another usage object; what it leaves out stays as it was.</summary>
    public void Take(JsonElement usage)
    {
        var figures = new UsageFigures(usage);
        counts = counts.After(Counts.Of(figures));
        webSearches = figures.Count("server_tool_use", "web_search_requests") ?? webSearches;
        serviceTier = figures.Text("service_tier") ?? serviceTier;
        speed = figures.Text("speed") ?? speed;
        geography = figures.Text("inference_geo") ?? geography;
        makesSense &= figures.MakeSense;

        var told = new List<(string?, Counts)>();
        foreach (var iteration in figures.Objects("iterations"))
        {
            var part = new UsageFigures(iteration);
            told.Add((part.Text("model"), Counts.Of(part)));
            makesSense &= part.MakeSense;
        }
        if (told.Count > 0) iterations = told;
    }

    /// <summary>What was told so far; null: nothing that can be booked.</summary>
    /// <param name="model">The message's model.</param>
    public ObservedUsage? Observed(string? model)
    {
        if (!makesSense) return null;
        var tokens = counts.Tokens;
        IReadOnlyList<UsagePass> passes = [.. iterations.Select(pass => new UsagePass(pass.Model, pass.Counts.Tokens)).Where(pass => pass.Tokens.Total > 0)];
        var sum = Sum(passes);
        // The iterations are all that was billed, and the top level some of them. Where it has more, they are older than it.
        if (sum.Total < tokens.Total) passes = [];
        if (passes.Count > 0) tokens = sum with { Reasoning = Math.Min(tokens.Reasoning, sum.Output) };
        if (passes is [var only] && (only.Model is null || only.Model == model)) passes = [];
        return new ObservedUsage
        {
            Model = model,
            Tokens = tokens,
            ServiceTier = serviceTier,
            Speed = speed,
            Geography = geography,
            WebSearches = webSearches,
            Passes = passes,
        }.IfAny;
    }

    private static TokenCounts Sum(IReadOnlyList<UsagePass> passes) => new()
    {
        Input = passes.Sum(pass => pass.Tokens.Input),
        CacheWrite = passes.Sum(pass => pass.Tokens.CacheWrite),
        CacheWrite1h = passes.Sum(pass => pass.Tokens.CacheWrite1h),
        CacheRead = passes.Sum(pass => pass.Tokens.CacheRead),
        Output = passes.Sum(pass => pass.Tokens.Output),
    };

    /// <summary>The counts as Anthropic gives them.</summary>
    private readonly record struct Counts(long? Input, long? Read, long? Written, long? For5m, long? For1h, long? Output, long? Thinking)
    {
        public static Counts Of(UsageFigures figures) => new(
            figures.Count("input_tokens"),
            figures.Count("cache_read_input_tokens"),
            figures.Count("cache_creation_input_tokens"),
            figures.Count("cache_creation", "ephemeral_5m_input_tokens"),
            figures.Count("cache_creation", "ephemeral_1h_input_tokens"),
            figures.Count("output_tokens"),
            figures.Count("output_tokens_details", "thinking_tokens"));

        public TokenCounts Tokens
        {
            get
            {
                var (for5m, for1h) = (For5m ?? 0, For1h ?? 0);
                // What was written beyond the split that was told is of its kind: for five minutes, unless all was for an hour.
                var more = Math.Max(0, (Written ?? 0) - for5m - for1h);
                var hourOnly = for5m == 0 && for1h > 0;
                return new TokenCounts
                {
                    Input = Input ?? 0,
                    CacheRead = Read ?? 0,
                    CacheWrite = for5m + (hourOnly ? 0 : more),
                    CacheWrite1h = for1h + (hourOnly ? more : 0),
                    Output = Output ?? 0,
                    Reasoning = Math.Min(Thinking ?? 0, Output ?? 0),
                };
            }
        }

        public Counts After(Counts later) => new(
            Last(Input, later.Input), Last(Read, later.Read), Last(Written, later.Written), Last(For5m, later.For5m),
            Last(For1h, later.For1h), Last(Output, later.Output), Last(Thinking, later.Thinking));

        // A count that grows cannot fall to 0: some gateways write 0 for what they leave out.
        private static long? Last(long? before, long? later) => later is > 0 ? later : before ?? later;
    }
}
