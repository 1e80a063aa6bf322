namespace Codesession.PowerShell.Tests.Formatting;

/// <summary>Colour where it is wanted, and no other way to steer the terminal.</summary>
public sealed class ColourTests : ModuleTest
{
    private const char Escape = '\u001b';

    private string Shown(string rendering, object item, bool hasColours = true)
    {
        Shell.Host.Terminal.HasColours = hasColours;
        return Shell.ShowAs(rendering, "$item", ("item", item));
    }

    [Theory]
    [InlineData("Ansi")]
    [InlineData("Host")]
    public void A_terminal_that_has_colours_gets_them(string rendering)
    {
        Assert.Contains($"{Escape}[32m● active{Escape}[0m", Shown(rendering, Samples.Active));
        Assert.Contains($"{Escape}[33m$123.46 + 12 unpriced{Escape}[0m", Shown(rendering, Samples.Active));
        Assert.Contains($"{Escape}[33m$0.23{Escape}[0m", Shown(rendering, Samples.Call));
        Assert.Contains($"{Escape}[33m$1,234.56{Escape}[0m", Shown(rendering, Samples.Total));
        Assert.Contains($"{Escape}[32mcreated{Escape}[0m", Shown(rendering, Samples.Change));
        Assert.Contains($"{Escape}[31mdeleted{Escape}[0m", Shown(rendering, Samples.Change with { ChangeType = FileChangeType.Deleted }));
        Assert.Contains($"{Escape}[33m9c859d1{Escape}[0m", Shown(rendering, Samples.Commit));
    }

    [Theory]
    [InlineData("PlainText", true)]
    [InlineData("Host", false)]
    public void Who_does_not_want_them_or_has_none_gets_none(string rendering, bool hasColours) =>
        Assert.All((object[])[Samples.Active, Samples.Call, Samples.Statistic, Samples.Change, Samples.Commit],
            item => Assert.DoesNotContain(Escape, Shown(rendering, item, hasColours)));

    [Fact]
    public void Names_and_texts_of_others_cannot_steer_the_terminal()
    {
        const string evil = "a\u001b[2J\u001b]0;owned\u0007\u202eb";
        object[] items =
        [
            Samples.Active with { Name = evil }, Samples.Call with { Model = evil, Provider = evil, AgentName = evil }, Samples.Statistic with { Key = evil },
            Samples.Note with { Message = evil }, Samples.Change with { FilePath = evil }, Samples.Commit with { Message = evil }, Samples.OwnPrice with { Key = evil },
        ];

        foreach (var item in items)
        {
            var shown = Shown("Ansi", item);
            Assert.Contains("a�[2J�]0;owned��b", shown);
            Assert.DoesNotContain("\u0007", shown);
            Assert.DoesNotContain($"{Escape}[2J", shown);
        }
    }
}
