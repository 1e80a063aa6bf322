namespace Codesession.Comments;

/// <summary>A line of a comment, without the comment's own marks.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="Length">How long it is.</param>
internal readonly record struct CommentLine(int Line, int Start, int Length);

/// <summary>
/// Tells a program's comments from its texts, without understanding the rest. It takes time in proportion to the length of what it reads,
/// whatever that is, and a mistake in a text of one line ends with the line.
/// </summary>
internal sealed class CommentScanner
{
    /// <summary>How far what begins a text, a regular expression or a character may reach.</summary>
    private const int LongestMark = 64, LongestRegex = 1000, LongestCharacter = 12;

    /// <summary>After so many that end nowhere, what looks like the begin of a heredoc is none.</summary>
    private const int MostVainHeredocs = 50;

    private static readonly System.Buffers.SearchValues<char> Letters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz");

    private readonly string text;
    private readonly CommentSyntax? script;
    private readonly CommentSyntax? style;
    private readonly List<CommentLine> lines = [];
    private CommentSyntax syntax;
    private int position;
    private int end;
    private (int From, int To) body = (int.MaxValue, 0);
    private int vainHeredocs;
    private (int Line, int At) counted = (1, 0);

    private CommentScanner(string text, CommentSyntax syntax, CommentSyntax? script, CommentSyntax? style)
    {
        (this.text, this.syntax, this.script, this.style) = (text, syntax, script, style);
        end = text.Length;
    }

    /// <summary>The lines of all comments in a file, in their order.</summary>
    /// <param name="text">What is in it.</param>
    /// <param name="path">Its path, which tells the language.</param>
    public static IReadOnlyList<CommentLine> Read(string text, string path)
    {
        if (Languages.Of(path) is not { } syntax)
            return [];
        var scanner = new CommentScanner(text, syntax, Languages.Within(path, isStyle: false), Languages.Within(path, isStyle: true));
        scanner.Scan();
        return scanner.lines;
    }

    private ReadOnlySpan<char> Rest => text.AsSpan(position, end - position);

    private void Scan()
    {
        while (position < end)
        {
            if (position >= body.From)
            {
                position = Math.Max(position, body.To);
                body = (int.MaxValue, 0);
                continue;
            }
            var stop = Math.Min(end, body.From);
            var next = text.AsSpan(position, stop - position).IndexOfAny(syntax.Starts);
            if (next < 0)
            {
                position = stop;
                continue;
            }
            position += next;
            if (syntax.HasEscapes && text[position] == '\\')
            {
                position = Math.Min(end, position + 2);
                continue;
            }
            if (!(Embedded() || Block() || LineComment() || Heredoc() || Text() || Character() || Regex()))
                position++;
        }
    }

    /// <summary>What stands in a page between the tags of a script or style is in another language.</summary>
    private bool Embedded()
    {
        if (script is null || style is null || syntax == script || syntax == style)
            return false;
        var name = Rest.StartsWith("<script", StringComparison.OrdinalIgnoreCase) ? "script" : Rest.StartsWith("<style", StringComparison.OrdinalIgnoreCase) ? "style" : null;
        if (name is null || Rest.IndexOf('>') is not (>= 0 and var tag))
            return false;
        var (page, pageEnd) = (syntax, end);
        position += tag + 1;
        var close = Rest.IndexOf($"</{name}", StringComparison.OrdinalIgnoreCase);
        (syntax, end) = (name == "script" ? script : style, close < 0 ? end : position + close);
        Scan();
        (syntax, end) = (page, pageEnd);
        return true;
    }

    private bool Block()
    {
        foreach (var block in syntax.Blocks)
        {
            if (!Rest.StartsWith(block.Open, StringComparison.Ordinal) || (block.AtLineStart && !IsAtLineStart(afterSpace: false)))
                continue;
            position += block.Open.Length;
            var start = position;
            var close = block.AtLineStart ? "\n" + block.Close : block.Close;
            for (var depth = 1; depth > 0;)
            {
                var next = Rest.IndexOf(close, StringComparison.Ordinal);
                var inner = block.Nests && next > 0 ? Rest[..next].IndexOf(block.Open, StringComparison.Ordinal) : -1;
                if (next < 0)
                {
                    AddLines(start, end);
                    position = end;
                    return true;
                }
                depth += inner >= 0 ? 1 : -1;
                position += inner >= 0 ? inner + block.Open.Length : next + (depth > 0 ? close.Length : 0);
            }
            AddLines(start, position);
            position += close.Length;
            return true;
        }
        return false;
    }

    private bool LineComment()
    {
        foreach (var mark in syntax.Lines)
        {
            if (!Rest.StartsWith(mark, StringComparison.Ordinal)
                || (syntax.Place == MarkPlace.WordStart && !IsBehind(";&|()},")) || (syntax.Place == MarkPlace.LineStart && !IsAtLineStart(afterSpace: true)))
                continue;
            var start = position + mark.Length;
            position = LineEnd(position);
            AddLines(start, position);
            return true;
        }
        return false;
    }

