namespace Codesession.Cli.Tests;

public class DependenciesTests
{
    [Fact]
    public void LibGit2Sharp_stays_out_of_cs()
    {
        // Compiled ahead of time it is wrong without a word: empty messages, nothing discovered.
        var dependencies = File.ReadAllText(Path.Join(AppContext.BaseDirectory, "cs.deps.json"));
        Assert.Contains("Codesession.Core", dependencies);
        Assert.DoesNotContain("LibGit2", dependencies, StringComparison.OrdinalIgnoreCase);
    }
}
