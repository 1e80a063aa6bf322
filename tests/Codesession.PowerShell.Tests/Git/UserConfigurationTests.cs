using Codesession.Core.Tests.Git;
using Codesession.PowerShell.Git;

namespace Codesession.PowerShell.Tests.Git;

/// <summary>Alone: where libgit2 looks for the user's configuration is one place for all of the process.</summary>
[CollectionDefinition(nameof(UserConfigurationTests), DisableParallelization = true)]
[Collection(nameof(UserConfigurationTests))]
public sealed class UserConfigurationTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.CreateWithHistory();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private GitExecutable Git => new(
        new Dictionary<string, string>(GitRepository.Environment()) { ["HOME"] = _repository.Beside("home") });

    public UserConfigurationTests()
    {
        Directory.CreateDirectory(_repository.Beside("home"));
        UserConfiguration.Set(_repository.Beside("home"));
    }

    public void Dispose()
    {
        UserConfiguration.Reset();
        _repository.Dispose();
    }

    [Fact]
    public async Task A_file_that_a_filter_of_the_user_changes_is_left_to_git()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("The filter is a program of Unix.");
        const string Filter = "tr a-z A-Z";
        _repository.Write(".gitattributes", "*.txt filter=upper");
        _repository.Write("file.txt", "text");
        _repository.Git("-c", $"filter.upper.clean={Filter}", "add", "-A");
        _repository.CommitStaged("as the filter writes it");
        Assert.Equal("TEXT", _repository.Git("show", "HEAD:file.txt"));
        File.WriteAllText(_repository.Beside("home/.gitconfig"), $"[filter \"upper\"]\n\tclean = {Filter}\n");
        File.SetLastWriteTimeUtc(_repository.PathOf("file.txt"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        var failure = await Assert.ThrowsAsync<GitException>(() => new LibGit2Reader().ReadStatusAsync(_repository.Root, Token));
        Assert.Equal(GitFailure.Other, failure.Failure);
        var status = await new LibGit2OrGit(new LibGit2Reader(), Git).ReadStatusAsync(_repository.Root, Token);
        Assert.Empty(status.DirtyFiles);
    }

    [Fact]
    public async Task Rules_of_the_user_that_take_files_back_are_left_to_git()
    {
        File.WriteAllText(_repository.Beside("home/.gitconfig"), "[core]\n\texcludesFile = ~/ignored\n");
        File.WriteAllText(_repository.Beside("home/ignored"), "logs/*\n!.gitkeep\n");
        _repository.Write("logs/.gitkeep", "");
        _repository.Write("logs/log", "");
        var status = await new LibGit2OrGit(new LibGit2Reader(), Git).ReadStatusAsync(_repository.Root, Token);
        Assert.Equal(["logs/.gitkeep"], status.DirtyFiles.Keys);
    }

    [Fact]
    public async Task A_repository_of_another_user_is_read_where_the_user_says_so()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            Assert.Skip("Only root can give a repository to another user.");
        var head = _repository.Head;
        using var chown = System.Diagnostics.Process.Start("chown", ["-R", "54321:54321", _repository.Root]);
        await chown.WaitForExitAsync(Token);
        File.WriteAllText(_repository.Beside("home/.gitconfig"), $"[safe]\n\tdirectory = {_repository.Root}\n");
        Assert.Equal(head, (await new LibGit2Reader().ReadStatusAsync(_repository.Root, Token)).Head);
        Assert.Equal(head, (await Git.ReadStatusAsync(_repository.Root, Token)).Head);
    }
}
