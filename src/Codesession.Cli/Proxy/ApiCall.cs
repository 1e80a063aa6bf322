using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Proxy;

/// <summary>Which of a provider's endpoints tell what was used, and how. The same paths hold for whoever speaks the same API.</summary>
internal static class ApiCall
{
    /// <summary>The shape of the replies of an endpoint; null: none that tell usage.</summary>
    public static ApiShape? ShapeOf(string method, ReadOnlySpan<char> path)
    {
        path = path.TrimEnd('/');
        if (HttpMethods.IsPost(method))
        {
            // (OpenAI's threads have messages too.)
            return path.EndsWith("/messages") && !path.Contains("/threads/", StringComparison.Ordinal) ? ApiShape.AnthropicMessages
                : path.EndsWith("/completions") ? ApiShape.ChatCompletions
                : path.EndsWith("/responses") || path.EndsWith("/responses/compact") ? ApiShape.Responses
                : path.EndsWith(":generateContent") || path.EndsWith(":streamGenerateContent") ? ApiShape.Gemini
                : path.EndsWith("/embeddings") ? ApiShape.Embeddings
                : null;
        }
        if (HttpMethods.IsGet(method))
        {
            // What was made in the background, or in a batch, tells its usage when it is fetched; each time the same, by the same id.
            return path.Contains("/messages/batches/", StringComparison.Ordinal) && path.EndsWith("/results") ? ApiShape.AnthropicBatchResults
                : path.LastIndexOf('/') is var slash and > 0 && path[..slash].EndsWith("/responses") ? ApiShape.Responses
                : null;
        }
        return null;
    }

    /// <summary>Whether a request makes something that is billed. A batch tells its usage only when its results are fetched.</summary>
    public static bool Spends(string method, ReadOnlySpan<char> path) =>
        HttpMethods.IsPost(method) && (ShapeOf(method, path) is not null || path.TrimEnd('/').EndsWith("/batches"));

    /// <summary>The form of a reply; null: one that nothing is read from.</summary>
    public static ReplyFormat? FormatOf(ApiShape shape, string? contentType)
    {
        var type = (contentType ?? "").AsSpan();
        type = (type.IndexOf(';') is var end and >= 0 ? type[..end] : type).Trim();
        return shape == ApiShape.AnthropicBatchResults ? ReplyFormat.JsonLines
            : type.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase) ? ReplyFormat.EventStream
            : type.EndsWith("ndjson", StringComparison.OrdinalIgnoreCase) ? ReplyFormat.JsonLines
            : type.EndsWith("json", StringComparison.OrdinalIgnoreCase) ? ReplyFormat.Json
            : null;
    }

    /// <summary>The model that a path names, as Gemini's do; null: none.</summary>
    public static string? ModelIn(ReadOnlySpan<char> path)
    {
        var start = path.LastIndexOf("/models/");
        var end = path.LastIndexOf(':');
        return start >= 0 && end > start ? Uri.UnescapeDataString(path[(start + 8)..end]) : null;
    }
}
