using System.Text;
using System.Xml;
using System.Xml.Linq;
using static Codesession.Help.Xml.MamlNames;

namespace Codesession.Help.Xml;

/// <summary>A help file of PowerShell, the same bytes for the same commands on every system.</summary>
internal static class MamlFile
{
    private static readonly XmlWriterSettings Format = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.None,
    };

    public static void Write(string path, IEnumerable<XElement> commands)
    {
        using var writer = XmlWriter.Create(path, Format);
        new XDocument(new XElement(Items + "helpItems",
            new XAttribute("schema", "maml"), // without it PowerShell reads nothing
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            commands)).Save(writer);
    }
}
