using System.Text;

namespace Codesession.Proxy.Tests;

/// <summary>Requests as clients of the providers send them.</summary>
public static class Asking
{
    public const string Messages = "/v1/messages";
    public const string Chat = "/v1/chat/completions";
    public const string Responses = "/v1/responses";
    public const string Gemini = "/v1beta/models/gemini-2.5-flash:generateContent";
    public const string GeminiStream = "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse";

    /// <summary>The body of a request to that path.</summary>
    public static string Body(string path, bool stream = false)
    {
        var streamed = stream ? ",\"stream\":true" : "";
        return path switch
        {
            Messages => $$"""{"model":"claude-sonnet-4-5","max_tokens":100,"messages":[{"role":"user","content":"Hi"}]{{streamed}}}""",
            Chat => $$"""{"model":"gpt-5","messages":[{"role":"user","content":"Hi"}]{{streamed}}}""",
            Responses => $$"""{"model":"gpt-5","input":"Hi"{{streamed}}}""",
            _ => """{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""",
        };
    }

    /// <summary>The headers of that provider's clients, with a dummy key.</summary>
    /// <param name="path">Tells the provider.</param>
    /// <param name="play">The reply to choose; null: none.</param>
    public static KeyValuePair<string, string>[] Headers(string path, string? play = null)
    {
        var own = path.StartsWith("/v1/messages", StringComparison.Ordinal)
            ? new KeyValuePair<string, string>[] { new("x-api-key", "sk-ant-dummy"), new("anthropic-version", "2023-06-01") }
            : path.StartsWith("/v1beta", StringComparison.Ordinal) ? [new("x-goog-api-key", "dummy")] : [new("Authorization", "Bearer sk-dummy")];
        return [.. own, .. play is null ? [] : new[] { KeyValuePair.Create(Script.Header, play) }];
    }

    /// <summary>One call over a connection of its own.</summary>
    public static Task<RawResponse> AskAsync(string baseUrl, string path, string? play = null, bool stream = false) =>
        RawHttp.SendAsync(baseUrl, "POST", path, Headers(path, play), Encoding.UTF8.GetBytes(Body(path, stream)));

    /// <summary>The same for <see cref="HttpClient"/>.</summary>
    public static HttpRequestMessage Request(string baseUrl, string path, string? play = null, bool stream = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, baseUrl + path) { Content = new StringContent(Body(path, stream), Encoding.UTF8) };
        request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in Headers(path, play))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return request;
    }
}
