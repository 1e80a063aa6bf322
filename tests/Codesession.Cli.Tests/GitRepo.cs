using System.Diagnostics;

namespace Codesession.Cli.Tests;

/// <summary>A real repository that no configuration of the machine reaches.</summary>
public sealed class GitRepo
{
    public GitRepo(string folder)
    {
        Folder = Directory.CreateDirectory(folder).FullName;
        Git("init", "--quiet", "--initial-branch=main");
        Root = Git("rev-parse", "--show-toplevel");
    }

    /// <summary>The folder as the file system calls it.</summary>
    public string Folder { get; }

    /// <summary>What <c>git rev-parse --show-toplevel</c> prints.</summary>
    public string Root { get; }

    public string PathOf(string file) => Path.Combine(Folder, file);

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
    }

    public void Delete(string file) => File.Delete(PathOf(file));

    /// <summary>Commits all there is.</summary>
    /// <returns>The commit's id.</returns>
    public string Commit(string message)
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "--message", message);
        return Git("rev-parse", "HEAD");
    }

    /// <summary>Runs git and answers what it prints.</summary>
    public string Git(params string[] words)
    {
        var start = new ProcessStartInfo("git", words)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }
        start.Environment["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        foreach (var who in (ReadOnlySpan<string>)["AUTHOR", "COMMITTER"])
        {
            start.Environment[$"GIT_{who}_NAME"] = "Ada";
            start.Environment[$"GIT_{who}_EMAIL"] = "ada@example.com";
        }
        using var git = Process.Start(start)!;
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output.TrimEnd() : throw new InvalidOperationException($"git {string.Join(' ', words)}: {error.Result}");
    }
}
