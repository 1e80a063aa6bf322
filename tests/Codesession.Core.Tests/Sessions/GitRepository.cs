using System.Diagnostics;
using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Sessions;

/// <summary>A real repository of a test ledger, whose commits are dated by the ledger's clock.</summary>
public sealed class GitRepository
{
    private readonly TestLedger _test;

    private GitRepository(TestLedger test, string root) => (_test, Root) = (test, root);

    public string Root { get; }

    public static GitRepository Create(TestLedger test, string name = "repository", bool withCommit = true)
    {
        var repository = new GitRepository(test, test.NewFolder(name));
        repository.Git("init", "--quiet", "--initial-branch=main");
        if (withCommit) repository.Commit("First", "readme.md");
        return repository;
    }

    public string FullPath(string path) => Path.Combine(Root, path);

    public void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FullPath(path))!);
        File.WriteAllText(FullPath(path), content);
    }

    /// <summary>Commits everything that differs, and where a file is named, that file with the message as its content.</summary>
    public string Commit(string message, string? path = null)
    {
        if (path is not null) Write(path, message);
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "--message", message);
        return Git("rev-parse", "HEAD");
    }

    public string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in _test.GitEnvironment) start.Environment[name] = value;
        foreach (var role in (string[])["AUTHOR", "COMMITTER"])
        {
            start.Environment[$"GIT_{role}_NAME"] = "Somebody";
            start.Environment[$"GIT_{role}_EMAIL"] = "somebody@example.org";
            start.Environment[$"GIT_{role}_DATE"] = $"{_test.Clock.GetUtcNow().ToUnixTimeSeconds()} +0000";
        }
        using var git = Process.Start(start)!;
        var errors = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, errors.Result);
        return output.Trim();
    }

    public void Delete()
    {
        TestLedger.AllowRemoval(Root);
        Directory.Delete(Root, recursive: true);
    }
}
