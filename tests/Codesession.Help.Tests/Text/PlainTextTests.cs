using Codesession.Help.Text;
using Markdig;

namespace Codesession.Help.Tests.Text;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("a `b` *c* **d** ***e***", "a b c d e")]
    [InlineData("one\ntwo", "one two")]
    [InlineData("one\\\ntwo", "one\ntwo")]
    [InlineData("`<id>` &lt;id&gt; \\*", "<id> <id> *")]
    [InlineData("[a `b`](c.md) [d](https://e.f) <https://g.h>", "a b d (https://e.f) https://g.h")]
    [InlineData("a * b_c [d] `$_ | %{ }`", "a * b_c [d] $_ | %{ }")]
    [InlineData("- a\n\n  b\n- c\n  1. d\n  2. e", "- a\n  b\n- c\n  1. d\n  2. e")]
    [InlineData("- a\n\n  ```\n  b\n\n    c\n  ```", "- a\n      b\n\n        c")]
    [InlineData("    a\n      b", "    a\n      b")]
    [InlineData("<!-- a -->\n\nb", "b")]
    public void Marks_go_and_words_stay(string markdown, string expected) =>
        Assert.Equal(expected, string.Join("\n\n", PlainText.Of(Markdown.Parse(markdown))));

    [Fact]
    public void Lines_are_wrapped_between_words_and_code_is_not()
    {
        var word = new string('w', 30);

        Assert.Equal([$"  - {word} {word}", $"    {word}"], Wrapping.Wrap(new($"- {word} {word} {word}", 2), 2));
        Assert.Equal([$"  {new string('x', 90)}"], Wrapping.Wrap(new(new('x', 90), 0), 2));
        Assert.Equal([$"  {word} {word} {word}"], Wrapping.Wrap(new($"{word} {word} {word}", null), 2));
    }
}
