namespace Codesession.Fakes;

/// <summary>A reply of a provider, written down in <c>Streams/</c>, and the request that it answers.</summary>
/// <param name="Name">Name of the file, without <c>.txt</c>.</param>
/// <param name="Path">Path and query of the request.</param>
/// <param name="ContentType">Of the reply.</param>
/// <param name="RequestBody">JSON; null: a GET.</param>
public sealed record RecordedStream(string Name, string Path, string ContentType, string? RequestBody)
{
    private const string Events = "text/event-stream; charset=utf-8";
    private const string Json = "application/json";
    private const string Claude = """{"model":"claude-sonnet-4-5","max_tokens":1024,"messages":[{"role":"user","content":"Grüß mich"}]}""";
    private const string ClaudeStream = """{"model":"claude-sonnet-4-5","max_tokens":1024,"stream":true,"messages":[{"role":"user","content":"Grüß mich"}]}""";
    private const string Gpt = """{"model":"gpt-5","messages":[{"role":"user","content":"Grüß mich"}]}""";
    private const string Respond = """{"model":"gpt-5","input":"Grüß mich"}""";
    private const string RespondStream = """{"model":"gpt-5","input":"Grüß mich","stream":true}""";
    private const string Gemini = """{"contents":[{"role":"user","parts":[{"text":"Grüß mich"}]}]}""";

    /// <summary>All there are.</summary>
    public static IReadOnlyList<RecordedStream> All { get; } =
    [
        new("anthropic-messages", "/v1/messages", Json, Claude)
        {
            Stated = Anthropic("msg_01XFDUDYJgAACzvnptvVoYEL", "claude-sonnet-4-5-20250929", new() { Input = 12, CacheWrite = 456, CacheWrite1h = 100, CacheRead = 2048, Output = 89 }),
        },
        new("anthropic-messages-stream", "/v1/messages", Events, ClaudeStream)
        {
            Stated = Anthropic("msg_014p7gG3wDgGV9EUtLvnow3U", "claude-sonnet-4-5-20250929", new() { Input = 472, CacheWrite = 100, CacheRead = 3000, Output = 137 }),
        },
        new("anthropic-messages-search-stream", "/v1/messages?beta=true", Events, ClaudeStream)
        {
            Stated = Anthropic("msg_01G5DNF6zZzP6PeSy3aNkBxs", "claude-opus-4-6", new() { Input = 10682, Output = 510, Reasoning = 44 }) with { WebSearches = 2, Geography = "us" },
        },
        new("anthropic-messages-iterations-stream", "/v1/messages?beta=true", Events, ClaudeStream)
        {
            Stated = Anthropic("msg_01PvUW6UsfGPnVwqbhKLEqX4", "claude-opus-4-6", new() { Input = 23000, Output = 1000 }) with
            {
                Passes =
                [
                    new(null, new() { Input = 180000, Output = 3500 }),
                    new(null, new() { Input = 23000, Output = 1000 }),
                    new("claude-haiku-4-5", new() { Input = 4000, Output = 250 }),
                ],
            },
        },
        // Broken off by the provider with an event, not an error status: what was stated counts.
        new("anthropic-messages-overloaded-stream", "/v1/messages", Events, ClaudeStream)
        {
            Stated = Anthropic("msg_01HCDu5LRGeP2o7s2xGmxyx8", "claude-sonnet-4-5-20250929", new() { Input = 25, Output = 1 }) with { Complete = false },
        },
        new("anthropic-count-tokens", "/v1/messages/count_tokens", Json, """{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"Grüß mich"}]}"""),
        new("anthropic-batch-results", "/v1/messages/batches/msgbatch_01HkcTjaV5uDC8jWR4ZsDV8d/results", "application/x-jsonl", null),
        new("anthropic-models", "/v1/models?limit=20", Json, null),
        new("openai-chat", "/v1/chat/completions", Json, Gpt)
        {
            Stated = OpenAi("chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT", "gpt-5-2025-08-07", new() { Input = 319, CacheRead = 1024, Output = 500, Reasoning = 448 }),
        },
        // A stream that does not state its usage, because it was not asked to.
        new("openai-chat-stream", "/v1/chat/completions", Events, """{"model":"gpt-5","stream":true,"messages":[{"role":"user","content":"Grüß mich"}]}"""),
        new("openai-chat-usage-stream", "/v1/chat/completions", Events,
            """{"model":"gpt-5","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Grüß mich"}]}""")
        {
            Stated = OpenAi("chatcmpl-CVnPq1s0zHhQm3eLkVb5cN2xQfR7A", "gpt-5-2025-08-07", new() { Input = 76, CacheRead = 1920, Output = 210, Reasoning = 128 }),
        },
        new("openai-responses", "/v1/responses", Json, Respond)
        {
            Stated = OpenAi("resp_67ccd2bed1ec8190b14f964abc0542670bb6a6b452d3795b", "gpt-5-2025-08-07", new() { Input = 36, CacheRead = 256, Output = 87, Reasoning = 64 }),
        },
        new("openai-responses-stream", "/v1/responses", Events, RespondStream)
        {
            Stated = OpenAi("resp_68af4030baa48193b0b43b4c2a176a1a0bd6f4b1c2b8f4d5", "gpt-5-2025-08-07", new() { Input = 137, CacheRead = 1024, Output = 98, Reasoning = 64 }) with { ServiceTier = "priority" },
        },
        new("openai-responses-incomplete-stream", "/v1/responses", Events, RespondStream)
        {
            Stated = OpenAi("resp_68af40d7e7b88195a4f6c2b6a3a9c5120d8f7e6a5b4c3d2e", "gpt-5-2025-08-07", new() { Input = 81, Output = 16 }),
        },
        new("openai-embeddings", "/v1/embeddings", Json, """{"model":"text-embedding-3-small","input":"Grüß mich","encoding_format":"float"}""")
        {
            Stated = OpenAi(null, "text-embedding-3-small", new() { Input = 8 }),
        },
        new("openai-models", "/v1/models", Json, null),
        new("gemini-generate", "/v1beta/models/gemini-2.5-pro:generateContent", "application/json; charset=UTF-8", Gemini)
        {
            Stated = Google("mAyhaJzFHq6Y1PIP0Ymt8Ao", new() { Input = 88, CacheRead = 1536, Output = 331, Reasoning = 290 }),
        },
        new("gemini-stream", "/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse", "text/event-stream", Gemini)
        {
            Stated = Google("pQyhaL2ZDs-e1PIPxJ6p4Qc", new() { Input = 74, Output = 263, Reasoning = 217 }),
        },
        new("gemini-array-stream", "/v1beta/models/gemini-2.5-pro:streamGenerateContent", "application/json; charset=UTF-8", Gemini)
        {
            Stated = Google("xgyhaNPdE5Gf1PIPgYq2-AY", new() { Input = 31, Output = 120, Reasoning = 96 }),
        },
    ];

