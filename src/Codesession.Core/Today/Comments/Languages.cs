namespace Codesession.Comments;

/// <summary>Which language a file is in, by its name.</summary>
internal static class Languages
{
    private static readonly TextForm Quoted = Plain("\"");
    private static readonly TextForm SingleQuoted = Plain("'");
    private static readonly TextForm[] QuotedLines = [Plain("\"", multiline: true), Plain("'", multiline: true)];
    private static readonly TextForm[] TripleQuoted = [Plain("\"\"\"", multiline: true), Plain("'''", multiline: true)];
    private static readonly BlockForm Stars = new("/*", "*/");
    private static readonly BlockForm Markup = new("<!--", "-->");

    private static readonly CommentSyntax CLike = new()
    {
        Lines = ["//"], Blocks = [Stars], Texts = [new(CppRaw, Escape.None, Multiline: true), Quoted], TextStarts = "R\"", HasCharacters = true,
    };

    private static readonly CommentSyntax Java = new()
    {
        Lines = ["//"], Blocks = [Stars], Texts = [Plain("\"\"\"", multiline: true), Quoted], TextStarts = "\"", HasCharacters = true,
    };

    private static readonly CommentSyntax Nesting = Java with { Blocks = [new("/*", "*/", Nests: true)] };

    private static readonly CommentSyntax CSharp = new()
    {
        Lines = ["//"], Blocks = [Stars],
        Texts = [new(CSharpRaw, Escape.None, Multiline: true), new(Verbatim, Escape.Doubling, Multiline: true), Quoted], TextStarts = "\"@$", HasCharacters = true,
    };

    private static readonly CommentSyntax Go = new()
    {
        Lines = ["//"], Blocks = [Stars], Texts = [Plain("`", Escape.None, multiline: true), Quoted], TextStarts = "`\"", HasCharacters = true,
    };

    private static readonly CommentSyntax Rust = new()
    {
        Lines = ["//"], Blocks = [new("/*", "*/", Nests: true)], Texts = [new(RustRaw, Escape.None, Multiline: true), Plain("\"", multiline: true)], TextStarts = "bcr\"", HasCharacters = true,
    };

    private static readonly CommentSyntax Swift = new()
    {
        Lines = ["//"], Blocks = [new("/*", "*/", Nests: true)],
        Texts = [new(SwiftRaw, Escape.None, Multiline: true), Plain("\"\"\"", multiline: true), Quoted], TextStarts = "#\"",
    };

    private static readonly CommentSyntax JavaScript = new()
    {
        Lines = ["//"], Blocks = [Stars], Texts = [Plain("`", multiline: true), Quoted, SingleQuoted], TextStarts = "`\"'", HasRegexes = true,
    };

    private static readonly CommentSyntax Dart = new()
    {
        Lines = ["//"], Blocks = [new("/*", "*/", Nests: true)], Texts = [.. TripleQuoted, Quoted, SingleQuoted], TextStarts = "\"'",
    };

    private static readonly CommentSyntax Groovy = Dart with { Blocks = [Stars] };

    private static readonly CommentSyntax Php = new()
    {
        Lines = ["//", "#"], Blocks = [Stars, Markup], Texts = QuotedLines, TextStarts = "\"'", Heredoc = "<<<", Place = MarkPlace.WordStart,
    };

    private static readonly CommentSyntax Css = new() { Blocks = [Stars], Texts = [Quoted, SingleQuoted], TextStarts = "\"'" };

    private static readonly CommentSyntax Scss = Css with { Lines = ["//"], Place = MarkPlace.WordStart };

    private static readonly CommentSyntax Python = new() { Lines = ["#"], Texts = [.. TripleQuoted, Quoted, SingleQuoted], TextStarts = "\"'" };

    private static readonly CommentSyntax Ruby = new()
    {
        Lines = ["#"], Place = MarkPlace.WordStart, Blocks = [new("=begin", "=end", AtLineStart: true)], Texts = QuotedLines, TextStarts = "\"'", Heredoc = "<<",
    };

    private static readonly CommentSyntax Perl = Ruby with { Blocks = [new("=pod", "=cut", AtLineStart: true), new("=head", "=cut", AtLineStart: true)] };

