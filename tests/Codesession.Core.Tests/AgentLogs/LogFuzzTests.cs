using System.Diagnostics;
using System.Globalization;
using Codesession.AgentLogs;
using Codesession.AgentLogTrees;
using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>
/// No reader is brought down by what a log may say, hangs on it, or makes figures of it that cannot be. 20,000 spoiled logs of all agents,
/// each read by its own reader and by one of another; <c>CODESESSION_FUZZ</c> sets how many, <c>CODESESSION_FUZZ_SEED</c> which.
/// </summary>
public sealed class LogFuzzTests
{
    private static readonly int inputs = Number("CODESESSION_FUZZ", 20_000);
    private static readonly int seed = Number("CODESESSION_FUZZ_SEED", 1);

    [Fact]
    public void What_is_spoiled_spoils_nothing_else()
    {
        using var test = new TestLedger();
        var logs = Logs(test.NewFolder("generated"));
        var folder = test.NewFolder("spoiled");

        // Each thread has files and chances of its own, so that a failure comes again.
        Parallel.For(0, 4, thread =>
        {
            var chance = new Random(seed * 4 + thread);
            var mutation = new LogMutation(chance);
            for (var i = thread; i < inputs; i += 4)
            {
                var (name, bytes) = logs[chance.Next(logs.Count)];
                var spoiled = mutation.Of(bytes);
                var path = Path.Combine(folder, $"{thread}", name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, spoiled);
                var owner = KnownLogs.All.Where(log => log.IsLog(path.Replace('\\', '/'))).ToList();
                if (owner.Count > 0) Check(owner[chance.Next(owner.Count)], path, i);
                Check(KnownLogs.All[chance.Next(KnownLogs.All.Count)], path, i);
            }
        });
    }

    private static void Check(AgentLog log, string path, int number)
    {
        var what = $"{log.Id}, input {number} of seed {seed}, {Path.GetFileName(path)}";
        var watch = Stopwatch.StartNew();
        var parts = new List<LogPart>();
        try
        {
            parts.AddRange(Read(log, path, default));
            // On from anywhere, with a state that somebody else may have written.
            if (log.Appends && parts[^1].Position is { } end && number % 4 == 0) parts.AddRange(Read(log, path, new LogPosition(end.Offset / 2, number % 8 == 0 ? end.State : "a\tb\t-1\t1e9")));
            else if (number % 16 == 1) _ = log.Recognizes(File.ReadAllBytes(path));
        }
        catch (Exception error)
        {
            File.Copy(path, Path.Combine(Path.GetTempPath(), $"codesession-fuzz-{log.Id}-{number}{Path.GetExtension(path)}"), overwrite: true);
            Assert.Fail($"{what}: {error}");
        }
        // Long enough for a machine with other work to do; a quadratic reader takes minutes.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{what} took {watch.Elapsed}.");
        foreach (var call in parts.SelectMany(part => part.Calls)) AssertPossible(call, what);
        foreach (var problem in parts.SelectMany(part => part.Problems)) Assert.True(problem.Count > 0 && !(problem.Offset < 0), what);
    }

    private static List<LogPart> Read(AgentLog log, string path, LogPosition from)
    {
        var parts = new List<LogPart>();
        var info = new FileInfo(path);
        var file = new LogFile(path, info.Length, info.LastWriteTimeUtc.Ticks, from);
        log.Read(file, new LogSink(log, file, parts.Add, wantsTitles: true), TestContext.Current.CancellationToken);
        return parts;
    }

    private static void AssertPossible(LoggedCall call, string what)
    {
        var tokens = call.Observed.Tokens;
        long[] classes = [tokens.Input, tokens.CacheRead, tokens.CacheWrite, tokens.CacheWrite1h, tokens.Output, tokens.Reasoning, call.Observed.WebSearches];
        Assert.True(Array.TrueForAll(classes, count => count is >= 0 and <= Limits.LargestCount), $"{what}: {tokens}");
        Assert.True(tokens.Total is > 0 and <= Limits.LargestCount, $"{what}: {tokens}");
        Assert.True(tokens.Reasoning <= tokens.Output, $"{what}: {tokens}");
        Assert.True(call.StatedCost is null or >= 0, $"{what}: {call.StatedCost} dollars");
        Assert.NotEqual("", call.Conversation.Id);
        foreach (var pass in call.Observed.Passes) Assert.True(pass.Tokens.Total is > 0 and <= Limits.LargestCount, $"{what}: {pass}");
    }

    /// <summary>All samples, and short logs of Claude Code and Codex.</summary>
    private static List<(string Name, byte[] Bytes)> Logs(string generated)
    {
        LogTree.Write(generated, new LogTreeSize { ClaudeLines = 60, ClaudeSessions = 15, CodexResponses = 60, CodexFiles = 12 });
        var samples = LogReading.PathOf("");
        return
        [
            .. new[] { samples, generated }.SelectMany(root => Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
                .Order(StringComparer.Ordinal).Select(path => (Path.GetRelativePath(root, path), File.ReadAllBytes(path)))),
        ];
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
