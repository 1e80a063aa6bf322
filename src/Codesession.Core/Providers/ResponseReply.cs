using System.Text.Json;

namespace Codesession.Providers;

/// <summary>
/// A response, whole or as a stream. Its usage is null until it is completed, incomplete or failed; one in the background
/// is asked for again until then. (openai/openai-node 7.5.0, src/resources/responses/responses.ts: Response, ResponseStreamEvent.)
/// The web searches of a response are not counted: OpenAI's price of one depends on what the reply does not tell.
/// </summary>
internal sealed class ResponseReply() : Reply(
    "type", "id", "model", "service_tier", "status", "usage", "error",
    "response/id", "response/model", "response/service_tier", "response/status", "response/usage", "response/error")
{
    private const int Type = 0, Whole = 1, Streamed = 7;
    private const int Id = 0, Model = 1, Tier = 2, Status = 3, Usage = 4, Error = 5;

    private JsonElement? usage;
    private string? id;
    private string? model;
    private string? tier;

    /// <summary>A stream ends with the event of its outcome.</summary>
    public override bool MayEndUnmarked => false;

    public override IReadOnlyList<ObservedUsage> Observed => usage is { } told && OpenAiUsage.OfResponse(told) is { } observed
        ? [observed with { Model = model, ResponseId = id, ServiceTier = tier }]
        : [];

    public override void Take(JsonFields fields)
    {
        SawError |= fields.Is(Type, "error"u8) || fields.Has(Whole + Error) || fields.Has(Streamed + Error);
        var at = fields.Has(Streamed + Status) ? Streamed : Whole;
        if (fields.Object(at + Usage) is not { } told) return;
        (usage, id, model, tier) = (told, fields.Text(at + Id), fields.Text(at + Model), fields.Text(at + Tier));
        IsFinished = !fields.Is(at + Status, "queued"u8) && !fields.Is(at + Status, "in_progress"u8);
    }
}
