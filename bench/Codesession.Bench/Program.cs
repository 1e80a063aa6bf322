using Codesession.Bench;
using Codesession.Bench.AgentLogs;
using Codesession.Bench.Dashboard;
using Codesession.Bench.Mcp;
using Codesession.Bench.Proxy;
using Codesession.Bench.Today;

// What the native cs and the module cost, as medians and as ratios within one run. README.md says how to read it.
if (args.Length != 2 || !File.Exists(args[0]) || (args[1] is not ("proxy" or "import" or "dashboard" or "today" or "mcp") && !Directory.Exists(args[1])))
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench/Codesession.Bench -- <path of the native cs> <folder of the module, or: proxy, import, dashboard, today, mcp>");
    return 2;
}

var cs = Path.GetFullPath(args[0]);
using var place = new Workplace();
var report = new Report();

if (args[1] == "import")
{
    using var import = new ImportBench(cs);
    import.Run(report);
    return report.Print();
}

if (args[1] == "today")
{
    using var today = new TodayBench(cs);
    today.Run(report);
    return report.Print();
}

if (args[1] == "dashboard")
{
    await new DashboardBench(cs, place).RunAsync(report);
    return report.Print();
}

if (args[1] != "proxy") new McpBench(cs, place.Repository).Run(report, place.NewLedger("mcp", sessions: 1, calls: 10));
if (args[1] == "mcp")
{
    return report.Print();
}

await new ProxyBench(cs, place.Repository).RunAsync(report, place.NewLedger("proxy", sessions: 1, calls: 10));
if (args[1] == "proxy")
{
    return report.Print();
}

var empty = place.NewLedger("empty", sessions: 1, calls: 10);
var million = place.NewLedger("million", sessions: 10_000, calls: 900_000, inOneSession: 100_000);

var floor = new Command("/bin/true", [], place.Repository, empty);
var version = new Command(cs, ["--version"], place.Repository, empty);
var status = new Command(cs, ["status", "--json"], place.Repository, empty);
var times = Timing.Interleaved(200, floor, version, status);
report.Add("/bin/true", times[0], "the floor");
report.Add("cs --version", times[1], times[1] / times[0], 12);
report.Add("cs status --json", times[2], times[2] / times[0], 12);

var talk = place.NewTranscript();
var hooks = ((string[])["PreToolUse", "UserPromptSubmit", "Stop"]).Select(name => new Command(cs, ["hook"], place.Repository, empty, Input: talk.Event(name))).ToList();
Timing.Interleaved(1, new Command(cs, ["hook"], place.Repository, empty, Input: talk.Event("SessionStart")));
times = Timing.Interleaved(200, [status, .. hooks, hooks[^1] with { After = _ => talk.Respond() }]);
report.Add("cs status --json", times[0], "the reference");
foreach (var (name, time) in ((string[])["PreToolUse", "UserPromptSubmit", "Stop, nothing new", "Stop, a new response"]).Zip(times[1..]))
{
    report.Add($"hook {name}", time, time / times[0], name == "Stop, a new response" ? 4 : 2);
}

string[] logAi = ["log-ai", "-p", "anthropic", "-m", "claude-sonnet-4-5", "--prompt-tokens", "1000", "--completion-tokens", "500", "--json"];
times = Timing.Interleaved(200,
    new Command(cs, logAi, place.Repository, empty),
    new Command(cs, logAi, place.Repository, million),
    new Command(cs, [.. logAi, "-s", $"{Workplace.LargeSession}"], place.Repository, million));
report.Add("log-ai, empty ledger", times[0], "the reference");
report.Add("log-ai, ledger of 1,000,000 calls", times[1], times[1] / times[0], 1.3);
report.Add("log-ai, session of 100,000 calls", times[2], times[2] / times[0], 1.3);

foreach (var words in (string[][])[["list", "--json"], ["stats", "--json"], ["status", "--json", "--brief", "-s", $"{Workplace.LargeSession}"]])
{
    times = Timing.Interleaved(100, new Command(cs, words, place.Repository, empty), new Command(cs, words, place.Repository, million));
    report.Add($"{words[0]}, empty ledger", times[0], "the reference");
    report.Add($"{words[0]}{(words.Length > 2 ? " --brief of 100,000 calls" : ", ledger of 1,000,000 calls")}", times[1], times[1] / times[0], 1.5);
}

string[] start = ["start", "bench", "--json"];
times = Timing.Interleaved(60,
    new Command(cs, start, place.OtherRepository, empty, After: Workplace.RemoveNewest),
    new Command(cs, start, place.OtherRepository, million, After: Workplace.RemoveNewest));
report.Add("start, empty ledger", times[0], "the reference");
report.Add("start, ledger of 1,000,000 calls", times[1], times[1] / times[0], 1.5);

report.AddLarge("export -f csv: 10,000 sessions, 1,000,000 calls", Timing.Large(new Command(cs, ["export", "-f", "csv"], place.Repository, million)), 3, 100);
report.AddLarge("export (json): the same", Timing.Large(new Command(cs, ["export"], place.Repository, million)), null, 100);
report.AddLarge("status --json of 100,000 calls", Timing.Large(new Command(cs, ["status", "--json", "-s", $"{Workplace.LargeSession}"], place.Repository, million)), null, 100);
report.AddLarge("the first command on the original's: 1,000,000 calls",
    Timing.Large(new Command(cs, ["stats", "--json"], place.Repository, place.NewOriginal("original", sessions: 10_000, calls: 1_000_000))), 30, 100);
new ModuleBench(Path.GetFullPath(args[1]), place).Run(report, place.NewLedger("module", sessions: 1, calls: 100), million);
using (var import = new ImportBench(cs))
{
    import.Run(report);
}
using (var today = new TodayBench(cs))
{
    today.Run(report);
}
if (Codesession.Tests.Dashboards.Chromium.Path is not null) await new DashboardBench(cs, place).RunAsync(report);
return report.Print();
