using System.Diagnostics;

namespace Codesession.Core.Tests.Git;

public class GitExecutableTests : GitReaderTests
{
    protected override IGitReader Reader { get; } = new GitExecutable(GitRepository.Environment());

    [Fact]
    public async Task Inherited_variables_do_not_lead_to_another_repository()
    {
        using var other = GitRepository.Create();
        using var repository = GitRepository.CreateWithHistory();
        var environment = GitRepository.Environment();
        environment["GIT_DIR"] = other.PathOf(".git");
        environment["GIT_WORK_TREE"] = other.Root;
        environment["GIT_INDEX_FILE"] = other.PathOf(".git/index");
        environment["GIT_CONFIG_PARAMETERS"] = "'core.bare'='true'";
        var status = await new GitExecutable(environment).ReadStatusAsync(repository.Root, Token);
        Assert.Equal(repository.Head, status.Head);
        Assert.Empty(status.DirtyFiles);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("/nowhere")]
    public async Task A_missing_git_is_told_and_none_is_taken_from_the_repository(string path)
    {
        using var repository = GitRepository.Create();
        GitRepository.WriteScript(repository.PathOf(OperatingSystem.IsWindows() ? "git.exe" : "git"), "");
        var reader = new GitExecutable(new Dictionary<string, string> { ["PATH"] = path });
        var failure = await Assert.ThrowsAsync<GitException>(() => reader.ReadStatusAsync(repository.Root, Token));
        Assert.Equal(GitFailure.NotInstalled, failure.Failure);
    }

    [Fact]
    public async Task A_git_that_hangs_is_stopped_with_all_it_started()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("The slow git is a shell script.");
        using var repository = GitRepository.Create();
        var slow = repository.Beside("git");
        GitRepository.WriteScript(slow, $"sleep 60 &\necho $! > '{repository.Beside("pid")}'\nwait\n");
        var environment = GitRepository.Environment();
        environment["PATH"] = $"{Path.GetDirectoryName(slow)}:{environment["PATH"]}";
        var reader = new GitExecutable(environment, TimeSpan.FromSeconds(1));

        var failure = await Assert.ThrowsAsync<GitException>(() => reader.ReadStatusAsync(repository.Root, Token));

        Assert.Equal(GitFailure.TimedOut, failure.Failure);
        var child = int.Parse(await File.ReadAllTextAsync(repository.Beside("pid"), Token));
        Assert.True(await EndsAsync(child), "The child of git goes on.");
    }

    [Fact]
    public async Task Changed_files_that_are_pipes_do_not_block()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no named pipes in folders.");
        using var repository = GitRepository.CreateWithHistory();
        repository.Delete("a");
        using var mkfifo = Process.Start("mkfifo", [repository.PathOf("a")]);
        await mkfifo.WaitForExitAsync(Token);
        var baseline = await new GitTracking(Reader).CaptureAsync(repository.Root, Token).WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.Contains("a", baseline.DirtyFiles!.Keys);
    }

    private static async Task<bool> EndsAsync(int id)
    {
        for (var i = 0; i < 100; i++)
        {
            // A process that nobody waits for stays in the table as a zombie: it has ended, too.
            var state = $"/proc/{id}/stat";
            if (OperatingSystem.IsLinux() ? !File.Exists(state) || File.ReadAllText(state).Contains(") Z ")
                : Process.GetProcesses().All(process => process.Id != id))
                return true;
            await Task.Delay(20, Token);
        }
        return false;
    }
}

public class GitExecutableTrackingTests : GitTrackingTests
{
    protected override IGitReader Reader { get; } = new GitExecutable(GitRepository.Environment());
}