    private static readonly CommentSyntax Shell = new()
    {
        Lines = ["#"], Place = MarkPlace.WordStart, Texts = [Plain("'", Escape.None, multiline: true), Plain("\"", multiline: true)], TextStarts = "\"'", Heredoc = "<<", HasEscapes = true,
    };

    private static readonly CommentSyntax PowerShell = new()
    {
        Lines = ["#"], Place = MarkPlace.WordStart, Blocks = [new("<#", "#>")],
        Texts =
        [
            new(text => text.StartsWith("@\"") ? (2, "\n\"@") : text.StartsWith("@'") ? (2, "\n'@") : null, Escape.None, Multiline: true),
            Plain("\"", Escape.Backtick, multiline: true), Plain("'", Escape.Doubling, multiline: true),
        ],
        TextStarts = "@\"'",
    };

    // A text of a configuration seldom goes on in the next line, and an apostrophe stands within words.
    private static readonly CommentSyntax Yaml = new()
    {
        Lines = ["#"], Place = MarkPlace.WordStart, Texts = [Plain("\"") with { AtWordStart = true }, Plain("'", Escape.Doubling) with { AtWordStart = true }], TextStarts = "\"'",
    };

    private static readonly CommentSyntax Toml = Python with { Texts = [.. TripleQuoted, Quoted, Plain("'", Escape.None)] };

    private static readonly CommentSyntax Terraform = new()
    {
        Lines = ["#", "//"], Place = MarkPlace.WordStart, Blocks = [Stars], Texts = [Quoted], TextStarts = "\"", Heredoc = "<<",
    };

    private static readonly CommentSyntax Dockerfile = new() { Lines = ["#"], Place = MarkPlace.LineStart, Heredoc = "<<" };

    private static readonly CommentSyntax Makefile = new() { Lines = ["#"], Place = MarkPlace.WordStart };

    private static readonly CommentSyntax Sql = new()
    {
        Lines = ["--"], Blocks = [Stars], Texts = [Plain("'", Escape.Doubling, multiline: true), Plain("\"", Escape.Doubling)], TextStarts = "'\"",
    };

    private static readonly CommentSyntax Lua = new()
    {
        Lines = ["--"], Blocks = [new("--[[", "]]"), new("--[=[", "]=]"), new("--[==[", "]==]")],
        Texts = [new(LuaLong, Escape.None, Multiline: true), Quoted, SingleQuoted], TextStarts = "[\"'",
    };

    private static readonly CommentSyntax Haskell = new()
    {
        Lines = ["--"], Blocks = [new("{-", "-}", Nests: true)], Texts = [Quoted], TextStarts = "\"", HasCharacters = true, Place = MarkPlace.WordStart,
    };

    private static readonly CommentSyntax R = new() { Lines = ["#"], Texts = QuotedLines, TextStarts = "\"'" };

    private static readonly CommentSyntax Elixir = Python with { Place = MarkPlace.WordStart };

    private static readonly CommentSyntax Lisp = new() { Lines = [";"], Texts = [Plain("\"", multiline: true)], TextStarts = "\"" };

    private static readonly CommentSyntax Xml = new() { Blocks = [Markup] };

    // Code in a text about code is an example.
    private static readonly CommentSyntax Markdown = Xml with { Texts = [new(Fence, Escape.None, Multiline: true), Plain("``", Escape.None), Plain("`", Escape.None)], TextStarts = "`" };

    private static readonly CommentSyntax Mdx = Markdown with { Blocks = [Markup, new("{/*", "*/}")] };

    private static readonly Dictionary<string, CommentSyntax> ByEnding = new(StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, CommentSyntax> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Dockerfile"] = Dockerfile, ["Containerfile"] = Dockerfile, ["Makefile"] = Makefile, ["GNUmakefile"] = Makefile,
        ["Gemfile"] = Ruby, ["Rakefile"] = Ruby, ["Jenkinsfile"] = Groovy, ["CMakeLists.txt"] = Makefile,
    };

