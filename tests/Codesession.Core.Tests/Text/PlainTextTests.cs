namespace Codesession.Core.Tests.Text;

/// <summary>Text from elsewhere as a terminal may show it.</summary>
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("fix the login — naïve 日本 🎉", "fix the login — naïve 日本 🎉")]
    [InlineData("a\u001b[2J\u001b]0;owned\u0007b", "a�[2J�]0;owned�b")]
    [InlineData("left\u202eright\u2066x", "left�right�x")]
    [InlineData("two\nlines\tand\u2028more", "two lines and�more")]
    [InlineData(null, "")]
    public void What_would_steer_the_terminal_becomes_a_mark(string? text, string shown) => Assert.Equal(shown, PlainText.Of(text));

    // (No attribute can hold one.)
    [Fact]
    public void Half_a_letter_becomes_a_mark() => Assert.Equal("half � of a pair", PlainText.Of("half \ud83c of a pair"));

    [Fact]
    public void What_is_too_long_is_cut_and_says_so() => Assert.Equal("abc…", PlainText.Of("abcdef", 3));
}
