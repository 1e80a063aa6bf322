using System.Text;

namespace Codesession.Core.Tests.Today;

/// <summary>What is understood of remotes, and of what <c>gh</c> answers.</summary>
public class GitHubTests
{
    [Theory]
    [InlineData("https://github.com/ada/engine.git", "github.com/ada/engine")]
    [InlineData("https://token@github.com/ada/engine", "github.com/ada/engine")]
    [InlineData("git@github.com:ada/engine.git", "github.com/ada/engine")]
    [InlineData("ssh://git@ssh.github.com:443/ada/engine.git", "github.com/ada/engine")]
    [InlineData("git@corp.ghe.com:ada/engine", null)]
    [InlineData("https://github.corp.example/ada/engine/", null)]
    [InlineData("https://code.example/ada/engine", "code.example/ada/engine")]
    [InlineData("https://gitlab.com/ada/engine", null)]
    [InlineData("https://notgithub.com/ada/engine", null)]
    [InlineData("/srv/github.com/ada/engine", null)]
    [InlineData("../github.com/engine", null)]
    [InlineData("https://github.com/ada", null)]
    [InlineData("git@github.com:--help/engine", null)]
    [InlineData("git@github.com:ada/a b", null)]
    [InlineData("", null)]
    public void A_remote_on_GitHub_is_known_by_its_address(string url, string? repository) => Assert.Equal(repository, GitHubRemote.Parse(url, "code.example"));

    [Fact]
    public void Of_several_remotes_that_counts_which_gh_would_take()
    {
        KeyValuePair<string, string>[] remotes = [new("remote.fork.url", "git@github.com:me/a"), new("remote.origin.url", "git@github.com:you/a"), new("remote.other.url", "/srv/a")];

        Assert.Equal("github.com/you/a", GitHubRemote.Repository(remotes, null));
        Assert.Equal("github.com/them/a", GitHubRemote.Repository([.. remotes, new("remote.upstream.url", "https://github.com/them/a.git")], null));
        Assert.Equal("github.com/me/a", GitHubRemote.Repository([.. remotes, new("remote.fork.gh-resolved", "base")], null));
        Assert.Equal("github.com/base/a", GitHubRemote.Repository([.. remotes, new("remote.fork.gh-resolved", "base/a")], null));
        Assert.Null(GitHubRemote.Repository(remotes[2..], null));
    }

    [Theory]
    [InlineData("[]", CheckState.Unknown)]
    [InlineData("null", CheckState.Unknown)]
    [InlineData("""[{"status":"COMPLETED","conclusion":"SUCCESS"},{"status":"COMPLETED","conclusion":"SKIPPED"},{"state":"SUCCESS"}]""", CheckState.Passing)]
    [InlineData("""[{"status":"COMPLETED","conclusion":"NEUTRAL"}]""", CheckState.Passing)]
    [InlineData("""[{"status":"IN_PROGRESS","conclusion":""},{"status":"COMPLETED","conclusion":"SUCCESS"}]""", CheckState.Pending)]
    [InlineData("""[{"status":"QUEUED","conclusion":""},{"status":"COMPLETED","conclusion":"FAILURE"}]""", CheckState.Failing)]
    [InlineData("""[{"status":"COMPLETED","conclusion":"TIMED_OUT"}]""", CheckState.Failing)]
    [InlineData("""[{"status":"COMPLETED","conclusion":"CANCELLED"}]""", CheckState.Failing)]
    [InlineData("""[{"status":"COMPLETED","conclusion":"STALE"}]""", CheckState.Pending)]
    [InlineData("""[{"state":"PENDING"},{"state":"SUCCESS"}]""", CheckState.Pending)]
    [InlineData("""[{"state":"ERROR"},{"state":"PENDING"}]""", CheckState.Failing)]
    public void Checks_come_to_what_GitHub_means_by_them(string checks, CheckState expected) => Assert.Equal(expected, Read($"\"statusCheckRollup\":{checks}").Checks);

    [Fact]
    public void Reviews_and_comments_of_others_are_counted()
    {
        var request = Read("""
            "author":{"login":"ada"},"statusCheckRollup":[],
            "reviews":[{"author":{"login":"bob"},"state":"APPROVED"},{"author":{"login":"ada"},"state":"COMMENTED"},{"author":{"login":"eve"},"state":"PENDING"}],
            "comments":[{"author":{"login":"bob"},"body":"x"},{"author":null,"body":"y"},{"author":{"login":"ada"},"body":"z"}]
            """);

        Assert.Equal(3, request.ReviewComments);
        Assert.Equal((7, "T", "OPEN", "https://x", true), (request.Number, request.Title, request.State, request.Url, request.IsDraft));
    }

    private static PullRequest Read(string more) =>
        Assert.Single(GitHubCli.Read(Encoding.UTF8.GetBytes($$"""[{"number":7,"title":"T","state":"OPEN","url":"https://x","isDraft":true,{{more}}}]""")));
}
