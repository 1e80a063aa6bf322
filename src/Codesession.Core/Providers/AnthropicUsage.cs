using System.Runtime.InteropServices;
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
    private List<(string? Model, Counts Counts)>? iterations;
    private bool makesSense = true;

    /// <summary>Whether it tells, in figures that make sense, of no tokens at all.</summary>
    public bool IsEmpty => makesSense && iterations is null && counts.Tokens.Total == 0;

    /// <summary>Forgets all.</summary>
    public void Clear() => (counts, webSearches, serviceTier, speed, geography, iterations, makesSense) = (default, 0, null, null, null, null, true);

    /// <summary>Takes another usage object; what it leaves out stays as it was.</summary>
    public void Take(JsonElement usage)
    {
        try
        {
            var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(usage), new JsonReaderOptions { MaxDepth = 256 });
            reader.Read();
            Take(ref reader);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or no UTF-8: what else it holds cannot be told either.
            makesSense = false;
        }
    }

    /// <inheritdoc cref="Take(JsonElement)"/>
    /// <param name="reader">Stands on the first token of the value, and afterwards on its last.</param>
    public void Take(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            makesSense = false;
            reader.Skip();
            return;
        }
        var fields = new UsageFields();
        var told = new Counts();
        List<(string? Model, Counts Counts)>? passes = null;
        while (UsageFields.Next(ref reader))
        {
            if (told.Take(ref reader, ref fields)) continue;
            if (UsageFields.Is(ref reader, "server_tool_use"u8)) webSearches = WebSearches(ref reader, ref fields) ?? webSearches;
            else if (UsageFields.Is(ref reader, "service_tier"u8)) serviceTier = UsageFields.Text(ref reader) ?? serviceTier;
            else if (UsageFields.Is(ref reader, "speed"u8)) speed = UsageFields.Text(ref reader) ?? speed;
            else if (UsageFields.Is(ref reader, "inference_geo"u8)) geography = UsageFields.Text(ref reader) ?? geography;
            else if (UsageFields.Is(ref reader, "iterations"u8)) passes = Iterations(ref reader, ref fields);
            else UsageFields.Skip(ref reader);
        }
        counts = counts.After(told);
        makesSense &= fields.MakeSense;
        if (passes is { Count: > 0 }) iterations = passes;
    }

    /// <summary>What was told so far; null: nothing that can be booked.</summary>
    /// <param name="model">The message's model.</param>
    /// <param name="responseId">Its id.</param>
    public ObservedUsage? Observed(string? model, string? responseId = null)
    {
        if (!makesSense) return null;
        var tokens = counts.Tokens;
        // Nearly no message has any.
        IReadOnlyList<UsagePass> passes = iterations is null ? [] :
        [
            .. iterations.Select(pass => new UsagePass(pass.Model, pass.Counts.Tokens)).Where(pass => pass.Tokens.Total > 0),
        ];
        var sum = passes.Aggregate(default(TokenCounts), (sum, pass) => sum + pass.Tokens);
        // The iterations are all that was billed, and the top level some of them. Where it has more, they are older than it.
        if (sum.Total < tokens.Total) passes = [];
        if (passes.Count > 0) tokens = sum with { Reasoning = Math.Min(tokens.Reasoning, sum.Output) };
        if (passes is [var only] && (only.Model is null || only.Model == model)) passes = [];
        return new ObservedUsage
        {
            Model = model,
            ResponseId = responseId,
            Tokens = tokens,
            ServiceTier = serviceTier,
            Speed = speed,
            Geography = geography,
            WebSearches = webSearches,
            Passes = passes,
        }.IfAny;
    }

    private static long? WebSearches(ref Utf8JsonReader reader, ref UsageFields fields)
    {
        long? searches = null;
        if (!UsageFields.Enter(ref reader)) return null;
        while (UsageFields.Next(ref reader))
        {
            if (UsageFields.Is(ref reader, "web_search_requests"u8)) searches = fields.Count(ref reader);
            else UsageFields.Skip(ref reader);
        }
        return searches;
    }

    private static List<(string?, Counts)> Iterations(ref Utf8JsonReader reader, ref UsageFields fields)
    {
        var passes = new List<(string?, Counts)>();
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return passes;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }
            string? model = null;
            var told = new Counts();
            while (UsageFields.Next(ref reader))
            {
                if (told.Take(ref reader, ref fields)) continue;
                if (UsageFields.Is(ref reader, "model"u8)) model = UsageFields.Text(ref reader);
                else UsageFields.Skip(ref reader);
            }
            passes.Add((model, told));
        }
        return passes;
    }

    /// <summary>The counts as Anthropic gives them.</summary>
    private record struct Counts
    {
        private long? input;
        private long? read;
        private long? written;
        private long? for5m;
        private long? for1h;
        private long? output;
        private long? thinking;

        /// <summary>Takes the value of the key on which the reader stands; false: it is none of the counts.</summary>
        public bool Take(ref Utf8JsonReader reader, ref UsageFields fields)
        {
            if (UsageFields.Is(ref reader, "input_tokens"u8)) input = fields.Count(ref reader);
            else if (UsageFields.Is(ref reader, "output_tokens"u8)) output = fields.Count(ref reader);
            else if (UsageFields.Is(ref reader, "cache_read_input_tokens"u8)) read = fields.Count(ref reader);
            else if (UsageFields.Is(ref reader, "cache_creation_input_tokens"u8)) written = fields.Count(ref reader);
            else if (UsageFields.Is(ref reader, "cache_creation"u8)) TakeSplit(ref reader, ref fields);
            else if (UsageFields.Is(ref reader, "output_tokens_details"u8)) TakeThinking(ref reader, ref fields);
            else return false;
            return true;
        }

        private void TakeSplit(ref Utf8JsonReader reader, ref UsageFields fields)
        {
            if (!UsageFields.Enter(ref reader)) return;
            while (UsageFields.Next(ref reader))
            {
                if (UsageFields.Is(ref reader, "ephemeral_5m_input_tokens"u8)) for5m = fields.Count(ref reader);
                else if (UsageFields.Is(ref reader, "ephemeral_1h_input_tokens"u8)) for1h = fields.Count(ref reader);
                else UsageFields.Skip(ref reader);
            }
        }

        private void TakeThinking(ref Utf8JsonReader reader, ref UsageFields fields)
        {
            if (!UsageFields.Enter(ref reader)) return;
            while (UsageFields.Next(ref reader))
            {
                if (UsageFields.Is(ref reader, "thinking_tokens"u8)) thinking = fields.Count(ref reader);
                else UsageFields.Skip(ref reader);
            }
        }

        public readonly TokenCounts Tokens
        {
            get
            {
                var (short5m, long1h) = (for5m ?? 0, for1h ?? 0);
                // What was written beyond the split that was told is of its kind: for five minutes, unless all was for an hour.
                var more = Math.Max(0, (written ?? 0) - short5m - long1h);
                var hourOnly = short5m == 0 && long1h > 0;
                return new TokenCounts
                {
                    Input = input ?? 0,
                    CacheRead = read ?? 0,
                    CacheWrite = short5m + (hourOnly ? 0 : more),
                    CacheWrite1h = long1h + (hourOnly ? more : 0),
                    Output = output ?? 0,
                    Reasoning = Math.Min(thinking ?? 0, output ?? 0),
                };
            }
        }

        public readonly Counts After(Counts later) => new()
        {
            input = Last(input, later.input),
            read = Last(read, later.read),
            written = Last(written, later.written),
            for5m = Last(for5m, later.for5m),
            for1h = Last(for1h, later.for1h),
            output = Last(output, later.output),
            thinking = Last(thinking, later.thinking),
        };

        // A count that grows cannot fall to 0: some gateways write 0 for what they leave out.
        private static long? Last(long? before, long? later) => later is > 0 ? later : before ?? later;
    }
}
