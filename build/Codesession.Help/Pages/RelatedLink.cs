using Codesession.Help.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Codesession.Help.Pages;

/// <summary>A link to read on; without an address, the name of another topic of Get-Help.</summary>
internal sealed record RelatedLink(string Text, string? Address)
{
    public static IReadOnlyList<RelatedLink> AllOf(Section section) =>
        section is { Blocks: [ListBlock list], Sections: [] }
            ? [.. list.OfType<ListItemBlock>().Select(Of)]
            : throw new PageFormatException(section.Line, $"{section.Title} is one list of links");

    private static RelatedLink Of(ListItemBlock item)
    {
        if (item is not [ParagraphBlock { Inline: { FirstChild: LinkInline { IsImage: false } link } only }] || only.LastChild != link)
            throw new PageFormatException(item.Line + 1, "a related link is a Markdown link and nothing else");
        return new(PlainText.Of((ContainerInline)link), Uri.IsWellFormedUriString(link.Url, UriKind.Absolute) ? link.Url : null);
    }
}
