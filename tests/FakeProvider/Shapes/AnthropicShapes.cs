namespace Codesession.Fakes.Shapes;

/// <summary>
/// The Messages API, in the shapes of anthropics/anthropic-sdk-typescript (bfa9197): <c>src/resources/messages/messages.ts</c>
/// (Message, Usage, MessageDeltaUsage, RawMessageStreamEvent), <c>messages/batches.ts</c>, <c>models.ts</c>, <c>shared.ts</c>
/// (ErrorResponse); <c>beta/messages/messages.ts</c> (speed, iterations); the order of events and the ping as in
/// <c>tests/lib/fixtures/basic_response.txt</c>.
/// </summary>
internal static class AnthropicShapes
{
    public static Performance For(Call call, string path, Reply reply, long number)
    {
        var id = reply.Id ?? $"msg_fake{number:D20}";
        var model = reply.Model ?? call.Model ?? "claude-sonnet-4-5";
        return path switch
        {
            "/v1/messages/count_tokens" => Answer($$"""{"input_tokens":{{reply.Tokens.Prompt}}}""", number),
            _ when path.EndsWith("/results", StringComparison.Ordinal) => Results(reply, number),
            "/v1/models" => Answer($$"""{"data":[{{Model(model)}}],"first_id":{{Json.Quoted(model)}},"has_more":false,"last_id":{{Json.Quoted(model)}}}""", number),
            "/v1/messages" when call.Stream => Stream(reply, id, model, number),
            "/v1/messages" => Message(reply, id, model, number),
            _ => Error(404, number),
        };
    }

    public static Performance Error(int status, long number)
    {
        var type = status switch
        {
            401 => "authentication_error",
            402 => "billing_error",
            403 => "permission_error",
            404 => "not_found_error",
            429 => "rate_limit_error",
            504 => "timeout_error",
            529 => "overloaded_error",
            >= 500 => "api_error",
            _ => "invalid_request_error",
        };
        return Answer($$"""{"type":"error","error":{"type":"{{type}}","message":"As the test wants it."},"request_id":"req_fake{{number:D20}}"}""", number) with
        {
            Status = status,
            Headers = [.. Headers(number), .. status == 429
                ? new KeyValuePair<string, string>[]
                {
                    new("retry-after", "17"),
                    new("anthropic-ratelimit-requests-limit", "50"),
                    new("anthropic-ratelimit-requests-remaining", "0"),
                    new("anthropic-ratelimit-requests-reset", "2026-11-23T00:01:00Z"),
                }
                : []],
        };
    }

    private static Performance Message(Reply reply, string id, string model, long number) => new(
        "application/json", Json.Document(string.Concat(reply.Text), text => Document(reply, id, model, text), reply.Filler, reply.Tokens))
    {
        Headers = Headers(number),
        Stated = Stated(reply, id, model),
    };

    private static string Document(Reply reply, string id, string model, string text) =>
        $$"""{"id":"{{id}}","type":"message","role":"assistant","model":{{Json.Quoted(model)}},"content":[{"type":"text","text":{{text}}}],"stop_reason":"end_turn","stop_sequence":null,"usage":{{Usage(reply, reply.Tokens.Output)}}}""";

