using System.Runtime.InteropServices;

namespace Codesession.Fakes.Shapes;

/// <summary>
/// OpenAI's API, in the shapes of openai/openai-node (7b7d6ca): <c>src/resources/chat/completions/completions.ts</c>
/// (ChatCompletion, ChatCompletionChunk, ChatCompletionStreamOptions), <c>completions.ts</c> (CompletionUsage),
/// <c>responses/responses.ts</c> (Response, ResponseUsage and the events), <c>embeddings.ts</c>, <c>src/core/error.ts</c>.
/// </summary>
internal static class OpenAiShapes
{
    private const long Created = 1763856000;

    public static Performance For(Call call, string path, Reply reply, long number)
    {
        var model = reply.Model ?? call.Model ?? "gpt-5";
        return path switch
        {
            "/v1/chat/completions" => Chat(call, reply, reply.Id ?? $"chatcmpl-fake{number:D20}", model, number),
            "/v1/responses" => Response(call, reply, reply.Id ?? $"resp_fake{number:D20}", model, number),
            "/v1/embeddings" => Embeddings(call, reply, model, number),
            "/v1/models" => Answer($$"""{"object":"list","data":[{"id":{{Json.Quoted(model)}},"object":"model","created":{{Created}},"owned_by":"system"}]}""", number),
            // What nobody thought of is answered too: the proxy must pass on everything.
            _ => Answer($$"""{"object":"unheard-of","method":true}""", number),
        };
    }

    public static Performance Error(int status, long number)
    {
        var (type, code) = status switch
        {
            401 => ("invalid_request_error", "invalid_api_key"),
            402 or 403 => ("insufficient_quota", "insufficient_quota"),
            404 => ("invalid_request_error", "model_not_found"),
            429 => ("requests", "rate_limit_exceeded"),
            >= 500 => ("server_error", "server_error"),
            _ => ("invalid_request_error", "invalid_value"),
        };
        return Answer($$$"""{"error":{"message":"As the test wants it.","type":"{{{type}}}","param":null,"code":"{{{code}}}"}}""", number) with
        {
            Status = status,
            Headers = [.. Headers(number), .. status == 429
                ? new KeyValuePair<string, string>[]
                {
                    new("retry-after-ms", "1700"),
                    new("retry-after", "2"),
                    new("x-ratelimit-limit-requests", "500"),
                    new("x-ratelimit-remaining-requests", "0"),
                    new("x-ratelimit-reset-requests", "1m0s"),
                }
                : []],
        };
    }

