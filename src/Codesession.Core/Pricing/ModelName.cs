using System.Globalization;

namespace Codesession.Pricing;

/// <summary>
/// The forms under which a model may be listed: the name as reported first, then with what agents, gateways and clouds
/// are known to put around it taken off, one thing at a time. What is not known stays, so that a model never gets the
/// price of another one that is merely named like it.
/// </summary>
internal static class ModelName
{
    private const string Claude = "claude-";

    /// <summary>Paths of the Gemini API and of Vertex AI.</summary>
    private static readonly string[] Paths = ["models/", "publishers/google/models/", "publishers/anthropic/models/"];

    /// <summary>The vendors, as they and OpenRouter call them. (Not who merely hosts open weights: the prices differ.)</summary>
    private static readonly string[] Vendors =
    [
        "anthropic/", "openai/", "google/", "x-ai/", "xai/", "deepseek/", "mistralai/", "mistral/", "qwen/", "alibaba/",
        "z-ai/", "zai/", "moonshotai/", "minimax/", "cohere/", "perplexity/", "stepfun/", "xiaomi/",
    ];

    /// <summary>The inference profiles of Amazon Bedrock; they stand before <c>anthropic.</c></summary>
    private static readonly string[] BedrockRegions = ["us.", "eu.", "apac.", "global.", "jp.", "au.", "us-gov."];

    /// <summary>Every form of a name, the most exact first. They are to be compared without regard to case.</summary>
    public static IReadOnlyList<string> Forms(string model)
    {
        var forms = new List<string>(8);
        for (var form = model.Trim(); form is not null; form = WithoutPrefix(form) ?? WithoutSuffix(form))
        {
            forms.Add(form);
            // OpenRouter and people write claude-sonnet-4.5 for claude-sonnet-4-5.
            if (IsClaude(form) && form.Contains('.')) forms.Add(form.Replace('.', '-'));
        }
        return forms;
    }

    /// <summary>Whether two names mean one model: with and without a date, a vendor, a cloud.</summary>
    public static bool AreSame(string one, string other) => one == other || Forms(one)[^1].Equals(Forms(other)[^1], StringComparison.OrdinalIgnoreCase);

    private static bool IsClaude(string name) => name.StartsWith(Claude, StringComparison.OrdinalIgnoreCase);

    private static string? WithoutPrefix(string name)
    {
        const string gateway = "openrouter/", bedrock = "anthropic.";
        var rest = After(Paths, name) ?? After(Vendors, name);
        if (rest is not null) return rest;
        if (After(gateway, name) is { } routed && After(Vendors, routed) is not null) return routed;
        return After(bedrock, After(BedrockRegions, name) ?? name);
    }

    private static string? WithoutSuffix(string name) =>
        Before("[1m]", name)
        ?? BeforeDate(name, '@', "yyyyMMdd") ?? BeforeDate(name, '-', "yyyyMMdd") ?? BeforeDate(name, '-', "yyyy-MM-dd")
        // Elsewhere -latest is a model of its own (codex-mini-latest), and a version may be one (deepseek-v3).
        ?? (IsClaude(name) ? Before("-v1", name) ?? Before("-v1:0", name) ?? Before("-v2:0", name) ?? Before("-latest", name) : null);

    private static string? After(string[] prefixes, string name)
    {
        foreach (var prefix in prefixes)
            if (After(prefix, name) is { } rest) return rest;
        return null;
    }

    private static string? After(string prefix, string name) =>
        name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name[prefix.Length..] : null;

    private static string? Before(string suffix, string name) =>
        name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? name[..^suffix.Length] : null;

    private static string? BeforeDate(string name, char mark, string format)
    {
        var at = name.Length - format.Length - 1;
        return at > 0 && name[at] == mark
            && DateOnly.TryParseExact(name.AsSpan(at + 1), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 2020 and < 2100 ? name[..at] : null;
    }
}
