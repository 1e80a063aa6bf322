namespace Codesession;

/// <summary>The shapes in which providers report usage.</summary>
public enum ApiShape
{
    /// <summary>Anthropic's <c>/v1/messages</c>.</summary>
    AnthropicMessages,
    /// <summary>The results of an Anthropic batch: a message a line.</summary>
    AnthropicBatchResults,
    /// <summary>OpenAI's <c>/v1/chat/completions</c> and <c>/v1/completions</c>, and what others make after it.</summary>
    ChatCompletions,
    /// <summary>OpenAI's <c>/v1/responses</c>.</summary>
    Responses,
    /// <summary>Google's <c>generateContent</c> and <c>streamGenerateContent</c>.</summary>
    Gemini,
    /// <summary>OpenAI's <c>/v1/embeddings</c>.</summary>
    Embeddings,
}
