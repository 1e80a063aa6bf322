using System.Diagnostics;

namespace Codesession.Bench;

/// <summary>A command line to be timed on a ledger.</summary>
internal sealed record Command(string Program, string[] Words, string Folder, string Ledger, Action<string>? After = null, byte[]? Input = null, bool HoldsInput = false)
{
    public Process Start()
    {
        var start = new ProcessStartInfo(Program, Words) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardInput = HoldsInput || Input is not null };
        start.Environment["CODESESSION_DB_PATH"] = Ledger;
        start.Environment["HOME"] = Path.GetDirectoryName(Ledger);
        var process = Process.Start(start)!;
        if (Input is not null)
        {
            process.StandardInput.BaseStream.Write(Input);
            process.StandardInput.Close();
        }
        return process;
    }
}
