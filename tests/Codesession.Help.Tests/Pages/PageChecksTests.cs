using Codesession.Help.Tests.Sample;

namespace Codesession.Help.Tests.Pages;

public sealed class PageChecksTests : IDisposable
{
    private readonly SamplePages pages = new();

    public void Dispose() => pages.Dispose();

    [Fact]
    public void The_sample_is_right() => Assert.Empty(pages.Problems());

    [Fact]
    public void A_cmdlet_needs_a_page()
    {
        pages.Delete("Get-Tea.md");

        Assert.Equal(["Get-Tea.md: error CSHELP: the cmdlet Get-Tea has no page"], pages.Problems());
    }

    [Fact]
    public void A_page_needs_a_cmdlet()
    {
        pages.Replace("Get-Tea.md", "# Get-Tea", "# Get-Coffee");
        File.Move(Path.Join(pages.Folder, "Get-Tea.md"), Path.Join(pages.Folder, "Get-Coffee.md"));

        Assert.Equal(
            ["Get-Tea.md: error CSHELP: the cmdlet Get-Tea has no page", "Get-Coffee.md(1): error CSHELP: there is no cmdlet Get-Coffee"],
            pages.Problems());
    }

    [Theory]
    [InlineData("# Get-Tea", "# Get-tea", "(1): error CSHELP: the page has to begin with the heading # Get-Tea")]
    [InlineData("Gets teas.\n", "", "(1): error CSHELP: there is no synopsis: one sentence under the name")]
    [InlineData("Gets teas.\n", "Gets teas.\n\nAll.\n", "(5): error CSHELP: the synopsis is one paragraph; more is ## Description")]
    [InlineData("Gets all teas, or those of a name or a kind.", "", ": error CSHELP: there is no description: ## Description")]
    [InlineData("### -Like\n\nTeas that resemble this one.\n", "", ": error CSHELP: the parameter -Like is missing")]
    [InlineData("### -Like\n\nTeas that resemble this one.\n", "### -Like\n", "(23): error CSHELP: -Like has no text")]
    [InlineData("### -Like", "### -Name\n\nTwice.\n\n### -Like", "(23): error CSHELP: -Name is described twice")]
    [InlineData("### -Like", "### -Colour\n\nNone.\n\n### -Like", "(23): error CSHELP: Get-Tea has no parameter -Colour")]
    [InlineData("### -Like", "### -like", ": error CSHELP: the parameter -Like is missing|(23): error CSHELP: Get-Tea has no parameter -like")]
    [InlineData("### All\n\n```powershell\nGet-Tea\n```\n", "", ": error CSHELP: there are fewer than 2 examples")]
    [InlineData("Get-Tea\n```", "Get-Tea |\n```", "(32): error CSHELP: An empty pipe element is not allowed.")]
    [InlineData("Get-Tea\n```", "Get-Coffee # not Get-Tea\n```", "(29): error CSHELP: the example does not call Get-Tea")]
    [InlineData("Get-Tea -Leaf Green", "1..2 |\n    ForEach-Object { Get-Tea -Lief Green }",
        "(39): error CSHELP: Get-Tea has no parameter -Lief")]
    [InlineData("```powershell\nGet-Tea\n```", "Look:\n\n```powershell\nGet-Tea\n```",
        "(29): error CSHELP: an example begins with its code, fenced as ```powershell")]
    [InlineData("## Outputs\n\n### Codesession.Help.Tests.Sample.Tea\n", "",
        ": error CSHELP: there are no outputs: ## Outputs, with ### None if nothing comes out")]
    [InlineData("## Outputs", "## Output",
        "(47): error CSHELP: there is no section Output in help, only Description, Parameters, Examples, Inputs, Outputs, Notes, Related links")]
    [InlineData("## Outputs", "## Inputs", "(47): error CSHELP: a second section Inputs")]
    [InlineData("Gets all teas,", "Gets <all> teas,", "(7): error CSHELP: HTML (write <name> as `<name>`) cannot be shown as plain text")]
    [InlineData("Gets all teas, or", "| a | b |\n| - | - |\n| 1 | 2 |\n\nor", "(7): error CSHELP: a table cannot be shown as plain text")]
    public void A_page_says_all_it_has_to_and_nothing_else(string from, string to, string problems)
    {
        pages.Replace("Get-Tea.md", from, to);

        Assert.Equal(problems.Split('|').Select(problem => "Get-Tea.md" + problem), pages.Problems());
        Assert.False(Directory.Exists(pages.Output));
    }

    [Fact]
    public void Related_links_are_one_list_of_links()
    {
        pages.Replace("Start-Tea.md", "- [Get-Tea](Get-Tea.md)", "- See [Get-Tea](Get-Tea.md)");

        Assert.Equal(["Start-Tea.md(94): error CSHELP: a related link is a Markdown link and nothing else"], pages.Problems());
    }

    [Fact]
    public void What_the_engine_adds_may_be_described()
    {
        pages.Replace("Start-Tea.md", "## Examples", "### -WhatIf\n\nBrews nothing.\n\n## Examples");

        Assert.Empty(pages.Problems());
        Assert.Contains("<maml:para>Brews nothing.</maml:para>", File.ReadAllText(pages.Help), StringComparison.Ordinal);
    }

    [Fact]
    public void Behind_two_hyphens_there_are_no_parameters()
    {
        pages.Replace("Get-Tea.md", "Get-Tea -Leaf Green", "Get-Tea -Leaf Green -- -Lief --cold");

        Assert.Empty(pages.Problems());
    }

    [Fact]
    public void A_module_that_cannot_be_read_is_a_problem() =>
        Assert.Equal("pages/x.dll", Assert.Single(HelpFiles.Write(pages.Folder, "pages/x.dll", pages.Output)).File);
}
