using System.Diagnostics;

// A test mostly waits for processes, and those for the disk.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]

namespace Codesession.Cli.Tests;

/// <summary>A test with a user of <c>cs</c>, whose folders and processes go with it.</summary>
public abstract class CsTest : IDisposable
{
    private static readonly Lazy<string> temp = new(FindTemp);

    private readonly List<RunningCs> started = [];
    private readonly string root;

    protected CsTest()
    {
        root = Path.Combine(temp.Value, $"cs-test-{Guid.NewGuid():N}");
        Cs = new Cs(Folder("home"), Folder("work"), started);
    }

    /// <summary>The user, in a folder that is no repository.</summary>
    protected Cs Cs { get; }

    /// <summary>A folder of this test, made where it is missing.</summary>
    protected string Folder(string name) => Directory.CreateDirectory(Path.Combine(root, name)).FullName;

    protected GitRepo Repo(string name = "repo") => new(Path.Combine(root, name));

    /// <summary>A repository with a first commit.</summary>
    protected GitRepo RepoWithCommit(string name = "repo")
    {
        var repo = Repo(name);
        repo.Write("first.txt", "first\n");
        repo.Commit("First");
        return repo;
    }

    /// <summary>Starts a session.</summary>
    /// <returns>Its id.</returns>
    protected static async Task<long> Start(Cs cs, string name = "work") => (await cs.Json("start", name)).Whole("id");

    /// <summary>Books a call at a stated cost.</summary>
    protected static Task<System.Text.Json.JsonElement> Log(Cs cs, long tokens, string dollars = "0.01", params string[] more) =>
        cs.Json(["log-ai", "-p", "anthropic", "-m", "claude-sonnet-4", "-t", $"{tokens}", "-c", dollars, .. more]);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        started.ForEach(running => running.Dispose());
        if (OperatingSystem.IsWindows())
        {
            // Git writes its objects read-only, and such files are not removed there.
            new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories).ToList().ForEach(file => file.IsReadOnly = false);
        }
        Directory.Delete(root, recursive: true);
    }

    // Scopes are told with links resolved, and the folder for temporary files may lie behind one.
    private static string FindTemp()
    {
        if (OperatingSystem.IsWindows())
        {
            return Path.GetTempPath();
        }
        using var pwd = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "pwd -P"])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
        })!;
        return pwd.StandardOutput.ReadToEnd().TrimEnd('\n');
    }
}
