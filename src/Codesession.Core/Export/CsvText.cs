using System.Globalization;

namespace Codesession;

/// <summary>Cells of CSV files.</summary>
internal static class CsvText
{
    /// <summary>
    /// A text, always quoted. A spreadsheet runs a cell that begins like a formula; an apostrophe makes it text. What would steer a terminal is put
    /// out of action.
    /// </summary>
    public static string Of(string text)
    {
        var cells = text.ReplaceLineEndings("\\n").Split('\t').Select(part => PlainText.Of(part, int.MaxValue));
        var cell = string.Join('\t', cells).Replace("\"", "\"\"");
        return cell.Length > 0 && "=+-@\t".Contains(cell[0]) ? $"\"'{cell}\"" : $"\"{cell}\"";
    }

    /// <summary>An amount of money, exact.</summary>
    public static string Of(decimal dollars) => dollars.ToString(CultureInfo.InvariantCulture);
}
