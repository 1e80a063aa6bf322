using System.Globalization;
using System.Text;

namespace Codesession;

/// <summary>
/// Text from elsewhere (names, notes, file names, commit messages) as a terminal may show it: what would steer the
/// terminal or turn the reading direction becomes a visible mark.
/// </summary>
public static class PlainText
{
    /// <summary>The text in one line.</summary>
    /// <param name="text">The text; null: none.</param>
    /// <param name="longest">How many characters of it at most.</param>
    public static string Of(string? text, int longest = 2000)
    {
        text ??= "";
        var shown = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= longest)
            {
                return shown.Append('…').ToString();
            }
            var steers = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
            shown.Append(steers ? rune.Value is '\n' or '\r' or '\t' ? " " : "�" : rune.ToString());
        }
        return shown.ToString();
    }
}
