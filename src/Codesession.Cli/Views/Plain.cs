using System.Globalization;
using System.Text;

namespace Codesession.Cli.Views;

/// <summary>
/// Text from elsewhere (names, notes, file names, commit messages) as a terminal may show it: what would steer the
/// terminal or turn the reading direction becomes a visible mark.
/// </summary>
internal static class Plain
{
    public static string Text(string text, int longest = 2000)
    {
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
