using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Undoes <c>Install-CsCommand</c>.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "CsCommand", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UninstallCsCommandCommand : CsCmdlet
{
    /// <summary>The folder; the one that Install-CsCommand chooses unless told.</summary>
    [Parameter(Position = 0)]
    public string? Path { get; set; }

    private protected override void Process()
    {
        var path = Path is null ? CommandFolder.Default : System.IO.Path.TrimEndingDirectorySeparator(FullPath(Path));
        var folder = new CommandFolder(path);
        ForEach(folder.Commands, command => Uninstall(folder, command));
        if (OperatingSystem.IsWindows() && ShouldProcess(path, "Take out of the user's Path"))
        {
            folder.RemoveFromUserPath();
        }
    }

    private void Uninstall(CommandFolder folder, FileInfo command)
    {
        if (!folder.IsOurs(command))
        {
            WriteVerbose($"{command.FullName} {(command.Exists ? "is something else and stays" : "is not there")}.");
        }
        else if (ShouldProcess(command.FullName, "Remove link"))
        {
            command.Delete();
        }
    }
}
