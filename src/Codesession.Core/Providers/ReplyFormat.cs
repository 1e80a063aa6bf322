namespace Codesession;

/// <summary>How the body of a reply is laid out; its content type says it.</summary>
public enum ReplyFormat
{
    /// <summary>One JSON value.</summary>
    Json,
    /// <summary>Server-sent events.</summary>
    EventStream,
    /// <summary>A JSON value a line.</summary>
    JsonLines,
}
