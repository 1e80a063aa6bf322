namespace Codesession.Providers;

/// <summary>What one shape of replies tells, put together from its JSON texts: the body, an event's data, a line.</summary>
internal abstract class Reply(params IReadOnlyList<string> paths)
{
    /// <summary>The paths that are read.</summary>
    public IReadOnlyList<string> Paths { get; } = paths;

    /// <summary>Whether the reply told an error after all.</summary>
    public bool SawError { get; protected set; }

    /// <summary>Whether all has come that there is to come.</summary>
    public bool IsFinished { get; set; }

    /// <summary>Whether a stream that ends without a mark of its end can be whole.</summary>
    public virtual bool MayEndUnmarked => true;

    /// <summary>What was told; none where nothing was.</summary>
    public abstract IReadOnlyList<ObservedUsage> Observed { get; }

    /// <summary>Takes one JSON text.</summary>
    public abstract void Take(JsonFields fields);

    /// <summary>The reply of a shape.</summary>
    public static Reply Of(ApiShape shape) => shape switch
    {
        ApiShape.AnthropicMessages => new AnthropicReply(),
        ApiShape.AnthropicBatchResults => new AnthropicBatchReply(),
        ApiShape.ChatCompletions or ApiShape.Embeddings => new CompletionReply(),
        ApiShape.Responses => new ResponseReply(),
        ApiShape.Gemini => new GeminiReply(),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "Not a shape of replies."),
    };
}