    private static Performance Stream(Reply reply, string id, string model, long number)
    {
        var pieces = new List<Piece>
        {
            Json.Event("message_start",
                $$$$"""{"type":"message_start","message":{"id":"{{{{id}}}}","type":"message","role":"assistant","model":{{{{Json.Quoted(model)}}}},"content":[],"stop_reason":null,"stop_sequence":null,"usage":{{{{Usage(reply, 1, atEnd: false)}}}}}}""",
                reply.Tokens with { Output = 1, Reasoning = 0 }),
            Json.Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""),
            Json.Event("ping", """{"type": "ping"}"""),
        };
        pieces.AddRange(reply.Text.Select(text => Json.Event("content_block_delta",
            $$$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":{{{{Json.Quoted(text)}}}}}}""")));
        pieces.Add(Json.Event("content_block_stop", """{"type":"content_block_stop","index":0}"""));
        pieces.Add(Json.Event("message_delta",
            $$"""{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{{DeltaUsage(reply)}}}""", reply.Tokens));
        pieces.Add(Json.Event("message_stop", """{"type":"message_stop"}"""));
        return new Performance("text/event-stream; charset=utf-8", pieces)
        {
            Headers = [.. Headers(number), new("cache-control", "no-cache")],
            Stated = Stated(reply, id, model),
        };
    }

    // A batch: one that succeeded, one that did not. Each line is a piece.
    private static Performance Results(Reply reply, long number)
    {
        var model = reply.Model ?? "claude-sonnet-4-5";
        var message = Document(reply with { ServiceTier = "batch" }, $"msg_fake{number:D20}", model, Json.Quoted(string.Concat(reply.Text)));
        return new Performance("application/x-jsonl",
        [
            Piece.Of($$$$"""{"custom_id":"first","result":{"type":"succeeded","message":{{{{message}}}}}}""" + "\n"),
            Piece.Of("""{"custom_id":"second","result":{"type":"errored","error":{"type":"error","error":{"type":"invalid_request_error","message":"As the test wants it."},"request_id":null}}}""" + "\n"),
        ])
        {
            Headers = Headers(number),
        };
    }

    private static string Usage(Reply reply, long output, bool atEnd = true)
    {
        var tokens = reply.Tokens;
        var usage = $$"""{"input_tokens":{{tokens.Input}},{{Cache(tokens)}},"cache_creation":{"ephemeral_5m_input_tokens":{{tokens.CacheWrite}},"ephemeral_1h_input_tokens":{{tokens.CacheWrite1h}}},"output_tokens":{{output}},"service_tier":{{Json.Quoted(reply.ServiceTier ?? "standard")}}""";
        return usage
            + (reply.Geography is { } place ? $",\"inference_geo\":{Json.Quoted(place)}" : "")
            + (reply.Speed is { } speed ? $",\"speed\":{Json.Quoted(speed)}" : "")
            + (atEnd ? AtEnd(reply) : "") + "}";
    }

    private static string DeltaUsage(Reply reply) =>
        $$"""{"input_tokens":{{reply.Tokens.Input}},{{Cache(reply.Tokens)}},"output_tokens":{{reply.Tokens.Output}}{{AtEnd(reply)}}}""";

    private static string Cache(TokenCounts tokens) =>
        $"\"cache_creation_input_tokens\":{tokens.CacheWrite + tokens.CacheWrite1h},\"cache_read_input_tokens\":{tokens.CacheRead}";

    private static string AtEnd(Reply reply) =>
        (reply.Tokens.Reasoning > 0 ? $$""","output_tokens_details":{"thinking_tokens":{{reply.Tokens.Reasoning}}}""" : "")
        + (reply.WebSearches > 0 ? $$""","server_tool_use":{"web_search_requests":{{reply.WebSearches}},"web_fetch_requests":0}""" : "")
        + (reply.Passes.Count > 0 ? $",\"iterations\":[{string.Join(',', reply.Passes.Select(Pass))}]" : "");

    private static string Pass(UsagePass pass) =>
        $$"""{"type":"{{(pass.Model is null ? "compaction" : "message")}}",{{(pass.Model is { } model ? $"\"model\":{Json.Quoted(model)}," : "")}}"input_tokens":{{pass.Tokens.Input}},{{Cache(pass.Tokens)}},"cache_creation":{"ephemeral_5m_input_tokens":{{pass.Tokens.CacheWrite}},"ephemeral_1h_input_tokens":{{pass.Tokens.CacheWrite1h}}},"output_tokens":{{pass.Tokens.Output}}}""";

    private static string Model(string id) =>
        $$"""{"type":"model","id":{{Json.Quoted(id)}},"display_name":"Fake","created_at":"2026-01-01T00:00:00Z"}""";

    private static StatedCall Stated(Reply reply, string id, string model) => new()
    {
        Provider = "anthropic",
        Model = model,
        ResponseId = id,
        Tokens = reply.Tokens,
        Passes = reply.Passes,
        ServiceTier = reply.ServiceTier,
        Speed = reply.Speed,
        Geography = reply.Geography,
        WebSearches = reply.WebSearches,
    };

    private static KeyValuePair<string, string>[] Headers(long number) =>
        [new("request-id", $"req_fake{number:D20}"), new("anthropic-organization-id", "00000000-0000-4000-8000-000000000000")];

    private static Performance Answer(string text, long number) => new("application/json", [Piece.Of(text)]) { Headers = Headers(number) };
}
