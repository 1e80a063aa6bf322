namespace Codesession.Providers;

/// <summary>
/// A message, whole or as a stream. (anthropics/anthropic-sdk-typescript 0.120.0, src/resources/messages/messages.ts: Message,
/// RawMessageStreamEvent.)
/// </summary>
internal sealed class AnthropicReply() : Reply("type", "id", "model", "usage", "message/id", "message/model", "message/usage")
{
    private const int Type = 0, Id = 1, Model = 2, Usage = 3, StartedId = 4, StartedModel = 5, StartUsage = 6;

    private readonly AnthropicUsage usage = new();
    private string? id;
    private string? model;

    /// <summary>A stream ends with <c>message_stop</c>.</summary>
    public override bool MayEndUnmarked => false;

    public override IReadOnlyList<ObservedUsage> Observed =>
        usage.Observed(model) is { } observed ? [observed with { ResponseId = id }] : [];

    public override void Take(JsonFields fields)
    {
        if (fields.Is(Type, "error"u8))
        {
            SawError = true;
        }
        else if (fields.Is(Type, "message_stop"u8))
        {
            IsFinished = true;
        }
        else if (fields.Is(Type, "message_start"u8))
        {
            (id, model) = (fields.Text(StartedId), fields.Text(StartedModel));
            if (fields.Object(StartUsage) is { } start) usage.Take(start);
        }
        else if (fields.Is(Type, "message_delta"u8))
        {
            if (fields.Object(Usage) is { } delta) usage.Take(delta);
        }
        else if (fields.Is(Type, "message"u8))
        {
            (id, model) = (fields.Text(Id), fields.Text(Model));
            if (fields.Object(Usage) is { } all) usage.Take(all);
            IsFinished = true;
        }
    }
}
