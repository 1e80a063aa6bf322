using System.Diagnostics;
using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Serves an agent over MCP, on the standard streams of this process, until standard input ends.</summary>
[Cmdlet(VerbsLifecycle.Start, "CsMcpServer", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StartCsMcpServerCommand : CsCmdlet
{
    private protected override void Process()
    {
        var executable = Executable.Path ?? throw new CodesessionException(ErrorCode.ExecutableMissing,
            $"The module has no cs executable for this platform ({Executable.Platform}), which is the MCP server.");
        if (ShouldProcess("standard input and output", "Serve an agent over MCP"))
        {
            Run(executable);
        }
    }

    // The server has this process's own streams. pwsh reads standard input for a command only where its text names $input.
    private void Run(string executable)
    {
        var start = new ProcessStartInfo(executable, ["mcp"]) { WorkingDirectory = CurrentFolder };
        start.Environment.Clear();
        foreach (var (name, value) in CurrentRun.Environment())
        {
            start.Environment[name] = value;
        }
        start.Environment["CODESESSION_DB_PATH"] = ModuleHost.Options(CurrentFolder).DatabasePath;
        using var server = Begin(start);
        try
        {
            server.WaitForExitAsync(Cancellation).GetAwaiter().GetResult();
        }
        finally
        {
            if (!server.HasExited)
            {
                server.Kill();
            }
        }
        if (server.ExitCode != 0)
        {
            throw new CodesessionException(ErrorCode.IoError, $"The MCP server has ended with exit code {server.ExitCode}. Standard error may say why.");
        }
    }

    private static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return System.Diagnostics.Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new CodesessionException(ErrorCode.IoError, $"{start.FileName} cannot be run: {error.Message}", error) { Subject = start.FileName };
        }
    }
}
