using System.Diagnostics;

namespace Codesession.Core.Tests.Git;

/// <summary>A real repository in a folder of its own, driven by the real git with no configuration but its own.</summary>
internal sealed class GitRepository : IDisposable
{
    private readonly DirectoryInfo _folder;

    private GitRepository(DirectoryInfo folder, string root) => (_folder, Root) = (folder, root);

    /// <summary>The working tree's root, links resolved.</summary>
    public string Root { get; }

    public string Head => Git("rev-parse", "HEAD");

    public static GitRepository Create(params string[] initOptions)
    {
        var folder = Directory.CreateTempSubdirectory("codesession-git-");
        Run(folder.FullName, ["init", "-q", "-b", "main", .. initOptions, "work"]);
        var work = Path.Join(folder.FullName, "work");
        var repository = new GitRepository(folder, Run(work, ["rev-parse", "--show-toplevel"]));
        repository.Git("config", "user.name", "Somebody");
        repository.Git("config", "user.email", "somebody@example.org");
        repository.Git("config", "commit.gpgSign", "false");
        return repository;
    }

    /// <summary>A repository with the files <c>a</c> and <c>b</c>, committed long ago.</summary>
    public static GitRepository CreateWithHistory()
    {
        var repository = Create();
        repository.Write("a", "a");
        repository.Write("b", "b");
        repository.Commit("first", LongAgo);
        return repository;
    }

    public const string LongAgo = "2020-02-02T12:00:00Z";

    /// <summary>Another folder beside the repository, removed with it.</summary>
    public string Beside(string name) => Path.Join(Path.GetDirectoryName(Root), name);

    public string PathOf(string file) => Path.Join(Root, file);

    public void Write(string file, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), content);
    }

    /// <summary>Writes a shell script that can be run.</summary>
    public static void WriteScript(string path, string script)
    {
        File.WriteAllText(path, "#!/bin/sh\n" + script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Delete(string file) => File.Delete(PathOf(file));

    /// <summary>Commits everything that is in the working tree, at a stated time if one is given.</summary>
    public string Commit(string message, string? time = null)
    {
        Git("add", "-A");
        return CommitStaged(message, time);
    }

    public string CommitStaged(string message, string? time = null, params string[] options)
    {
        (string, string)[] variables = time is null ? [] : [("GIT_AUTHOR_DATE", time), ("GIT_COMMITTER_DATE", time)];
        Git(["commit", "-q", "--allow-empty", "-m", message, .. options], variables);
        return Head;
    }

    public string Git(params string[] arguments) => Run(Root, arguments);

    public string Git(string[] arguments, params (string Name, string Value)[] variables) => Run(Root, arguments, variables);

    /// <summary>The environment of git in these tests, and of the readers that are tested.</summary>
    public static Dictionary<string, string> Environment()
    {
        var inherited = System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(variable => !((string)variable.Key).StartsWith("GIT_", StringComparison.OrdinalIgnoreCase));
        return new(inherited.Select(variable => KeyValuePair.Create((string)variable.Key, (string)variable.Value!)))
        {
            ["HOME"] = Path.GetTempPath(),
            ["USERPROFILE"] = Path.GetTempPath(),
            ["XDG_CONFIG_HOME"] = Path.GetTempPath(),
        };
    }

    public static string Run(string folder, string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Environment())
            start.Environment[name] = value;
        start.Environment["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_EDITOR"] = "true";
        start.Environment["GIT_SEQUENCE_EDITOR"] = "true";
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.TrimEnd('\n')
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}{output}");
    }

    public void Dispose()
    {
        // Git makes its objects read-only, which Windows does not delete.
        if (OperatingSystem.IsWindows())
            foreach (var file in _folder.EnumerateFiles("*", SearchOption.AllDirectories))
                file.Attributes = FileAttributes.Normal;
        _folder.Delete(recursive: true);
    }
}