    static Languages()
    {
        foreach (var (endings, syntax) in ((string, CommentSyntax)[])
        [
            ("c h cc cpp cxx hh hpp hxx m mm cu proto", CLike), ("java", Java), ("kt kts scala sc", Nesting), ("cs csx", CSharp), ("go", Go), ("rs", Rust), ("zig", Go),
            ("swift", Swift), ("ts tsx js jsx mjs cjs mts cts", JavaScript), ("dart", Dart), ("groovy gradle", Groovy), ("php", Php), ("css", Css), ("scss sass less", Scss),
            ("py pyi pyw", Python), ("rb rake", Ruby), ("pl pm", Perl), ("sh bash zsh fish ksh", Shell), ("ps1 psm1 psd1", PowerShell), ("yaml yml", Yaml), ("toml", Toml),
            ("tf tfvars hcl", Terraform), ("dockerfile", Dockerfile), ("mk cmake", Makefile), ("sql", Sql), ("lua", Lua), ("hs", Haskell), ("r", R), ("jl", Python), ("ex exs", Elixir),
            ("clj cljs lisp el scm", Lisp), ("html htm xml xaml svg csproj fsproj props targets vue svelte astro", Xml), ("md markdown", Markdown), ("mdx", Mdx),
        ])
        {
            foreach (var ending in endings.Split(' '))
                ByEnding.Add(ending, syntax);
        }
    }

    /// <summary>The syntax of a file's comments; null: none that is known.</summary>
    public static CommentSyntax? Of(ReadOnlySpan<char> path)
    {
        var name = Path.GetFileName(path);
        return ByName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var syntax)
            || (Path.GetExtension(name) is ['.', .. var ending] && ByEnding.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(ending, out syntax))
            ? syntax
            : null;
    }

    /// <summary>Within pages, the language of what stands between the tags of a script or style; null: the file is no such page.</summary>
    public static CommentSyntax? Within(ReadOnlySpan<char> path, bool isStyle) =>
        Path.GetExtension(path) is ".html" or ".htm" or ".vue" or ".svelte" or ".astro" ? isStyle ? Scss : JavaScript : null;

    private static TextForm Plain(string mark, Escape escape = Escape.Backslash, bool multiline = false) =>
        new(text => text.StartsWith(mark, StringComparison.Ordinal) ? (mark.Length, mark) : null, escape, multiline);

    // """ or more, closed by as many.
    private static (int, string)? CSharpRaw(ReadOnlySpan<char> text)
    {
        var quotes = text.TrimStart('$');
        var count = quotes.IndexOfAnyExcept('"') is >= 0 and var end ? end : quotes.Length;
        return count >= 3 ? (text.Length - quotes.Length + count, new string('"', count)) : null;
    }

    private static (int, string)? Verbatim(ReadOnlySpan<char> text) =>
        text.StartsWith("@\"") ? (2, "\"") : text.StartsWith("$@\"") || text.StartsWith("@$\"") ? (3, "\"") : null;

    // R"x( … )x"
    private static (int, string)? CppRaw(ReadOnlySpan<char> text) =>
        text.StartsWith("R\"") && text.IndexOf('(') is >= 2 and <= 18 and var end ? (end + 1, $"){text[2..end]}\"") : null;

    // r#" … "#
    private static (int, string)? RustRaw(ReadOnlySpan<char> text) =>
        (text is ['b' or 'c', .. var behind] ? behind : text) is ['r', .. var rest] && rest.TrimStart('#') is ['"', ..] quoted ? Fenced(rest.Length - quoted.Length, text.Length - rest.Length) : null;

    // #" … "#
    private static (int, string)? SwiftRaw(ReadOnlySpan<char> text) =>
        text is ['#', ..] && text.TrimStart('#') is ['"', ..] quoted ? Fenced(text.Length - quoted.Length, 0) : null;

    private static (int, string) Fenced(int fences, int before) => (before + fences + 1, "\"" + new string('#', fences));

    // [==[ … ]==]
    private static (int, string)? LuaLong(ReadOnlySpan<char> text) =>
        text is ['[', .. var rest] && rest.TrimStart('=') is ['[', ..] inner && rest.Length - inner.Length is var level ? (level + 2, $"]{new string('=', level)}]") : null;

    private static (int, string)? Fence(ReadOnlySpan<char> text)
    {
        var count = text.IndexOfAnyExcept('`') is >= 0 and var end ? end : text.Length;
        return count >= 3 ? (count, new string('`', count)) : null;
    }
}
