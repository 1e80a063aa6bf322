using System.Diagnostics;

namespace Codesession.Core.Tests.Git;

public class GitFolderTests
{
    /// <summary>What git itself prints; null where it prints an error.</summary>
    private static string? TopLevel(string folder)
    {
        try
        {
            return GitRepository.Run(folder, ["rev-parse", "--show-toplevel"]);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static void AssertAsGit(string? expected, string folder)
    {
        Assert.Equal(expected, TopLevel(folder));
        Assert.Equal(expected, GitFolder.FindRoot(folder));
    }

    [Fact]
    public void The_root_is_found_from_the_root_and_from_a_subfolder()
    {
        using var repository = GitRepository.Create();
        repository.Write("deep/er/file", "");
        AssertAsGit(repository.Root, repository.Root);
        AssertAsGit(repository.Root, repository.PathOf("deep/er"));
        Assert.Equal(repository.Root, GitFolder.FindRoot(repository.PathOf("deep/er") + Path.DirectorySeparatorChar));
    }

    [Fact]
    public void Outside_a_repository_and_in_a_missing_folder_there_is_none()
    {
        using var repository = GitRepository.Create();
        AssertAsGit(null, repository.Beside(""));
        Assert.Null(GitFolder.FindRoot(repository.Beside("missing")));
    }

    [Fact]
    public void Inside_the_git_folder_and_in_a_bare_repository_there_is_none()
    {
        using var repository = GitRepository.CreateWithHistory();
        AssertAsGit(null, repository.PathOf(".git"));
        AssertAsGit(null, repository.PathOf(".git/refs"));
        repository.Git("clone", "-q", "--bare", ".", repository.Beside("bare.git"));
        AssertAsGit(null, repository.Beside("bare.git"));
        AssertAsGit(null, repository.Beside("bare.git/objects"));
    }

    [Fact]
    public void Links_are_resolved()
    {
        using var repository = GitRepository.Create();
        repository.Write("sub/file", "");
        Link(repository.Beside("link"), "work");
        Link(repository.Beside("inner"), Path.Join("link", "sub"));
        AssertAsGit(repository.Root, repository.Beside("link"));
        AssertAsGit(repository.Root, repository.Beside("link/sub"));
        AssertAsGit(repository.Root, repository.Beside("inner"));
    }

    [Fact]
    public void A_linked_worktree_is_a_root_of_its_own()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("worktree", "add", "-q", repository.Beside("tree"));
        AssertAsGit(repository.Beside("tree").Replace('\\', '/'), repository.Beside("tree"));
        var gitDirectory = GitFolder.FindGitDirectory(repository.Beside("tree"));
        Assert.Equal(Path.GetFullPath(repository.PathOf(".git/worktrees/tree")), gitDirectory);
        Assert.Equal(Path.GetFullPath(repository.PathOf(".git")), GitFolder.FindCommonDirectory(gitDirectory!));
        AssertAsGit(null, gitDirectory!);
    }

    [Fact]
    public void A_bare_repository_with_a_pointing_file_has_roots_only_in_its_worktrees()
    {
        using var repository = GitRepository.CreateWithHistory();
        var project = repository.Beside("project");
        repository.Git("clone", "-q", "--bare", ".", Path.Join(project, ".bare"));
        File.WriteAllText(Path.Join(project, ".git"), "gitdir: ./.bare\n");
        GitRepository.Run(project, ["worktree", "add", "-q", "tree", "main"]);
        AssertAsGit(null, project);
        AssertAsGit(Path.Join(project, "tree").Replace('\\', '/'), Path.Join(project, "tree"));
    }

    [Fact]
    public void A_submodule_is_a_root_of_its_own()
    {
        using var library = GitRepository.CreateWithHistory();
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library.Root, "lib/inner");
        AssertAsGit(repository.Root + "/lib/inner", repository.PathOf("lib/inner"));
        AssertAsGit(repository.Root, repository.PathOf("lib"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HEAD")]
    public void A_git_folder_that_is_none_is_walked_past(string file)
    {
        using var repository = GitRepository.Create();
        Directory.CreateDirectory(repository.PathOf("sub/.git/objects"));
        Directory.CreateDirectory(repository.PathOf("sub/.git/refs"));
        if (file.Length > 0)
            repository.Write($"sub/.git/{file}", "");
        AssertAsGit(repository.Root, repository.PathOf("sub"));
    }

    [Theory]
    [InlineData(".git")]
    [InlineData(".git/HEAD")]
    public async Task A_pipe_in_the_place_of_a_file_keeps_nobody_waiting(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        using var repository = GitRepository.Create();
        Directory.CreateDirectory(repository.PathOf("sub/" + Path.GetDirectoryName(path)));
        System.Diagnostics.Process.Start("mkfifo", repository.PathOf($"sub/{path}")).WaitForExit();
        Assert.True(File.Exists(repository.PathOf($"sub/{path}")));

        var found = Task.Run(() => (GitFolder.FindRoot(repository.PathOf("sub")), GitFolder.FindGitDirectory(repository.PathOf("sub"))), TestContext.Current.CancellationToken);

        Assert.Null((await found.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).Item2);
    }

    [Theory]
    [InlineData("gitdir: nowhere")]
    [InlineData("something else")]
    public void A_git_file_that_leads_nowhere_ends_the_search(string content)
    {
        using var repository = GitRepository.Create();
        repository.Write("sub/.git", content);
        AssertAsGit(null, repository.PathOf("sub"));
    }

    [Fact]
    public void A_detached_head_and_a_sha256_repository_are_found()
    {
        using var repository = GitRepository.Create("--object-format=sha256");
        repository.CommitStaged("first");
        repository.Git("checkout", "-q", "--detach");
        AssertAsGit(repository.Root, repository.Root);
    }

    [Fact]
    public void Finding_the_root_takes_less_than_a_millisecond()
    {
        using var repository = GitRepository.Create();
        repository.Write("one/two/three/file", "");
        var folder = repository.PathOf("one/two/three");
        GitFolder.FindRoot(folder);
        var fastest = Enumerable.Range(0, 20).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            GitFolder.FindRoot(folder);
            return Stopwatch.GetElapsedTime(start);
        });
        Assert.True(fastest < TimeSpan.FromMilliseconds(1), $"{fastest.TotalMilliseconds} ms");
    }

    private static void Link(string path, string target)
    {
        try
        {
            Directory.CreateSymbolicLink(path, target);
        }
        catch (IOException) when (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows lets this user make no symbolic links.");
        }
    }
}
