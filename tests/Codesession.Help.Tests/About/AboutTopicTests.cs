using Codesession.Help.About;
using Codesession.Help.Pages;
using Codesession.Help.Tests.Sample;

namespace Codesession.Help.Tests.About;

public sealed class AboutTopicTests : IDisposable
{
    private readonly SamplePages pages = new();

    public void Dispose() => pages.Dispose();

    private string File => Path.Join(pages.Folder, "about_Tea.md");

    [Fact]
    public void It_has_the_layout_of_PowerShell() => Assert.Equal(
        """
        TOPIC
            about_Tea

        SHORT DESCRIPTION
            How tea is brewed, and why.

        LONG DESCRIPTION
            Tea is an aromatic beverage prepared by pouring hot or boiling water over
            cured or fresh leaves of Camellia sinensis.

            - The first item of a list is longer than a line of eighty columns can be,
              and so goes on in the next.
            - The second is not.

        BREWING BY HAND
            Boil, pour, wait:

                Start-Tea Assam -Leaf Black |
                    Get-Tea

          How long
            1. Green: two minutes.
            2. Black: four minutes.

        SEE ALSO
            - Start-Tea
            - Tea (https://example.org/tea)

        """.ReplaceLineEndings("\n"), AboutTopic.Read(File).Text);

    [Fact]
    public void The_list_of_topics_has_one_line_for_the_short_description()
    {
        pages.Replace("about_Tea.md", "How tea", new string('x', 60) + " tea");

        var problem = Assert.Throws<PageFormatException>(() => AboutTopic.Read(File));

        Assert.Equal((3, "the short description is longer than 76 characters"), (problem.Line, problem.Message));
    }
}
