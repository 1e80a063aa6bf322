using System.Diagnostics;
using System.Text.Json;
using Codesession.AgentLogTrees;

namespace Codesession.Bench.AgentLogs;

/// <summary>What it costs to import large logs, beside what it costs only to read them.</summary>
internal sealed class ImportBench(string cs) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("codesession-bench-").FullName;

    public void Run(Report report)
    {
        var claudeHome = Path.Combine(folder, "claude");
        var watch = Stopwatch.StartNew();
        // A fifth of the sessions has a file of a subagent besides.
        var claude = LogTree.Write(claudeHome, new LogTreeSize { ClaudeLines = 1_000_000, ClaudeSessions = 1_667 });
        report.AddBytes($"to write {claude.Files:N0} files of Claude Code's, {claude.Bytes / 1e9:0.00} GB", claude.Bytes / 1e6 / watch.Elapsed.TotalSeconds, null);
        var codexHome = Path.Combine(folder, "codex");
        var codex = LogTree.Write(codexHome, new LogTreeSize { CodexResponses = 290_000, CodexFiles = 600 });

        ReadAll(claudeHome);
        watch.Restart();
        ReadAll(claudeHome);
        report.AddBytes("to read them, one thread", claude.Bytes / 1e6 / watch.Elapsed.TotalSeconds, null);

        var trial = Timed(claudeHome, "trial", claude, recorded: null, "--dry-run");
        report.AddBytes("import --dry-run, by its processor time", claude.Bytes / 1e6 / trial.ProcessorSeconds, 800);
        report.AddBytes("the same, by the clock", claude.Bytes / 1e6 / trial.Seconds, null);
        report.AddMemory("the same", trial.Megabytes, 150);

        var import = Timed(claudeHome, "import", claude, recorded: claude.Calls);
        report.AddBytes($"import of {claude.Calls:N0} calls into an empty ledger", claude.Bytes / 1e6 / import.Seconds, 300);
        report.AddMemory("the same", import.Megabytes, 150);

        var nothing = Enumerable.Range(0, 11).Select(_ => Timed(claudeHome, "import", null, recorded: claude.Calls).Seconds * 1_000);
        report.Add($"import of nothing new in {claude.Files:N0} files", Timing.Median(nothing), 50);

        trial = Timed(codexHome, "codex", codex, recorded: null, "--dry-run");
        report.AddBytes($"import --dry-run of {codex.Files:N0} of Codex's, {codex.Bytes / 1e9:0.00} GB, by its processor time", codex.Bytes / 1e6 / trial.ProcessorSeconds, 800);
        report.AddMemory("the same", trial.Megabytes, 150);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private (double Seconds, double ProcessorSeconds, double Megabytes) Timed(string home, string ledger, StatedTotals? told, long? recorded, params string[] options)
    {
        var database = Path.Combine(folder, ledger, "sessions.db");
        Directory.CreateDirectory(Path.GetDirectoryName(database)!);
        var start = new ProcessStartInfo(cs, ["import", "--path", home, "--json", .. options]) { RedirectStandardOutput = true };
        (start.Environment["HOME"], start.Environment["CODESESSION_DB_PATH"]) = (home, database);
        var (watch, processor) = (Stopwatch.StartNew(), Timing.ProcessorSecondsOfChildren());
        using var process = Process.Start(start)!;
        var peak = 0L;
        var sampling = Task.Run(async () =>
        {
            while (!process.HasExited)
            {
                peak = Math.Max(peak, Timing.PeakMemory(process.Id));
                await Task.Delay(5);
            }
        });
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var seconds = watch.Elapsed.TotalSeconds;
        processor = Timing.ProcessorSecondsOfChildren() - processor;
        sampling.Wait();
        Check(process.ExitCode == 0, $"cs import ended with {process.ExitCode}: {answer}");
        // What is fast and wrong is of no use. A trial takes what a gateway sent under one id, to inputs of one length, for one response.
        if (told is not null) Check(Math.Abs(CallsIn(answer) - told.Calls) <= (recorded is null ? told.Calls / 10_000 : 0), $"{told.Calls} calls were to be found: {answer}");
        if (recorded is not null) Check(Workplace.Calls(database) == recorded, $"{recorded} calls were to be recorded, not {Workplace.Calls(database)}.");
        return (seconds, processor, peak / 1024.0);
    }

    private static long CallsIn(string answer)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.GetProperty("agents").EnumerateArray().Sum(agent => agent.GetProperty("calls").GetInt64());
    }

    private static void ReadAll(string folder)
    {
        var buffer = new byte[256 * 1024];
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            for (long offset = 0, read; (read = RandomAccess.Read(file, buffer, offset)) > 0;) offset += read;
        }
    }

    private static void Check(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidOperationException(otherwise);
    }
}
