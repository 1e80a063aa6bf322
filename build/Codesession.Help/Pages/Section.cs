using Codesession.Help.Text;
using Markdig;
using Markdig.Syntax;

namespace Codesession.Help.Pages;

/// <summary>A heading with what stands under it, down to the next one, and its sections of the next level.</summary>
internal sealed record Section(string Title, int Line, IReadOnlyList<Block> Blocks, IReadOnlyList<Section> Sections)
{
    // Tables are parsed only to be refused: they would else be paragraphs full of bars.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    public IReadOnlyList<TextBlock> Text => PlainText.Of(Blocks);

    /// <summary>The section of the whole page, headed by the name of its file.</summary>
    public static Section ReadPage(string file)
    {
        Block[] blocks = [.. Markdown.Parse(File.ReadAllText(file), Pipeline).Where(block => !PlainText.IsComment(block))];
        var name = Path.GetFileNameWithoutExtension(file);
        if (blocks is not [HeadingBlock { Level: 1 } heading, ..] || PlainText.Of(heading) != name)
            throw new PageFormatException(1, $"the page has to begin with the heading # {name}");
        return Read(heading, blocks[1..]);
    }

    private static Section Read(HeadingBlock heading, Block[] blocks)
    {
        bool Heads(Block block) => block is HeadingBlock inner && inner.Level == heading.Level + 1;
        int[] starts = [.. blocks.Index().Where(block => Heads(block.Item)).Select(block => block.Index), blocks.Length];
        return new(PlainText.Of(heading), heading.Line + 1, blocks[..starts[0]],
            [.. starts.Zip(starts.Skip(1), (from, to) => Read((HeadingBlock)blocks[from], blocks[(from + 1)..to]))]);
    }
}
