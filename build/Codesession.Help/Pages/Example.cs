using Codesession.Help.Text;
using Markdig.Syntax;

namespace Codesession.Help.Pages;

/// <summary>An example: PowerShell first, then what it shows and words about it.</summary>
/// <param name="Code">The first block of code with those right behind it, such as its output.</param>
/// <param name="Scripts">Every block that claims to be PowerShell, with the line of its first line.</param>
internal sealed record Example(string Title, int Line, string Code, IReadOnlyList<TextBlock> Remarks,
    IReadOnlyList<(string Code, int Line)> Scripts)
{
    public static Example Of(Section section)
    {
        if (section.Sections is [var inner, ..])
            throw new PageFormatException(inner.Line, "an example has no headings of its own");
        if (section.Blocks is not [FencedCodeBlock { Info: "powershell" }, ..])
            throw new PageFormatException(section.Line, "an example begins with its code, fenced as ```powershell");
        CodeBlock[] code = [.. section.Blocks.TakeWhile(block => block is CodeBlock).Cast<CodeBlock>()];
        return new(section.Title, section.Line,
            string.Join("\n\n", code.Select(PlainText.Code)),
            PlainText.Of(section.Blocks.Skip(code.Length)),
            [.. section.Blocks.OfType<FencedCodeBlock>().Where(block => block.Info == "powershell")
                .Select(block => (PlainText.Code(block), block.Line + 2))]);
    }
}