    // <<EOT, <<-EOT, <<~EOT, <<'EOT': texts of the lines that follow, up to one with this word alone.
    private bool Heredoc()
    {
        if (syntax.Heredoc is not { } mark || vainHeredocs == MostVainHeredocs || !Rest.StartsWith(mark, StringComparison.Ordinal))
            return false;
        var word = Rest[mark.Length..].TrimStart("-~").TrimStart("'\"");
        var length = 0;
        while (length < word.Length && length < LongestMark && (char.IsAsciiLetterOrDigit(word[length]) || word[length] == '_'))
            length++;
        if (length == 0 || char.IsAsciiDigit(word[0]))
            return false;
        word = word[..length];
        var from = LineEnd(position);
        for (var line = Math.Max(from, body.To); line < end;)
        {
            var next = LineEnd(line + 1);
            var content = text.AsSpan(Math.Min(line + 1, end)..next).Trim(" \t\r");
            if (content.StartsWith(word, StringComparison.Ordinal) && content[word.Length..].Trim(";,)").IsEmpty)
            {
                body = (from, next);
                position += mark.Length;
                return true;
            }
            line = next;
        }
        vainHeredocs++;
        return false;
    }

    private bool Text()
    {
        var near = Rest[..Math.Min(LongestMark, Rest.Length)];
        foreach (var form in syntax.Texts)
        {
            if (form.Open(near) is not { } open || (form.AtWordStart && !IsBehind("{[(,")) || (char.IsAsciiLetter(near[0]) && IsWithinWord()))
                continue;
            position += open.Length;
            while (position < end)
            {
                if (Rest.StartsWith(open.Close, StringComparison.Ordinal))
                {
                    position += open.Close.Length;
                    if (form.Escape != Escape.Doubling || !Rest.StartsWith(open.Close, StringComparison.Ordinal))
                        return true;
                    position += open.Close.Length;
                    continue;
                }
                if (text[position] == '\n' && !form.Multiline)
                    return true;
                position = Math.Min(end, position + (Escapes(form.Escape, text[position]) ? 2 : 1));
            }
            return true;
        }
        return false;
    }

    // 'a' or '\n': elsewhere an apostrophe is part of a number or a lifetime.
    private bool Character()
    {
        if (!syntax.HasCharacters || text[position] != '\'')
            return false;
        var near = Rest[1..Math.Min(LongestCharacter, Rest.Length)];
        var from = near is ['\\', ..] ? 2 : 1;
        var close = near.Length > from ? near[from..].IndexOf('\'') : -1;
        if (close < 0 || (from == 1 && close > 1) || near[..(from + close)].Contains('\n'))
            return false;
        position += from + close + 2;
        return true;
    }

    // Behind an operator or a bracket a slash begins no division.
    private bool Regex()
    {
        if (!syntax.HasRegexes || text[position] != '/' || !("(,=:[!&|?{};+>\n".Contains(Before()) || IsBehindKeyword()))
            return false;
        var (isClass, most) = (false, Math.Min(end, position + LongestRegex));
        for (var i = position + 1; i < most && text[i] != '\n'; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    isClass = true;
                    break;
                case ']':
                    isClass = false;
                    break;
                case '/' when !isClass:
                    position = i + 1;
                    return true;
            }
        }
        return false;
    }

    private static bool Escapes(Escape escape, char letter) => escape switch
    {
        Escape.Backslash => letter == '\\',
        Escape.Backtick => letter == '`',
        _ => false,
    };

    private bool IsBehindKeyword()
    {
        var before = text.AsSpan(Math.Max(0, position - LongestMark)..position).TrimEnd(" \t");
        var word = before[(before.LastIndexOfAnyExcept(Letters) + 1)..];
        return word is "return" or "typeof" or "case" or "of" or "in" or "do" or "else" or "yield" or "await" or "throw" or "delete" or "void";
    }

    private char Before()
    {
        var i = position - 1;
        while (i >= 0 && position - i < LongestMark && text[i] is ' ' or '\t')
            i--;
        return i < 0 ? '\n' : text[i];
    }

    // Behind space, or one of these: ${#name} is no comment.
    private bool IsBehind(string marks) => position == 0 || char.IsWhiteSpace(text[position - 1]) || marks.Contains(text[position - 1]);

    private bool IsWithinWord() => position > 0 && (char.IsLetterOrDigit(text[position - 1]) || text[position - 1] == '_');

    private bool IsAtLineStart(bool afterSpace)
    {
        var i = position - 1;
        while (afterSpace && i >= 0 && position - i < LongestRegex && text[i] is ' ' or '\t')
            i--;
        return i < 0 || text[i] == '\n';
    }

    private int LineEnd(int from) => from < end && text.AsSpan(from, end - from).IndexOf('\n') is >= 0 and var length ? from + length : end;

    private void AddLines(int from, int to)
    {
        while (from < to)
        {
            var length = text.AsSpan(from, to - from).IndexOf('\n') is >= 0 and var found ? found : to - from;
            counted = (counted.Line + text.AsSpan(counted.At, from - counted.At).Count('\n'), from);
            lines.Add(new CommentLine(counted.Line, from, length));
            from += length + 1;
        }
    }
}
