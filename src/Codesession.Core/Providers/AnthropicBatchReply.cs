namespace Codesession.Providers;

/// <summary>
/// The results of a batch, one a line and each a call of its own; only the succeeded ones were billed.
/// (anthropics/anthropic-sdk-typescript 0.120.0, src/resources/messages/batches.ts: MessageBatchIndividualResponse.)
/// </summary>
internal sealed class AnthropicBatchReply() : Reply("result/type", "result/message/id", "result/message/model", "result/message/usage")
{
    private const int Type = 0, Id = 1, Model = 2, Usage = 3;

    private readonly List<ObservedUsage> results = [];

    public override IReadOnlyList<ObservedUsage> Observed => results;

    public override void Take(JsonFields fields)
    {
        // A line is whole or it is not read at all.
        IsFinished = true;
        if (!fields.Is(Type, "succeeded"u8) || fields.Object(Usage) is not { } told) return;
        var usage = new AnthropicUsage();
        usage.Take(told);
        if (usage.Observed(fields.Text(Model)) is not { } result) return;
        results.Add(result with { ResponseId = fields.Text(Id), ServiceTier = "batch" });
    }
}
