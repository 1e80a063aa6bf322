using System.Text.Json;

namespace Codesession.Providers;

/// <summary>
/// Gemini's <c>usageMetadata</c>. (googleapis/js-genai 2.18.0, src/types.ts: GenerateContentResponseUsageMetadata, UsageMetadata,
/// TrafficType, ServiceTier.)
/// </summary>
internal static class GeminiUsage
{
    /// <summary>What it tells; null: nothing that can be booked.</summary>
    public static ObservedUsage? Of(JsonElement usage)
    {
        var figures = new UsageFigures(usage);
        var prompt = figures.Count("promptTokenCount") ?? 0;
        var toolResults = figures.Count("toolUsePromptTokenCount") ?? 0;
        var thoughts = figures.Count("thoughtsTokenCount") ?? 0;
        // A part of the prompt: more than the prompt it cannot be.
        var cached = Math.Min(figures.Count("cachedContentTokenCount") ?? 0, prompt);
        var output = (figures.Count("candidatesTokenCount") ?? 0) + thoughts;
        if (!figures.MakeSense) return null;
        return new ObservedUsage
        {
            Tokens = new TokenCounts { Input = prompt - cached + toolResults, CacheRead = cached, Output = output, Reasoning = thoughts },
            ServiceTier = ServiceTier(figures.Text("serviceTier"), figures.Text("trafficType")),
        }.IfAny;
    }

    // The Gemini API tells the tier, Vertex AI the kind of traffic. Provisioned throughput is paid by the hour, so it keeps
    // its name, which has no price.
    private static string? ServiceTier(string? tier, string? traffic) => (tier?.ToLowerInvariant(), traffic) switch
    {
        ("unspecified", _) => null,
        ({ } told, _) => told,
        (_, "ON_DEMAND_PRIORITY") => "priority",
        (_, "ON_DEMAND_FLEX") => "flex",
        (_, null or "TRAFFIC_TYPE_UNSPECIFIED" or "ON_DEMAND") => null,
        (_, { } other) => other.ToLowerInvariant(),
    };
}
