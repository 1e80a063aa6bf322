namespace Codesession;

/// <summary>A comment that says what is to be done.</summary>
/// <param name="File">Its file, from the project's folder, <c>/</c> between folders.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Type"><c>TODO</c>, <c>FIXME</c>, <c>HACK</c> or <c>XXX</c>.</param>
/// <param name="Text">What follows the word, in one line of at most <see cref="LongestText"/> characters.</param>
/// <param name="ModifiedAt">When the file was last written.</param>
public sealed record TodoComment(string File, int Line, string Type, string Text, DateTimeOffset ModifiedAt)
{
    /// <summary>The longest text.</summary>
    public const int LongestText = 200;

    /// <summary>The words that such a comment begins with.</summary>
    internal static readonly string[] Words = ["TODO", "FIXME", "HACK", "XXX"];

    /// <summary>Reads a line of a comment, which may still have marks before its words; null: it begins with none of the words.</summary>
    internal static (string Type, string Text)? Read(ReadOnlySpan<char> comment)
    {
        var begin = comment.TrimStart(" \t*/!#;-<");
        foreach (var word in Words)
        {
            if (!begin.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                continue;
            var rest = begin[word.Length..];
            if (rest is [var next, ..] && (char.IsLetterOrDigit(next) || next is '_' or '-'))
                return null; // "TODOs", "todo_list": another word
            // In upper case, or with a colon behind it, and perhaps somebody's name: "Todo: x", "fixme(ada): y".
            var behindName = rest is ['(', ..] && rest.IndexOf(')') is > 0 and var end ? rest[(end + 1)..] : rest;
            return begin.StartsWith(word, StringComparison.Ordinal) || behindName.StartsWith(':')
                ? (word, PlainText.Of(rest.Trim(" \t\r:").ToString(), LongestText - 1))
                : null;
        }
        return null;
    }
}
