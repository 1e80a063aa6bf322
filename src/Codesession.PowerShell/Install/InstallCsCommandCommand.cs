using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Puts the module's <c>cs</c>, also as <c>codesession</c>, where every shell finds it.</summary>
[Cmdlet(VerbsLifecycle.Install, "CsCommand", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class InstallCsCommandCommand : CsCmdlet
{
    /// <summary>The folder; ~/.local/bin unless told, on Windows %LOCALAPPDATA%\Programs\Codesession.</summary>
    [Parameter(Position = 0)]
    public string? Path { get; set; }

    /// <summary>Replace a command of that name that is something else.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emit the links.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        var executable = Executable.Path ?? throw new CodesessionException(ErrorCode.ExecutableMissing,
            $"The module has no cs executable for this platform ({Executable.Platform}). Build one from the sources: dotnet publish src/Codesession.Cli");
        var path = Path is null ? CommandFolder.Default : System.IO.Path.TrimEndingDirectorySeparator(FullPath(Path));
        var folder = new CommandFolder(path);
        ForEach(folder.Commands, command => Install(folder, command, executable));
        if (OperatingSystem.IsWindows())
        {
            if (ShouldProcess(path, "Add to the user's Path"))
            {
                folder.AddToUserPath();
            }
        }
        else if (!folder.IsInPath && folder.Commands.Any(folder.IsOurs))
        {
            WriteWarning($"{path} is not in your PATH. Add it in the profile of your shell: export PATH=\"{path}:$PATH\"");
        }
    }

    private void Install(CommandFolder folder, FileInfo command, string executable)
    {
        if (command.Exists && !Force && !folder.IsOurs(command))
        {
            throw new CodesessionException(ErrorCode.FileExists, $"{command.FullName} exists and is something else. Give -Force to replace it, or another -Path.")
            {
                Subject = command.FullName,
            };
        }
        if (!ShouldProcess(command.FullName, $"Link to {executable}"))
        {
            return;
        }
        folder.Link(command, executable);
        if (PassThru)
        {
            WriteFile(command);
        }
    }
}