    /// <summary>What it states of its usage; null: nothing, or nothing that is billed.</summary>
    public StatedCall? Stated { get; init; }

    /// <summary>Whether the reply is a stream of events.</summary>
    public bool IsEvents => ContentType.StartsWith("text/event-stream", StringComparison.Ordinal);

    /// <summary>That of this name.</summary>
    public static RecordedStream Named(string name) => All.Single(stream => stream.Name == name);

    /// <summary>The body as it is in the file, in pieces: of a stream, its events.</summary>
    public IReadOnlyList<byte[]> Read()
    {
        var bytes = File.ReadAllBytes(System.IO.Path.Combine(AppContext.BaseDirectory, "Streams", Name + ".txt"));
        var pieces = new List<byte[]>();
        var start = 0;
        for (var i = 1; IsEvents && i < bytes.Length; i++)
        {
            if (bytes[i] == '\n' && bytes[i - 1] == '\n')
            {
                pieces.Add(bytes[start..(i + 1)]);
                start = i + 1;
            }
        }
        return start < bytes.Length ? [.. pieces, bytes[start..]] : pieces;
    }

    public override string ToString() => Name;

    private static StatedCall Anthropic(string id, string model, TokenCounts tokens) =>
        new() { Provider = "anthropic", Model = model, ResponseId = id, Tokens = tokens };

    private static StatedCall OpenAi(string? id, string model, TokenCounts tokens) =>
        new() { Provider = "openai", Model = model, ResponseId = id, Tokens = tokens };

    private static StatedCall Google(string id, TokenCounts tokens) =>
        new() { Provider = "google", Model = "gemini-2.5-pro", ResponseId = id, Tokens = tokens };
}
