using System.Globalization;
using System.Reflection;

namespace Codesession.Bench;

/// <summary>What the module costs, in hosted engines in processes of their own.</summary>
internal sealed class ModuleBench(string module, Workplace place)
{
    private static readonly string Host = typeof(ModuleBench).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ShellHost").Value!;

    /// <summary>Measures, and reports with the limits.</summary>
    /// <param name="report">Where to.</param>
    /// <param name="small">A small ledger with an active session.</param>
    /// <param name="million">One of a million calls.</param>
    public void Run(Report report, string small, string million)
    {
        var runs = Enumerable.Range(0, 15).Select(_ => Milliseconds("first", small, "status")).ToList();
        report.Add("Import-Module", Timing.Median(runs.Select(run => run[0])), 250);
        report.Add("the first cmdlet: Get-CsStatus", Timing.Median(runs.Select(run => run[1])), 60);

        runs = [.. Enumerable.Range(0, 15).Select(_ =>
        {
            var run = Milliseconds("first", small, "start", place.OtherRepository);
            Workplace.RemoveNewest(small);
            return run;
        })];
        report.Add("the first cmdlet: Start-CsSession, git in it", Timing.Median(runs.Select(run => run[1])), limit: null);

        report.Add("Get-CsStatus, warm", Timing.Median(Milliseconds("warm", small)), 2);
        report.Add("10,000 objects into Add-CsAiUsage", Timing.Median(Enumerable.Range(0, 5).Select(_ => Milliseconds("many", small)[0])), 2000);

        var few = Timing.Large(Shell("stream", small));
        var all = Timing.Large(Shell("stream", million));
        report.AddLarge("Get-CsAiUsage, some 50,000 calls", few, null, few.Megabytes);
        report.AddLarge("Get-CsAiUsage, 1,000,000 calls", all, null, few.Megabytes * 1.3);
    }

    private List<double> Milliseconds(string script, string ledger, string argument = "", string? folder = null)
    {
        using var process = Shell(script, ledger, argument, folder).Start();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return process.ExitCode == 0
            ? [.. lines.Select(line => double.Parse(line, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException($"{script}.ps1 ended with {process.ExitCode}.");
    }

    private Command Shell(string script, string ledger, string argument = "", string? folder = null) =>
        new(Host, [Path.Combine(AppContext.BaseDirectory, "Module", script + ".ps1"), module, argument], folder ?? place.Repository, ledger);
}
