using System.Text.Encodings.Web;
using System.Text.Json;

namespace Codesession.Fakes.Shapes;

/// <summary>Values as providers write them.</summary>
internal static class Json
{
    /// <summary>A text with quotes, and its characters as they are.</summary>
    public static string Quoted(string? text) =>
        text is null ? "null" : $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>An event with its name.</summary>
    public static Piece Event(string name, string json, TokenCounts? stated = null) => Piece.Of($"event: {name}\ndata: {json}\n\n", stated);

    /// <summary>A document in two pieces with the filler between, or in one where none is wanted.</summary>
    /// <param name="text">The reply's text; the filler is put at its end.</param>
    /// <param name="document">Makes the document around a text that is escaped already.</param>
    /// <param name="filler">Letters.</param>
    /// <param name="stated">What the document states.</param>
    public static IReadOnlyList<Piece> Document(string text, Func<string, string> document, long filler, TokenCounts? stated)
    {
        const string Mark = "<filler>";
        var whole = document(Quoted(text + (filler > 0 ? Mark : "")));
        return filler == 0
            ? [Piece.Of(whole, stated)]
            : whole.Split(Mark) is [var before, var after]
                ? [Piece.Of(before) with { Filler = filler }, Piece.Of(after, stated)]
                : throw new InvalidOperationException("The text stands in the document more than once.");
    }
}
