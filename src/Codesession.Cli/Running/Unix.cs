using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Codesession.Cli.Running;

/// <summary>The few calls of Unix that .NET has no door to.</summary>
internal static partial class Unix
{
    /// <summary>
    /// Whether our process group is the one that the terminal's keys reach. Then Ctrl+C has reached the child already,
    /// and a second one would be taken for impatience.
    /// </summary>
    public static bool IsInForeground()
    {
        try
        {
            // Not the standard streams: all three may be redirected, and the keys reach us all the same.
            using var terminal = File.OpenHandle("/dev/tty");
            return ForegroundGroup(terminal) == OwnGroup();
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Sends a signal to a process and to all that descend from it.</summary>
    public static void SignalTree(int processId, PosixSignal signal)
    {
        var number = signal switch { PosixSignal.SIGHUP => 1, PosixSignal.SIGINT => 2, PosixSignal.SIGQUIT => 3, _ => 15 };
        foreach (var id in Tree(processId))
        {
            _ = Kill(id, number);
        }
    }

    private static List<int> Tree(int root)
    {
        var children = Parents().ToLookup(pair => pair.Parent, pair => pair.Id);
        var tree = new List<int> { root };
        for (var i = 0; i < tree.Count; i++)
        {
            tree.AddRange(children[tree[i]].Except(tree));
        }
        return tree;
    }

    private static List<(int Id, int Parent)> Parents() => Directory.Exists("/proc/self") ? ParentsFromProc() : ParentsFromPs();

    private static List<(int Id, int Parent)> ParentsFromProc()
    {
        var found = new List<(int, int)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                continue;
            }
            try
            {
                // "id (name) state parent …"; the name may hold anything, parentheses too.
                var stat = File.ReadAllText($"{folder}/stat");
                found.Add((id, int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
            }
        }
        return found;
    }

    private static List<(int Id, int Parent)> ParentsFromPs()
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", "-A -o pid=,ppid=") { RedirectStandardOutput = true, UseShellExecute = false })!;
        var lines = ps.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        ps.WaitForExit();
        return [.. lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(pair => (int.Parse(pair[0]), int.Parse(pair[1])))];
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    private static partial int ForegroundGroup(SafeHandle terminal);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    private static partial int OwnGroup();
}
