using System.Text.Json;

namespace Codesession.Providers;

/// <summary>
/// A chat completion, whole or as a stream, an older completion, or embeddings. (openai/openai-node 7.5.0: ChatCompletion,
/// ChatCompletionChunk and ChatCompletionStreamOptions in src/resources/chat/completions/completions.ts, Completion in
/// src/resources/completions.ts, CreateEmbeddingResponse in src/resources/embeddings.ts.)
/// A stream tells its usage in a last chunk, some servers a growing one in every chunk, Groq in a place of its own
/// (groq/groq-typescript 1.4.0, src/resources/chat/completions.ts: XGroq).
/// </summary>
internal sealed class CompletionReply() : Reply("id", "model", "service_tier", "usage", "x_groq/usage", "error")
{
    private const int Id = 0, Model = 1, Tier = 2, Usage = 3, GroqUsage = 4, Error = 5;

    private string? id;
    private string? model;
    private string? tier;
    private JsonElement? usage;

    public override IReadOnlyList<ObservedUsage> Observed => usage is { } told && OpenAiUsage.OfCompletion(told) is { } observed
        ? [observed with { Model = model, ResponseId = id, ServiceTier = tier }]
        : [];

    public override void Take(JsonFields fields)
    {
        SawError |= fields.Has(Error);
        var told = fields.Object(Usage) ?? (usage is null ? fields.Object(GroqUsage) : null);
        usage = told ?? usage;
        // Every chunk repeats these; they are read once, and where the usage is.
        if (id is null || told is not null) id = fields.Text(Id) ?? id;
        if (model is null || told is not null) model = fields.Text(Model) ?? model;
        if (tier is null || told is not null) tier = fields.Text(Tier) ?? tier;
    }
}
