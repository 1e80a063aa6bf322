using Codesession.Core.Tests.Git;
using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Today;

/// <summary>Projects that take too long, and the clock by which days begin.</summary>
public class SlowProjectTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_project_whose_git_hangs_says_so_and_holds_up_no_other()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("The slow git is a shell script.");
        using var test = new TestLedger();
        using var slow = GitRepository.CreateWithHistory();
        using var good = GitRepository.CreateWithHistory();
        var real = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Join(folder, "git")).First(File.Exists);
        GitRepository.WriteScript(slow.Beside("git"), $"case \"$PWD\" in '{slow.Root}') exec sleep 300;; esac\nexec '{real}' \"$@\"\n");
        var environment = GitRepository.Environment();
        environment["PATH"] = $"{slow.Beside("")}:{environment["PATH"]}";
        var projects = new[] { slow, good }.Select(repository => test.Ledger.Projects.Add(repository.Root, Path.GetFileName(repository.Beside("").TrimEnd('/')))).ToList();

        // Long enough for the good one on a busy machine.
        var snapshot = await new TodayReader(environment, TimeProvider.System, TimeSpan.FromSeconds(4)).ReadAsync(test.Ledger, projects, Token);

        Assert.Equal("main", snapshot.Projects[1].Git!.Branch);
        Assert.Null(snapshot.Projects[1].Problem);
        Assert.Null(snapshot.Projects[0].Git);
        Assert.Contains("within 4 seconds", snapshot.Projects[0].Problem);
    }

    [Fact]
    public async Task Yesterday_is_told_by_the_clock_of_the_zone()
    {
        using var test = new TestLedger();
        var zone = TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(13), null, null);
        test.Clock.SetLocalTimeZone(zone);
        await test.StartAsync(test.Work, "before midnight"); // November 21, 01:00 there
        var session = test.Ledger.Sessions.Newest()!;
        await test.EndAsync(session.Id);
        test.Clock.Advance(TimeSpan.FromHours(23)); // November 22, 00:00

        var snapshot = await new TodayReader(test.GitEnvironment, test.Clock).ReadAsync(test.Ledger, TodayReader.ProjectsOf(test.Ledger, test.Work), Token);

        Assert.StartsWith("**Standup, Sunday, Nov 22**\n\n**Yesterday**\n• `work`: `before midnight`, 0s\n", TodayMarkdown.Standup(snapshot, zone));
        Assert.StartsWith("# Where I left off: Sunday, November 22, 2026", TodayMarkdown.Brief(snapshot, zone));
    }
}
