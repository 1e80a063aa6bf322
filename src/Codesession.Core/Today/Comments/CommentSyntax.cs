using System.Buffers;

namespace Codesession.Comments;

/// <summary>Where the mark of a line comment counts.</summary>
internal enum MarkPlace
{
    /// <summary>Everywhere outside of a text.</summary>
    Anywhere,
    /// <summary>At the start of a word: elsewhere it belongs to it (<c>$#</c>, <c>a#b</c>).</summary>
    WordStart,
    /// <summary>As the first of its line.</summary>
    LineStart,
}

/// <summary>How a text keeps its end mark inside itself.</summary>
internal enum Escape
{
    /// <summary>It cannot.</summary>
    None,
    /// <summary>With a backslash before it.</summary>
    Backslash,
    /// <summary>By writing it twice.</summary>
    Doubling,
    /// <summary>With a backtick before it.</summary>
    Backtick,
}

/// <summary>A comment between two marks.</summary>
/// <param name="Open">The first mark.</param>
/// <param name="Close">The second.</param>
/// <param name="Nests">Whether one may stand within another.</param>
/// <param name="AtLineStart">Both marks count only at the start of a line.</param>
internal sealed record BlockForm(string Open, string Close, bool Nests = false, bool AtLineStart = false);

/// <summary>Finds out whether a text begins here, how long its first mark is, and what ends it.</summary>
internal delegate (int Length, string Close)? Opening(ReadOnlySpan<char> text);

/// <summary>A text that is no comment, whatever it says.</summary>
/// <param name="Open">Its beginning.</param>
/// <param name="Escape">How it keeps its end mark.</param>
/// <param name="Multiline">Whether it may go on in the next line; else a missing end mark does no harm beyond its line.</param>
/// <param name="AtWordStart">It begins only there; elsewhere the mark is an apostrophe.</param>
internal sealed record TextForm(Opening Open, Escape Escape = Escape.Backslash, bool Multiline = false, bool AtWordStart = false);

/// <summary>What a language's comments and texts look like.</summary>
internal sealed record CommentSyntax
{
    /// <summary>Marks that make the rest of a line a comment.</summary>
    public string[] Lines { get; init; } = [];

    /// <summary>Where they count.</summary>
    public MarkPlace Place { get; init; }

    /// <summary>Comments between marks; looked for before <see cref="Lines"/>.</summary>
    public BlockForm[] Blocks { get; init; } = [];

    /// <summary>Texts; the first that fits counts.</summary>
    public TextForm[] Texts { get; init; } = [];

    /// <summary>What a text of whole lines begins with; what follows is the word that ends it. Null: there are none.</summary>
    public string? Heredoc { get; init; }

    /// <summary>Whether a slash may begin a regular expression.</summary>
    public bool HasRegexes { get; init; }

    /// <summary>Whether an apostrophe begins a single character, or else means nothing.</summary>
    public bool HasCharacters { get; init; }

    /// <summary>Whether a backslash takes the meaning of the next character, outside of texts, too.</summary>
    public bool HasEscapes { get; init; }

    /// <summary>The characters at which something may begin.</summary>
    public SearchValues<char> Starts => field ??= SearchValues.Create(
        [.. Lines.Concat(Blocks.Select(block => block.Open)).Select(mark => mark[0]), .. TextStarts, .. Heredoc is null ? "" : "<", .. HasRegexes ? "/" : "", .. HasCharacters ? "'" : "", .. HasEscapes ? "\\" : ""]);

    /// <summary>The first characters of texts.</summary>
    public string TextStarts { get; init; } = "";
}
