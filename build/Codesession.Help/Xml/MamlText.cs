using System.Xml.Linq;
using Codesession.Help.Text;
using static Codesession.Help.Xml.MamlNames;

namespace Codesession.Help.Xml;

/// <summary>Text as paragraphs of MAML. Its lists are not used: Get-Help shows them in descriptions alone.</summary>
internal static class MamlText
{
    public static IEnumerable<XElement> Of(IEnumerable<TextBlock> blocks)
    {
        // Get-Help cuts the white space off both ends of a paragraph, so code would lose the indent of its first line if it stood alone.
        var paragraphs = new List<string>();
        foreach (var block in blocks)
        {
            if (block.IsCode && paragraphs.Count > 0)
                paragraphs[^1] += $"\n\n{block}";
            else
                paragraphs.Add(block.ToString());
        }
        return paragraphs.Select(Of);
    }

    public static XElement Of(string paragraph) => new(Maml + "para", paragraph);
}
