namespace Codesession.Bench;

/// <summary>Figures with the limits that they are held against.</summary>
internal sealed class Report
{
    private readonly List<string> lines = [];
    private bool missed;

    public void Add(string what, double milliseconds, string remark) => lines.Add($"{what,-52} {milliseconds,9:0.00} ms   {remark}");

    public void Add(string what, double milliseconds, double ratio, double limit) =>
        Add(what, milliseconds, $"x {ratio:0.00}  (at most {limit:0.0}){Verdict(ratio <= limit)}");

    public void Add(string what, double milliseconds, double? limit) =>
        Add(what, milliseconds, limit is { } most ? $"(at most {most:0.##} ms){Verdict(milliseconds <= most)}" : "");

    public void AddRate(string what, double rate, double? limit) =>
        lines.Add($"{what,-52} {rate,9:0} /s   {(limit is { } least ? $"(at least {least:0}){Verdict(rate >= least)}" : "the reference")}");

    public void AddBytes(string what, double megabytesPerSecond, double? limit) =>
        lines.Add($"{what,-52} {megabytesPerSecond,9:0} MB/s {(limit is { } least ? $"(at least {least:0}){Verdict(megabytesPerSecond >= least)}" : "")}");

    public void AddMemory(string what, double megabytes, double limit) =>
        lines.Add($"{what,-52} {megabytes,9:0.0} MB   (at most {limit:0} MB){Verdict(megabytes <= limit)}");

    public void AddKilobytes(string what, double kilobytes, double limit) =>
        lines.Add($"{what,-52} {kilobytes,9:0.0} KB   (at most {limit:0} KB){Verdict(kilobytes <= limit)}");

    public void AddShare(string what, double share, double limit) =>
        lines.Add($"{what,-52} {share * 100,9:0.00} %    (at most {limit * 100:0.#} %){Verdict(share <= limit)}");

    public void AddLarge(string what, (double Seconds, double Megabytes, double OutputMegabytes) run, double? seconds, double megabytes) =>
        lines.Add($"{what,-52} {run.Seconds,9:0.00} s    {run.Megabytes:0} MB of memory, {run.OutputMegabytes:0.0} MB out"
            + $"  (at most {(seconds is { } limit ? $"{limit} s, " : "")}{megabytes} MB){Verdict(!(run.Seconds > seconds) && run.Megabytes <= megabytes)}");

    public int Print()
    {
        lines.ForEach(Console.WriteLine);
        return missed ? 1 : 0;
    }

    private string Verdict(bool kept)
    {
        missed |= !kept;
        return kept ? "" : "  MISSED";
    }
}
