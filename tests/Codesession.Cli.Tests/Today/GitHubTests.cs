using System.Diagnostics;

namespace Codesession.Cli.Tests.Today;

/// <summary>Pull requests, with a <c>gh</c> of the test's own.</summary>
public sealed class GitHubTests : CsTest
{
    private const string Answer = """
        [{"number":7,"title":"Über \"all\"","state":"OPEN","url":"https://github.com/ada/engine/pull/7","isDraft":true,"author":{"login":"ada"},
          "statusCheckRollup":[{"__typename":"CheckRun","status":"COMPLETED","conclusion":"FAILURE"}],"reviews":[{"author":{"login":"bob"},"state":"APPROVED"}],"comments":[]}]
        """;

    /// <summary>A user whose search path has git, and gh as this script or not at all.</summary>
    private Cs With(string? script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The gh of these tests is a shell script.");
        var programs = Folder("programs");
        var git = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "git")).First(File.Exists);
        File.CreateSymbolicLink(Path.Combine(programs, "git"), git);
        if (script is not null)
        {
            var gh = Path.Combine(programs, "gh");
            File.WriteAllText(gh, $"#!/bin/sh\n{script}\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(gh, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        var repo = RepoWithCommit();
        repo.Git("remote", "add", "origin", "https://secret-token@github.com/ada/engine.git");
        return Cs.In(repo.Root).With("PATH", programs);
    }

    private static async Task<string> Problem(Cs cs)
    {
        var today = await cs.Json("today");
        Assert.Empty(today.List("projects").Single().List("pullRequests"));
        Assert.False(today.List("projects").Single().IsNull("git"));
        return today.Text("pullRequestsProblem")!;
    }

    [Fact]
    public async Task What_gh_answers_is_told()
    {
        var told = Path.Combine(Folder("told"), "words");
        var cs = With($"echo \"$@\" > '{told}'; /bin/cat; /bin/cat <<'EOF'\n{Answer}\nEOF");

        var today = await cs.Json("today");

        Assert.True(today.IsNull("pullRequestsProblem"));
        var request = today.List("projects").Single().List("pullRequests").Single();
        Assert.Equal(["number", "title", "state", "url", "reviewComments", "ciStatus", "isDraft"], request.Keys());
        Assert.Equal((7L, "Über \"all\"", "OPEN", 1L, "failing", true),
            (request.Whole("number"), request.Text("title"), request.Text("state"), request.Whole("reviewComments"), request.Text("ciStatus"), request.Is("isDraft")));
        Assert.StartsWith("pr list --repo github.com/ada/engine --author @me --state open", await File.ReadAllTextAsync(told, TestContext.Current.CancellationToken));
        Assert.Contains("pull request #7 Über \"all\" (draft), checks failing, 1 review comment", (await cs.Run("today")).Text);
        Assert.Contains("`repo` #7 `Über \"all\"`, draft, checks failing", (await cs.Run("today", "--share")).Text);
    }

    [Fact]
    public async Task Without_gh_they_are_left_out_and_it_is_said_once()
    {
        var cs = With(null);

        Assert.Contains("gh is not on the search path", await Problem(cs));
        Assert.Single((await cs.Run("today")).Text.Split('\n'), line => line.Contains("Pull requests are left out: gh"));
    }

    [Theory]
    [InlineData("exit 4", "gh auth login")]
    [InlineData("echo 'no such thing' >&2; exit 1", "no such thing")]
    [InlineData("echo '[{\"number\":'", "cannot be understood")]
    [InlineData("echo '{}'", "cannot be understood")]
    [InlineData("", "cannot be understood")]
    public async Task A_gh_that_fails_is_left_out_and_said(string script, string expected) => Assert.Contains(expected, await Problem(With(script)));

    [Fact]
    public async Task A_gh_that_hangs_is_killed_with_its_children()
    {
        var pid = Path.Combine(Folder("pids"), "pid");
        var cs = With($"/bin/sleep 300 & echo $! > '{pid}.new'; /bin/mv '{pid}.new' '{pid}'; wait");

        Assert.Contains("gh took too long", await Problem(cs));

        var child = int.Parse(await File.ReadAllTextAsync(pid, TestContext.Current.CancellationToken));
        await Poll.Until(() => Process.GetProcesses().All(process => process.Id != child) || IsZombie(child), "its child has ended");
    }

    [Fact]
    public async Task A_repository_that_is_not_on_GitHub_asks_nobody()
    {
        var asked = Path.Combine(Folder("asked"), "it");
        var cs = With($"echo > '{asked}'");
        await RunGit(cs.Folder, "remote", "set-url", "origin", "https://gitlab.com/ada/engine");

        Assert.True((await cs.Json("today")).IsNull("pullRequestsProblem"));
        Assert.False(File.Exists(asked));
    }

    private static async Task RunGit(string folder, params string[] words)
    {
        using var git = Process.Start(new ProcessStartInfo("git", words) { WorkingDirectory = folder })!;
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static bool IsZombie(int id) => OperatingSystem.IsLinux() && File.Exists($"/proc/{id}/stat") && File.ReadAllText($"/proc/{id}/stat").Contains(") Z ");
}
