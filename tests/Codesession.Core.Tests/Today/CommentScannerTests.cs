using Codesession.Comments;
using FsCheck.Xunit;

namespace Codesession.Core.Tests.Today;

/// <summary>Which lines of a program say what is to be done.</summary>
public class CommentScannerTests
{
    private static string[] Todos(string file, string text) =>
    [
        .. CommentScanner.Read(text, file)
            .Select(line => (line.Line, Todo: TodoComment.Read(text.AsSpan(line.Start, line.Length))))
            .Where(line => line.Todo is not null).Select(line => $"{line.Line} {line.Todo!.Value.Type} {line.Todo.Value.Text}"),
    ];

    [Theory]
    [InlineData("a.ts", "f(); // TODO: x", "1 TODO x")]
    [InlineData("a.ts", "const f = s => /`/.test(s);\n// TODO x", "2 TODO x")]
    [InlineData("a.ts", "return /`/.test(s);\n// TODO x", "2 TODO x")]
    [InlineData("a.rs", "let b = br\"C:\\\";\n// TODO x", "2 TODO x")]
    [InlineData("a.rs", "let b = cr#\"\"// TODO no\"#; // TODO x", "1 TODO x")]
    [InlineData("a.sh", "echo it\\'s\n# TODO x", "2 TODO x")]
    [InlineData("a.ts", "/* HACK z */", "1 HACK z")]
    [InlineData("a.ts", "/**\n * FIXME y\n */", "2 FIXME y")]
    [InlineData("a.ts", "x = `// TODO ${a}`;\n// TODO real", "2 TODO real")]
    [InlineData("a.ts", "x = `\n// TODO in a text\n`; // XXX real", "3 XXX real")]
    [InlineData("a.js", "s.split(/['\"`]/); // TODO behind an expression", "1 TODO behind an expression")]
    [InlineData("a.js", "s.match(/[/*]/);\n// TODO not in a block", "2 TODO not in a block")]
    [InlineData("a.js", "a = b / c; // TODO divide by 'd'", "1 TODO divide by 'd'")]
    [InlineData("a.cs", "var s = @\"a\"\"// TODO no\\\"; // TODO yes", "1 TODO yes")]
    [InlineData("a.cs", "var s = \"\"\"\n  \" // TODO no\n  \"\"\"; // TODO yes", "3 TODO yes")]
    [InlineData("a.cs", "var c = '\"'; // TODO a quote", "1 TODO a quote")]
    [InlineData("a.cs", "/// <summary>TODO is a word here</summary>\n// TODO(ada): name", "2 TODO (ada): name")]
    [InlineData("a.rs", "fn f<'a>(x: &'a str) {} // TODO lifetimes", "1 TODO lifetimes")]
    [InlineData("a.rs", "let s = r#\"\" // TODO no\"#; /* /* */ no start TODO */ // FIXME yes", "1 FIXME yes")]
    [InlineData("a.go", "s := `\\` // TODO behind", "1 TODO behind")]
    [InlineData("a.cpp", "int n = 1'000'000; // TODO digits\nauto s = R\"x(\n// TODO no )\" )x\"; // TODO raw", "1 TODO digits", "3 TODO raw")]
    [InlineData("a.java", "String s = \"\"\"\n  // TODO no\n  \"\"\"; // TODO yes", "3 TODO yes")]
    [InlineData("a.kt", "/* /* a */\n TODO still\n*/ val s = \"// TODO no\"", "2 TODO still")]
    [InlineData("a.swift", "let s = #\"\" // TODO no\"# // TODO yes", "1 TODO yes")]
    [InlineData("a.py", "x = 1  # FIXME(name): y", "1 FIXME (name): y")]
    [InlineData("a.py", "def f():\n    \"\"\"TODO a docstring is none\n    # TODO no\n    \"\"\"\n    # TODO yes", "5 TODO yes")]
    [InlineData("a.py", "s = '# TODO no' # TODO yes", "1 TODO yes")]
    [InlineData("a.rb", "=begin\nTODO a block\n=end\nx = <<~EOS # TODO beside\n  # TODO no\nEOS\n# TODO behind", "2 TODO a block", "4 TODO beside", "7 TODO behind")]
    [InlineData("a.sh", "echo $# '# TODO no' \"\n# TODO no\n\" # TODO yes", "3 TODO yes")]
    [InlineData("a.sh", "cat <<'EOF'\n# TODO no\nEOF\n((a = 1<<b))\n# TODO yes", "5 TODO yes")]
    [InlineData("a.sh", "a=${#b} # todo: colon", "1 TODO colon")]
    [InlineData("a.ps1", "<#\n TODO block\n#>\n$s = @\"\n# TODO no\n\"@ # TODO yes\n'it''s # TODO no' # HACK `\"", "2 TODO block", "6 TODO yes", "7 HACK `\"")]
    [InlineData("a.yml", "name: don't # TODO: x\nkey: '# TODO no'\nurl: a#TODO", "1 TODO x")]
    [InlineData("a.toml", "s = '''\n# TODO no\n''' # TODO yes", "3 TODO yes")]
    [InlineData("a.sql", "select '-- TODO no', 'it''s' -- XXX y", "1 XXX y")]
    [InlineData("a.lua", "--[[ TODO block\nFIXME two ]] s = [==[ -- TODO no ]==] -- TODO line", "1 TODO block", "2 FIXME two", "2 TODO line")]
    [InlineData("a.php", "<?php\n# TODO a\n// TODO b\n$s = <<<EOT\n// TODO no\nEOT;\n/* TODO c */", "2 TODO a", "3 TODO b", "7 TODO c")]
    [InlineData("a.css", "a { b: url(//x) } /* TODO x */ // TODO no", "1 TODO x")]
    [InlineData("a.scss", "a { b: c } // TODO x", "1 TODO x")]
    [InlineData("a.html", "<p>// TODO no</p><!-- TODO a -->\n<script>\n// TODO b\ns = '<!-- TODO no -->'</script>\n<style>/* TODO c */</style>", "1 TODO a", "3 TODO b", "5 TODO c")]
    [InlineData("a.vue", "<template><!-- TODO a --></template>\n<script setup>\nlet a // TODO b\n</script>", "1 TODO a", "3 TODO b")]
    [InlineData("a.md", "# TODO a heading\n<!-- TODO x -->\n`<!-- TODO no -->`\n```\n<!-- TODO no -->\n```", "2 TODO x")]
    [InlineData("a.tf", "# TODO a\nx = <<EOT\n# TODO no\nEOT\n// TODO b", "1 TODO a", "5 TODO b")]
    [InlineData("Dockerfile", "# TODO a\nRUN echo # TODO no", "1 TODO a")]
    [InlineData("Makefile", "all: # TODO a\n\techo $$#b", "1 TODO a")]
    [InlineData("a.hs", "f = 1 -- TODO a\n{- TODO b -}\nx --> TODO no", "1 TODO a", "2 TODO b")]
    [InlineData("a.r", "x <- '# TODO no' # TODO a", "1 TODO a")]
    [InlineData("a.pl", "=pod\nTODO a\n=cut\n$x = $#y; # TODO b", "2 TODO a", "4 TODO b")]
    [InlineData("a.xml", "<a b='<!-- no'/><!-- c\nTODO d -->", "2 TODO d")]
    [InlineData("a.dart", "s = '''\n// TODO no ''' // TODO a", "2 TODO a")]
    [InlineData("a.scala", "s = \"\"\"\n// TODO no \"\"\" // TODO a", "2 TODO a")]
    public void Comments_are_told_from_texts_in_each_language(string file, string text, params string[] expected) => Assert.Equal(expected, Todos(file, text));

