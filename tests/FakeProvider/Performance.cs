using System.Text;

namespace Codesession.Fakes;

/// <summary>A part of a reply that is sent together: an event, or a document.</summary>
/// <param name="Bytes">What is sent.</param>
/// <param name="Stated">The usage that the reply has stated once this has been sent; null: as before.</param>
internal sealed record Piece(byte[] Bytes, TokenCounts? Stated = null)
{
    /// <summary>A piece that stands for so many letters, made as they are sent.</summary>
    public long Filler { get; init; }

    /// <summary>Whether no noise stands before it, because it is not always there.</summary>
    public bool Undisturbed { get; init; }

    public static Piece Of(string text, TokenCounts? stated = null) => new(Encoding.UTF8.GetBytes(text), stated);
}

/// <summary>What a reply comes to for one request.</summary>
internal sealed record Performance(string ContentType, IReadOnlyList<Piece> Pieces)
{
    public int Status { get; init; } = 200;

    /// <summary>The headers of the provider.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What it states when it is complete; null: nothing.</summary>
    public StatedCall? Stated { get; init; }

    public bool IsEvents => ContentType.StartsWith("text/event-stream", StringComparison.Ordinal);
}
