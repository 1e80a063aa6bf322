using Codesession.Core.Tests.Git;
using Codesession.PowerShell.Git;

namespace Codesession.PowerShell.Tests.Git;

public class LibGit2OrGitTests : GitReaderTests
{
    private static readonly GitExecutable Git = new(GitRepository.Environment());
    private static readonly GitExecutable NoGit = new(new Dictionary<string, string> { ["PATH"] = "" });

    protected override IGitReader Reader { get; } = new LibGit2OrGit(new LibGit2Reader(), Git);

    [Fact]
    public async Task No_git_is_needed_for_an_ordinary_repository()
    {
        using var repository = GitRepository.CreateWithHistory();
        var status = await new LibGit2OrGit(new LibGit2Reader(), NoGit).ReadStatusAsync(repository.Root, Token);
        Assert.Equal(repository.Head, status.Head);
    }

    [Fact]
    public async Task Where_libgit2_cannot_read_and_git_is_not_there_git_is_told_to_be_missing()
    {
        using var repository = GitRepository.Create("--object-format=sha256");
        var reader = new LibGit2OrGit(new LibGit2Reader(), NoGit);
        var failure = await Assert.ThrowsAsync<GitException>(() => reader.ReadStatusAsync(repository.Root, Token));
        Assert.Equal(GitFailure.NotInstalled, failure.Failure);
    }

    [Fact]
    public async Task A_reading_that_takes_too_long_is_not_begun_again()
    {
        using var repository = GitRepository.CreateWithHistory();
        var reader = new LibGit2OrGit(new LibGit2Reader(TimeSpan.Zero), Git);
        var failure = await Assert.ThrowsAsync<GitException>(() => reader.ReadStatusAsync(repository.Root, Token));
        Assert.Equal(GitFailure.TimedOut, failure.Failure);
    }

    /// <summary>What libgit2 would read, but otherwise than git.</summary>
    public static TheoryData<string> Otherwise =>
    [
        "a sparse checkout", "a file meant to be added", "a newer index", "a split index", "a replaced commit", "no repository inside",
        "the root ignored", "files taken back", "files taken back by all", "another encoding", "no such commit",
    ];

    [Theory]
    [MemberData(nameof(Otherwise))]
    public async Task What_libgit2_would_read_otherwise_is_left_to_git(string what)
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Write("folder/file", "1");
        repository.Write("utf16", "\uFEFF1\n");
        repository.Commit("second");
        Prepare(repository, what);
        var failure = await Assert.ThrowsAsync<GitException>(() => new LibGit2Reader().ReadStatusAsync(repository.Root, Token));
        Assert.Equal(GitFailure.Other, failure.Failure);
        await AssertSameStatus(repository);
    }

    private static void Prepare(GitRepository repository, string what)
    {
        switch (what)
        {
            case "a sparse checkout":
                repository.Git("sparse-checkout", "set", "--no-cone", "/a");
                break;
            case "a file meant to be added":
                repository.Write("new", "");
                repository.Git("add", "-N", "new");
                break;
            case "a newer index":
                repository.Git("update-index", "--index-version", "4");
                break;
            case "a split index":
                repository.Git("update-index", "--split-index");
                break;
            case "a replaced commit":
                repository.Git("replace", "HEAD", "HEAD~1");
                break;
            case "no repository inside":
                repository.Write("inside/.git", "not a repository");
                repository.Write("inside/file", "");
                break;
            case "the root ignored":
                repository.Write(".gitignore", "*/");
                break;
            case "files taken back":
                repository.Write("folder/.gitignore", "/*/*\n!.gitkeep\n");
                repository.Write("folder/logs/.gitkeep", "");
                break;
            case "files taken back by all":
                repository.Write(".git/info/exclude", "logs/*\n!.gitkeep\n");
                repository.Write("logs/.gitkeep", "");
                break;
            case "another encoding":
                repository.Write(".gitattributes", "utf16 working-tree-encoding=UTF-16");
                File.WriteAllText(repository.PathOf("utf16"), "1\n", System.Text.Encoding.Unicode);
                break;
            case "no such commit":
                repository.Write(".git/refs/heads/main", "1234567890123456789012345678901234567890\n");
                break;
        }
    }

    [Fact]
    public async Task A_message_in_another_encoding_is_left_to_git()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("config", "i18n.commitEncoding", "ISO-8859-1");
        File.WriteAllBytes(repository.Beside("message"), [.. "gr"u8, 0xFC, .. "n"u8]);
        repository.Git("commit", "-q", "--allow-empty", "-F", repository.Beside("message"));
        var commit = Assert.Single(await Reader.ReadCommitsAsync(repository.Root, [repository.Head], Token));
        Assert.Equal("grün", commit.Subject);
    }

    [Fact]
    public async Task A_repository_whose_branches_are_in_a_reftable_is_left_to_git()
    {
        using var repository = CreateWithReftable();
        var failure = await Assert.ThrowsAsync<GitException>(() => new LibGit2Reader().ReadStatusAsync(repository.Root, Token));
        Assert.Equal(GitFailure.Other, failure.Failure);
        await AssertSameStatus(repository);
    }

    private static GitRepository CreateWithReftable()
    {
        try
        {
            var repository = GitRepository.Create("--ref-format=reftable");
            repository.Write("a", "");
            repository.Commit("first");
            return repository;
        }
        catch (InvalidOperationException) // git before 2.45 knows none; then neither reader can read it
        {
            var repository = GitRepository.CreateWithHistory();
            repository.Git("config", "core.repositoryFormatVersion", "1");
            repository.Git("config", "extensions.refStorage", "reftable");
            return repository;
        }
    }

    /// <summary>Whether both tell the same, also if that is a failure.</summary>
    private async Task AssertSameStatus(GitRepository repository)
    {
        Assert.Equal(await Tell(Git), await Tell(Reader));

        async Task<string> Tell(IGitReader reader)
        {
            try
            {
                var status = await reader.ReadStatusAsync(repository.Root, Token);
                return $"{status.Head} {status.Branch} {string.Join(' ', status.DirtyFiles.OrderBy(file => file.Key))}";
            }
            catch (GitException e)
            {
                return e.Message;
            }
        }
    }
}

public class LibGit2OrGitTrackingTests : GitTrackingTests
{
    protected override IGitReader Reader { get; } =
        new LibGit2OrGit(new LibGit2Reader(), new GitExecutable(GitRepository.Environment()));
}
