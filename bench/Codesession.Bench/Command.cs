using System.Diagnostics;

namespace Codesession.Bench;

/// <summary>A command line to be timed on a ledger.</summary>
internal sealed record Command(string Program, string[] Words, string Folder, string Ledger, Action<string>? After = null)
{
    public Process Start()
    {
        var start = new ProcessStartInfo(Program, Words) { WorkingDirectory = Folder, RedirectStandardOutput = true };
        start.Environment["CODESESSION_DB_PATH"] = Ledger;
        start.Environment["HOME"] = Path.GetDirectoryName(Ledger);
        return Process.Start(start)!;
    }
}
