namespace Codesession.Fakes.Shapes;

/// <summary>
/// The Gemini API, in the shapes of googleapis/js-genai (6e9b35c): <c>src/types.ts</c> (GenerateContentResponse,
/// GenerateContentResponseUsageMetadata), and the stream as <c>src/_api_client.ts</c> reads it (<c>data:</c>, events that end with
/// CR LF CR LF); without <c>alt=sse</c> a stream is a JSON array that grows.
/// </summary>
internal static class GeminiShapes
{
    public static Performance For(Call call, string path, Reply reply, long number)
    {
        var start = "/v1beta/models/".Length;
        var colon = path.LastIndexOf(':');
        if (!path.StartsWith("/v1beta/models/", StringComparison.Ordinal) || colon < start)
        {
            return Error(404);
        }
        var model = reply.Model ?? path[start..colon];
        var id = reply.Id ?? $"fake{number:D18}";
        var stated = new StatedCall { Provider = "google", Model = model, ResponseId = id, Tokens = reply.Tokens };
        return path[(colon + 1)..] switch
        {
            "generateContent" => new Performance("application/json; charset=UTF-8",
                Json.Document(string.Concat(reply.Text), text => Response(reply, id, model, text, Usage(reply.Tokens), last: true), reply.Filler, reply.Tokens))
            { Stated = stated },
            "streamGenerateContent" when call.Query.GetValueOrDefault("alt") == "sse" => new Performance("text/event-stream",
                [.. Parts(reply, id, model).Select(part => Piece.Of($"data: {part.Json}\r\n\r\n", part.Tokens))])
            { Stated = stated },
            "streamGenerateContent" => new Performance("application/json; charset=UTF-8",
                [.. Parts(reply, id, model).Select((part, i) => Piece.Of((i == 0 ? "[" : ",\r\n") + part.Json, part.Tokens)), Piece.Of("\n]\n")])
            { Stated = stated },
            "countTokens" => new Performance("application/json; charset=UTF-8", [Piece.Of($$"""{"totalTokens":{{reply.Tokens.Prompt}}}""")]),
            _ => Error(404),
        };
    }

    public static Performance Error(int status)
    {
        var name = status switch
        {
            400 => "INVALID_ARGUMENT",
            401 => "UNAUTHENTICATED",
            403 => "PERMISSION_DENIED",
            404 => "NOT_FOUND",
            429 => "RESOURCE_EXHAUSTED",
            503 => "UNAVAILABLE",
            _ => "INTERNAL",
        };
        return new Performance("application/json; charset=UTF-8",
            [Piece.Of($$$"""{"error":{"code":{{{status}}},"message":"As the test wants it.","status":"{{{name}}}"}}""")])
        {
            Status = status,
            Headers = status == 429 ? [new("retry-after", "17")] : [],
        };
    }

    // Each part states the usage up to itself: the last one counts.
    private static IEnumerable<(string Json, TokenCounts Tokens)> Parts(Reply reply, string id, string model)
    {
        for (var i = 0; i < reply.Text.Count; i++)
        {
            var last = i == reply.Text.Count - 1;
            var tokens = last ? reply.Tokens : reply.Tokens with { Output = Math.Min(reply.Tokens.Output, reply.Tokens.Reasoning + i + 1) };
            yield return (Response(reply, id, model, Json.Quoted(reply.Text[i]), Usage(tokens), last), tokens);
        }
    }

    private static string Response(Reply reply, string id, string model, string text, string usage, bool last) =>
        $$$"""{"candidates":[{"content":{"parts":[{"text":{{{text}}}}],"role":"model"},{{{(last ? "\"finishReason\":\"STOP\"," : "")}}}"index":0}],"usageMetadata":{{{usage}}},"modelVersion":{{{Json.Quoted(model)}}},"responseId":{{{Json.Quoted(reply.Id ?? id)}}}}""";

    private static string Usage(TokenCounts tokens) =>
        $$"""{"promptTokenCount":{{tokens.Prompt}},"candidatesTokenCount":{{tokens.Output - tokens.Reasoning}},"totalTokenCount":{{tokens.Total}}"""
        + (tokens.CacheRead > 0 ? $",\"cachedContentTokenCount\":{tokens.CacheRead}" : "")
        + $$""","promptTokensDetails":[{"modality":"TEXT","tokenCount":{{tokens.Prompt}}}]"""
        + (tokens.Reasoning > 0 ? $",\"thoughtsTokenCount\":{tokens.Reasoning}" : "") + "}";
}