    [Theory]
    [InlineData("// TODOs of a sentence")]
    [InlineData("// todo lists are fine")]
    [InlineData("// we have a TODO here")]
    [InlineData("// TODO_LIST")]
    [InlineData("//")]
    [InlineData("// XXXL")]
    [InlineData("\"// TODO in a text\"")]
    public void Words_that_mean_something_else_are_left_out(string text) => Assert.Empty(Todos("a.ts", text));

    [Fact]
    public void The_text_is_one_line_of_at_most_200_characters()
    {
        var todo = Assert.Single(Todos("a.py", "# TODO: " + new string('x', 500)));

        Assert.Equal(200, todo["1 TODO ".Length..].Length);
        Assert.Equal(["1 TODO a", "2 FIXME b"], Todos("a.py", "# TODO: a\r\n# FIXME b\r\n"));
    }

    [Fact]
    public void Files_of_no_known_language_have_none() => Assert.Empty(Todos("a.txt", "// TODO x"));

    [Property(MaxTest = 300)]
    public void Whatever_a_file_holds_lines_lie_within_it(string?[] pieces, int seed)
    {
        string[] marks = ["\"", "'", "`", "//", "/*", "*/", "#", "<<EOT", "\nEOT\n", "\\", "\n", "<!--", "-->", "<script>", "</script>", "TODO ", "[[", "]]", "@\"", "\"\"\"", "{-", "=begin", "r#\"", "/[", "R\"("];
        var dice = new Random(seed);
        var text = string.Concat((pieces ?? []).Select(piece => piece + marks[dice.Next(marks.Length)]));
        var most = 1 + text.Count(letter => letter == '\n');

        foreach (var ending in (string[])["ts", "cs", "cpp", "rs", "swift", "go", "py", "rb", "sh", "ps1", "yml", "sql", "lua", "php", "html", "md", "mdx", "tf", "hs", "scss"])
        {
            Assert.All(CommentScanner.Read(text, $"a.{ending}"), line =>
            {
                Assert.InRange(line.Line, 1, most);
                Assert.InRange(line.Start + line.Length, line.Start, text.Length);
                Assert.Equal(line.Line, 1 + text.AsSpan(0, line.Start).Count('\n'));
            });
        }
    }

    [Theory]
    [InlineData("a.sh", "<<A ")]
    [InlineData("a.js", "=/[")]
    [InlineData("a.swift", "#")]
    [InlineData("a.cs", "\"\"\"$")]
    [InlineData("a.kt", "/*")]
    [InlineData("a.cpp", "R\"")]
    [InlineData("a.rs", "r###")]
    [InlineData("a.md", "`<")]
    [InlineData("a.vue", "<script")]
    public void A_megabyte_that_ends_nothing_is_read_to_its_end(string file, string piece) =>
        Assert.NotNull(CommentScanner.Read(string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)), file));
}
