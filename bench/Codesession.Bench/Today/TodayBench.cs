using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Codesession.Bench.Today;

/// <summary>What it costs to look over 20 projects of 5,000 files, a hundred of which changed lately, beside one git status in each of them.</summary>
internal sealed class TodayBench(string cs) : IDisposable
{
    private const int Projects = 20, Files = 5_000, Changed = 100;

    private readonly string folder = Directory.CreateTempSubdirectory("codesession-bench-").FullName;

    public void Run(Report report)
    {
        string[] roots = [.. Enumerable.Range(0, Projects).Select(NewProject)];
        var ledger = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "home")).FullName, "sessions.db");
        foreach (var root in roots)
        {
            Timing.Interleaved(1, new Command(cs, ["today", "add", root], folder, ledger));
        }
        var today = new Command(cs, ["today", "--json"], folder, ledger);
        roots.ToList().ForEach(Forget);
        report.AddLarge($"today, {Projects} projects of {Files:N0} files, none cached", Timing.Large(today), 2, 150);

        var times = Timing.Interleaved(10, new Command("/bin/sh", ["-c", string.Join(';', roots.Select(root => $"git -C {root} status --porcelain=v2 --untracked-files=all"))], folder, ledger), today);
        report.Add($"git status in {Projects} projects, one after the other", times[0], "the reference");
        report.Add("today, again", times[1], times[1] / times[0], 3);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string NewProject(int number)
    {
        var root = Directory.CreateDirectory(Path.Combine(folder, $"project{number}")).FullName;
        var old = DateTime.UtcNow.AddDays(-30);
        var text = new StringBuilder().Insert(0, "int value = 1; // an ordinary comment\n", 60).ToString();
        for (var i = 0; i < Files; i++)
        {
            var path = Path.Combine(Directory.CreateDirectory(Path.Combine(root, $"part{i / 50}")).FullName, $"file{i}.cs");
            File.WriteAllText(path, i < Changed && i % 20 == 0 ? text + "// TODO: say why\n" : text);
            if (i >= Changed)
            {
                File.SetLastWriteTimeUtc(path, old);
            }
        }
        Git(root, "init", "-q");
        Git(root, "add", ".");
        Git(root, "-c", "user.name=bench", "-c", "user.email=bench@example.org", "commit", "-q", "-m", "first");
        File.AppendAllText(Path.Combine(root, "part0", "file0.cs"), "// changed\n");
        return root;
    }

    // Only these files: to empty the kernel's caches would slow down everybody on the machine.
    private static void Forget(string folder)
    {
        using (var sync = Process.Start("sync", ["-f", folder]))
        {
            sync.WaitForExit();
        }
        const int DontNeed = 4;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var file = File.OpenHandle(path);
            _ = Advise(file, 0, 0, DontNeed);
        }
    }

    [DllImport("libc", EntryPoint = "posix_fadvise")]
    private static extern int Advise(SafeFileHandle file, long offset, long length, int advice);

    private static void Git(string path, params string[] words)
    {
        using var git = Process.Start(new ProcessStartInfo("git", words) { WorkingDirectory = path })!;
        git.WaitForExit();
    }
}
