using System.Text;

namespace Codesession.Help.Text;

/// <summary>Lines no longer than a terminal of old, as far as words allow.</summary>
internal static class Wrapping
{
    public const int Width = 80;

    public static IEnumerable<string> Wrap(TextLine line, int indent)
    {
        var margin = new string(' ', indent);
        if (line.Hanging is not { } hanging)
        {
            yield return line.Text.Length == 0 ? "" : margin + line.Text;
            yield break;
        }

        var words = line.Text.TrimStart(' ');
        var wrapped = new StringBuilder(margin).Append(' ', line.Text.Length - words.Length);
        var isEmpty = true;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && wrapped.Length + 1 + word.Length > Width)
            {
                yield return wrapped.ToString();
                wrapped.Clear().Append(margin).Append(' ', hanging);
                isEmpty = true;
            }
            if (!isEmpty)
                wrapped.Append(' ');
            wrapped.Append(word);
            isEmpty = false;
        }
        yield return wrapped.ToString();
    }
}