    private static Performance Chat(Call call, Reply reply, string id, string model, long number)
    {
        var stated = Stated(reply, id, model);
        if (!call.Stream)
        {
            return new Performance("application/json", Json.Document(string.Concat(reply.Text), text =>
                $$$"""{"id":"{{{id}}}","object":"chat.completion","created":{{{Created}}},"model":{{{Json.Quoted(model)}}},"choices":[{"index":0,"message":{"role":"assistant","content":{{{text}}},"refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],"usage":{{{ChatUsage(reply.Tokens)}}},"service_tier":{{{Json.Quoted(reply.ServiceTier ?? "default")}}},"system_fingerprint":"fp_fake"}""",
                reply.Filler, reply.Tokens))
            {
                Headers = Headers(number),
                Stated = stated,
            };
        }
        // "All other chunks will also include a usage field, but with a null value", and only when it was asked for.
        var pieces = new List<Piece> { Chunk("""{"role":"assistant","content":"","refusal":null}""") };
        pieces.AddRange(reply.Text.Select(text => Chunk($$"""{"content":{{Json.Quoted(text)}}}""")));
        pieces.Add(Chunk("{}", "\"stop\""));
        if (call.IncludeUsage)
        {
            pieces.Add(Piece.Of($"data: {ChunkStart()}\"choices\":[],\"usage\":{ChatUsage(reply.Tokens)}}}\n\n", reply.Tokens) with { Undisturbed = true });
        }
        pieces.Add(Piece.Of("data: [DONE]\n\n"));
        return new Performance("text/event-stream; charset=utf-8", pieces) { Headers = Headers(number), Stated = call.IncludeUsage ? stated : null };

        string ChunkStart() =>
            $$"""{"id":"{{id}}","object":"chat.completion.chunk","created":{{Created}},"model":{{Json.Quoted(model)}},"service_tier":{{Json.Quoted(reply.ServiceTier ?? "default")}},"system_fingerprint":"fp_fake",""";

        Piece Chunk(string delta, string finish = "null") => Piece.Of(
            $"data: {ChunkStart()}\"choices\":[{{\"index\":0,\"delta\":{delta},\"logprobs\":null,\"finish_reason\":{finish}}}]{(call.IncludeUsage ? ",\"usage\":null" : "")}}}\n\n");
    }

    private static Performance Response(Call call, Reply reply, string id, string model, long number)
    {
        var stated = Stated(reply, id, model);
        var item = id.Replace("resp_", "msg_");
        if (!call.Stream)
        {
            return new Performance("application/json", Json.Document(string.Concat(reply.Text), text => Whole(text), reply.Filler, reply.Tokens))
            {
                Headers = Headers(number),
                Stated = stated,
            };
        }
        var sequence = 0;
        var all = Json.Quoted(string.Concat(reply.Text));
        var pieces = new List<Piece>
        {
            Event("response.created", $"\"response\":{Object("in_progress", "[]", null)}"),
            Event("response.in_progress", $"\"response\":{Object("in_progress", "[]", null)}"),
            Event("response.output_item.added", $"\"output_index\":0,\"item\":{{\"id\":\"{item}\",\"type\":\"message\",\"status\":\"in_progress\",\"content\":[],\"role\":\"assistant\"}}"),
            Event("response.content_part.added", $"{Place()},\"part\":{Part("\"\"")}"),
        };
        pieces.AddRange(reply.Text.Select(text => Event("response.output_text.delta", $"{Place()},\"delta\":{Json.Quoted(text)},\"logprobs\":[]")));
        pieces.Add(Event("response.output_text.done", $"{Place()},\"text\":{all},\"logprobs\":[]"));
        pieces.Add(Event("response.content_part.done", $"{Place()},\"part\":{Part(all)}"));
        pieces.Add(Event("response.output_item.done", $"\"output_index\":0,\"item\":{Item(all)}"));
        pieces.Add(Event("response.completed", $"\"response\":{Whole(all)}", reply.Tokens));
        return new Performance("text/event-stream; charset=utf-8", pieces) { Headers = Headers(number), Stated = stated };

        Piece Event(string type, string rest, TokenCounts? tokens = null) =>
            Json.Event(type, $"{{\"type\":\"{type}\",\"sequence_number\":{sequence++},{rest}}}", tokens);

        string Place() => $"\"item_id\":\"{item}\",\"output_index\":0,\"content_index\":0";

        string Part(string text) => $$"""{"type":"output_text","annotations":[],"logprobs":[],"text":{{text}}}""";

        string Item(string text) =>
            $$"""{"id":"{{item}}","type":"message","status":"completed","content":[{{Part(text)}}],"role":"assistant"}""";

        string Whole(string text) => Object("completed", $"[{Item(text)}]", ResponseUsage(reply.Tokens));

        string Object(string status, string output, string? usage) =>
            $$$$"""{"id":"{{{{id}}}}","object":"response","created_at":{{{{Created}}}},"status":"{{{{status}}}}","background":false,"error":null,"incomplete_details":null,"instructions":null,"max_output_tokens":null,"model":{{{{Json.Quoted(model)}}}},"output":{{{{output}}}},"parallel_tool_calls":true,"previous_response_id":null,"service_tier":{{{{Json.Quoted(usage is null ? "auto" : reply.ServiceTier ?? "default")}}}},"store":true,"temperature":1.0,"tool_choice":"auto","tools":[],"top_p":1.0,"truncation":"disabled","usage":{{{{usage ?? "null"}}}},"user":null,"metadata":{}}""";
    }

    private static Performance Embeddings(Call call, Reply reply, string model, long number)
    {
        // The official clients ask for base64 and unpack it.
        var vector = (ReadOnlySpan<float>)[0.25f, -0.5f, 0.125f];
        var value = call.Text("encoding_format") == "base64" ? $"\"{Convert.ToBase64String(MemoryMarshal.AsBytes(vector))}\"" : "[0.25,-0.5,0.125]";
        var tokens = new TokenCounts { Input = reply.Tokens.Input };
        return new Performance("application/json",
        [
            Piece.Of($$$"""{"object":"list","data":[{"object":"embedding","index":0,"embedding":{{{value}}}}],"model":{{{Json.Quoted(model)}}},"usage":{"prompt_tokens":{{{tokens.Input}}},"total_tokens":{{{tokens.Input}}}}}""", tokens),
        ])
        {
            Headers = Headers(number),
            Stated = new StatedCall { Provider = "openai", Model = model, ResponseId = null, Tokens = tokens },
        };
    }

    private static string ChatUsage(TokenCounts tokens) =>
        $$$"""{"prompt_tokens":{{{tokens.Prompt}}},"completion_tokens":{{{tokens.Output}}},"total_tokens":{{{tokens.Total}}},"prompt_tokens_details":{"cached_tokens":{{{tokens.CacheRead}}},"audio_tokens":0{{{CacheWrite(tokens)}}}},"completion_tokens_details":{"reasoning_tokens":{{{tokens.Reasoning}}},"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}""";

    private static string ResponseUsage(TokenCounts tokens) =>
        $$$"""{"input_tokens":{{{tokens.Prompt}}},"input_tokens_details":{"cached_tokens":{{{tokens.CacheRead}}}{{{CacheWrite(tokens)}}}},"output_tokens":{{{tokens.Output}}},"output_tokens_details":{"reasoning_tokens":{{{tokens.Reasoning}}}},"total_tokens":{{{tokens.Total}}}}""";

    private static string CacheWrite(TokenCounts tokens) => tokens.CacheWrite > 0 ? $",\"cache_write_tokens\":{tokens.CacheWrite}" : "";

    private static StatedCall Stated(Reply reply, string id, string model) => new()
    {
        Provider = "openai",
        Model = model,
        ResponseId = id,
        Tokens = reply.Tokens,
        ServiceTier = reply.ServiceTier,
    };

    private static KeyValuePair<string, string>[] Headers(long number) =>
        [new("x-request-id", $"req_fake{number:D20}"), new("openai-version", "2020-10-01"), new("openai-processing-ms", "42")];

    private static Performance Answer(string text, long number) => new("application/json", [Piece.Of(text)]) { Headers = Headers(number) };
}
