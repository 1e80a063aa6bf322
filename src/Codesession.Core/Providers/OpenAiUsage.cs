using System.Text.Json;

namespace Codesession.Providers;

/// <summary>
/// The <c>usage</c> object of OpenAI's APIs and of those made after them. (openai/openai-node 7.5.0: CompletionUsage in
/// src/resources/completions.ts, ResponseUsage in src/resources/responses/responses.ts, CreateEmbeddingResponse.Usage in
/// src/resources/embeddings.ts; groq/groq-typescript 1.4.0 and mistralai/client-ts 2.6.1: the same names.)
/// </summary>
internal static class OpenAiUsage
{
    /// <summary>Chat Completions, the older Completions, and Embeddings; null: nothing that can be booked.</summary>
    public static ObservedUsage? OfCompletion(JsonElement usage)
    {
        var figures = new UsageFigures(usage);
        var tokens = Tokens(
            // Some embedding APIs tell the total alone.
            figures.Count("prompt_tokens") ?? (figures.Count("completion_tokens") is null ? figures.Count("total_tokens") : null),
            figures.Count("completion_tokens"),
            figures.Count("total_tokens"),
            // DeepSeek has a name of its own for what its cache served, Moonshot a place of its own.
            figures.Count("prompt_tokens_details", "cached_tokens") ?? figures.Count("prompt_cache_hit_tokens") ?? figures.Count("cached_tokens"),
            figures.Count("prompt_tokens_details", "cache_write_tokens"),
            figures.Count("completion_tokens_details", "reasoning_tokens"));
        // OpenRouter states its own price in usage.cost; the price table's is taken, as for everybody.
        return figures.MakeSense ? new ObservedUsage { Tokens = tokens }.IfAny : null;
    }

    /// <summary>Responses; null: nothing that can be booked.</summary>
    public static ObservedUsage? OfResponse(JsonElement usage)
    {
        var figures = new UsageFigures(usage);
        var tokens = Tokens(
            figures.Count("input_tokens"),
            figures.Count("output_tokens"),
            figures.Count("total_tokens"),
            figures.Count("input_tokens_details", "cached_tokens"),
            figures.Count("input_tokens_details", "cache_write_tokens"),
            figures.Count("output_tokens_details", "reasoning_tokens"));
        return figures.MakeSense ? new ObservedUsage { Tokens = tokens }.IfAny : null;
    }

    /// <summary>
    /// Prompt and completion hold their details. Not so everywhere: what the total has beyond both tells it. Details
    /// that exceed what should hold them are cut, for the wholes are what is billed.
    /// </summary>
    private static TokenCounts Tokens(long? promptTold, long? completionTold, long? total, long? cachedTold, long? writtenTold, long? reasoningTold)
    {
        var (prompt, completion) = (promptTold ?? 0, completionTold ?? 0);
        var (cached, written, reasoning) = (cachedTold ?? 0, writtenTold ?? 0, reasoningTold ?? 0);
        var beyond = Math.Max(0, (total ?? 0) - prompt - completion);
        if (beyond > 0 && beyond == cached + written && beyond != reasoning)
        {
            // A gateway to Anthropic that leaves the caches out of the prompt.
            prompt += beyond;
        }
        else if (beyond > 0 && (beyond == reasoning || reasoningTold is null))
        {
            // xAI counts reasoning beside the completion (docs.x.ai, consumption and rate limits; vercel/ai pull request 12425),
            // gateways to Gemini leave its thoughts out of it and tell them in the total alone (mozilla-ai/any-llm issue 1290).
            (completion, reasoning) = (completion + beyond, beyond);
        }
        else if (total is null && reasoning > completion)
        {
            completion += reasoning;
        }
        cached = Math.Min(cached, prompt);
        written = Math.Min(written, prompt - cached);
        return new TokenCounts
        {
            Input = prompt - cached - written,
            CacheRead = cached,
            CacheWrite = written,
            Output = completion,
            Reasoning = Math.Min(reasoning, completion),
        };
    }
}
