using System.Text.Json;

namespace Codesession.Providers;

/// <summary>
/// Generated content: one object, a stream of them as events, or a stream of them as one array. Each tells the usage so far.
/// (googleapis/js-genai 2.18.0, src/types.ts: GenerateContentResponse.)
/// </summary>
internal sealed class GeminiReply() : Reply("usageMetadata", "modelVersion", "responseId", "candidates/[]/finishReason", "error")
{
    private const int Usage = 0, Model = 1, Id = 2, FinishReason = 3, Error = 4;

    private JsonElement? usage;
    private string? id;
    private string? model;

    public override IReadOnlyList<ObservedUsage> Observed => usage is { } told && GeminiUsage.Of(told) is { } observed
        ? [observed with { Model = model, ResponseId = id }]
        : [];

    public override void Take(JsonFields fields)
    {
        SawError |= fields.Has(Error);
        IsFinished |= fields.Has(FinishReason);
        usage = fields.Object(Usage) ?? usage;
        model = fields.Text(Model) ?? model;
        id = fields.Text(Id) ?? id;
    }
}
