using Codesession.Help.Pages;
using Codesession.Help.Text;
using Markdig.Syntax;

namespace Codesession.Help.About;

/// <summary>An about topic in the layout of PowerShell's own: headings in capitals, the text under them indented.</summary>
internal sealed record AboutTopic(string Name, string Text)
{
    private const int Indent = 4;

    public static AboutTopic Read(string file)
    {
        var page = Section.ReadPage(file);
        if (page.Blocks is not [ParagraphBlock, ..])
            throw new PageFormatException(page.Line, "there is no short description: one line under the name");
        var text = page.Text;
        // The list of topics shows the fifth line of the file, and so no more of the short description than that.
        if (text[0].ToString() is var description && description.Length > Wrapping.Width - Indent)
            throw new PageFormatException(page.Blocks[0].Line + 1, $"the short description is longer than {Wrapping.Width - Indent} characters");

        var lines = new List<string> { "TOPIC", new string(' ', Indent) + page.Title };
        Add(lines, "SHORT DESCRIPTION", [text[0]]);
        if (text.Count > 1)
            Add(lines, "LONG DESCRIPTION", text.Skip(1));
        foreach (var section in page.Sections)
        {
            Add(lines, section.Title.ToUpperInvariant(), section.Text);
            foreach (var part in section.Sections)
            {
                if (part.Sections is [var inner, ..])
                    throw new PageFormatException(inner.Line, "an about topic has no headings below ###");
                Add(lines, $"  {part.Title}", part.Text);
            }
        }
        return new(page.Title, string.Join('\n', lines) + "\n");
    }

    private static void Add(List<string> lines, string heading, IEnumerable<TextBlock> blocks)
    {
        lines.AddRange(["", heading]);
        foreach (var (index, block) in blocks.Index())
        {
            if (index > 0)
                lines.Add("");
            lines.AddRange(block.Lines.SelectMany(line => Wrapping.Wrap(line, Indent)));
        }
    }
}
