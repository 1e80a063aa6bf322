using System.Text;
using Codesession.Help.Pages;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Codesession.Help.Text;

/// <summary>Markdown as the plain text that a terminal shows: no marks, lists with dashes, code indented.</summary>
internal static class PlainText
{
    private const int CodeIndent = 4;

    /// <exception cref="PageFormatException">Something has no plain form, such as a table or HTML.</exception>
    public static IReadOnlyList<TextBlock> Of(IEnumerable<Block> blocks) =>
        [.. blocks.Where(block => !IsComment(block)).Select(block => new TextBlock([.. Lines(block)], block is CodeBlock))];

    public static string Of(LeafBlock block) => block.Inline is { } inlines ? Of(inlines) : "";

    public static string Of(ContainerInline inlines)
    {
        var text = new StringBuilder();
        AppendAll(text, inlines);
        return text.ToString().Trim();
    }

    public static string Code(CodeBlock block) => block.Lines.ToString().ReplaceLineEndings("\n").TrimEnd();

    public static bool IsComment(Block block) => block is HtmlBlock { Type: HtmlBlockType.Comment };

    private static IEnumerable<TextLine> Lines(Block block) => block switch
    {
        ParagraphBlock paragraph => Of(paragraph).Split('\n').Select(line => new TextLine(line, 0)),
        CodeBlock code => Code(code).Split('\n').Select(line => Indent(new(line, null), CodeIndent)),
        ListBlock list => list.OfType<ListItemBlock>().SelectMany(item => Lines(item, list.IsOrdered ? $"{item.Order}. " : "- ")),
        _ => throw new PageFormatException(block.Line + 1, $"{Kind(block)} cannot be shown as plain text"),
    };

    private static IEnumerable<TextLine> Lines(ListItemBlock item, string mark) =>
        item.SelectMany(Lines).Select((line, index) => index == 0
            ? new TextLine(mark + line.Text, mark.Length)
            : Indent(line, mark.Length));

    private static TextLine Indent(TextLine line, int indent) =>
        line.Text.Length == 0 ? line : new(new string(' ', indent) + line.Text, line.Hanging + indent);

    private static void Append(StringBuilder text, Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                text.Append(literal.Content.AsSpan());
                break;
            case CodeInline code:
                text.Append(code.Content);
                break;
            case LineBreakInline line:
                text.Append(line.IsHard ? '\n' : ' ');
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.AsSpan());
                break;
            case AutolinkInline link:
                text.Append(link.Url);
                break;
            case LinkInline { IsImage: false } link:
                AppendAll(text, link);
                // Where a relative link leads, only a reader of the repository can go.
                if (Uri.IsWellFormedUriString(link.Url, UriKind.Absolute))
                    text.Append($" ({link.Url})");
                break;
            case EmphasisInline emphasis:
                AppendAll(text, emphasis);
                break;
            case DelimiterInline delimiter:
                text.Append(delimiter.ToLiteral());
                AppendAll(text, delimiter);
                break;
            default:
                throw new PageFormatException(inline.Line + 1, $"{Kind(inline)} cannot be shown as plain text");
        }
    }

    private static void AppendAll(StringBuilder text, ContainerInline container)
    {
        foreach (var inline in container)
            Append(text, inline);
    }

    private static string Kind(MarkdownObject part) => part switch
    {
        HeadingBlock => "a heading here",
        Table => "a table",
        QuoteBlock => "a quotation",
        HtmlBlock or HtmlInline => "HTML (write <name> as `<name>`)",
        LinkInline => "an image",
        ThematicBreakBlock => "a rule",
        _ => $"a {part.GetType().Name}",
    };
}
