using Codesession.Help.Text;
using Markdig.Syntax;

namespace Codesession.Help.Pages;

/// <summary>The words about one cmdlet.</summary>
internal sealed record CmdletPage(string File, string? Synopsis, IReadOnlyList<TextBlock> Description, IReadOnlyList<Entry> Parameters,
    IReadOnlyList<Example> Examples, IReadOnlyList<Entry> Inputs, IReadOnlyList<Entry> Outputs, IReadOnlyList<TextBlock> Notes,
    IReadOnlyList<RelatedLink> Links)
{
    private static readonly string[] Titles =
        ["Description", "Parameters", "Examples", "Inputs", "Outputs", "Notes", "Related links"];

    public string Name => Path.GetFileNameWithoutExtension(File);

    public static CmdletPage Read(string file)
    {
        var page = Section.ReadPage(file);
        if (page.Sections.FirstOrDefault(section => !Titles.Contains(section.Title)) is { } unknown)
            throw new PageFormatException(unknown.Line, $"there is no section {unknown.Title} in help, only {string.Join(", ", Titles)}");
        if (page.Sections.CountBy(section => section.Title).FirstOrDefault(title => title.Value > 1) is { Key: { } twice })
            throw new PageFormatException(page.Sections.Last(section => section.Title == twice).Line, $"a second section {twice}");

        Section? Find(string title) => page.Sections.FirstOrDefault(section => section.Title == title);
        return new(file,
            page.Blocks switch
            {
                [] => null,
                [ParagraphBlock synopsis] => PlainText.Of(synopsis),
                [_, var second, ..] => throw new PageFormatException(second.Line + 1, "the synopsis is one paragraph; more is ## Description"),
                [var other] => throw new PageFormatException(other.Line + 1, "the synopsis is one paragraph"),
            },
            TextOf(Find("Description")),
            EntriesOf(Find("Parameters")),
            [.. PartsOf(Find("Examples")).Select(Example.Of)],
            EntriesOf(Find("Inputs")),
            EntriesOf(Find("Outputs")),
            TextOf(Find("Notes")),
            Find("Related links") is { } links ? RelatedLink.AllOf(links) : []);
    }

    private static IReadOnlyList<TextBlock> TextOf(Section? section) => section switch
    {
        null => [],
        { Sections: [var inner, ..] } => throw new PageFormatException(inner.Line, $"{section.Title} has no headings of its own"),
        _ => section.Text,
    };

    private static IReadOnlyList<Entry> EntriesOf(Section? section) =>
        [.. PartsOf(section).Select(part => new Entry(part.Title, part.Line, TextOf(part)))];

    private static IReadOnlyList<Section> PartsOf(Section? section) => section switch
    {
        null => [],
        { Blocks: [var stray, ..] } => throw new PageFormatException(stray.Line + 1, $"{section.Title} begins with a heading ###"),
        _ => section.Sections,
    };
}

/// <summary>A parameter, or a type that goes in or comes out.</summary>
internal sealed record Entry(string Title, int Line, IReadOnlyList<TextBlock> Text);
