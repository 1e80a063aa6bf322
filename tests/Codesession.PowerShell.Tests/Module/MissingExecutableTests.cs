namespace Codesession.PowerShell.Tests.Module;

/// <summary>A platform that the module has no executable for.</summary>
public sealed class MissingExecutableTests : ModuleTest
{
    [Fact]
    public void The_alias_says_what_is_missing_and_the_cmdlets_work()
    {
        var folder = ModuleCopy.To(Path.Combine(Home, "Codesession"));
        Directory.Delete(Path.Combine(folder, "bin", Executable.Platform), recursive: true);

        var lines = ShellProcess.Run(Home, """
            param($Module, $Folder)
            Import-Module $Module
            foreach ($use in { cs status --json }, { Install-CsCommand $Folder -ErrorAction Stop }, { Invoke-CsRun git status -ErrorAction Stop }) {
                try { & $use; 'no error' } catch { "$($_.FullyQualifiedErrorId) $($_.CategoryInfo.Category): $_" }
            }
            (Start-CsSession work -Path $Folder).Name
            Invoke-CsRun { 'in a block' }
            """, folder, Home).Succeeded();

        Assert.Equal($"executable_missing NotInstalled: The module has no cs executable for this platform ({Executable.Platform}). "
            + "Use the cmdlets (Get-Command -Module Codesession), or build the executable from the sources: dotnet publish src/Codesession.Cli", lines[0]);
        Assert.StartsWith("executable_missing,Codesession.PowerShell.InstallCsCommandCommand NotInstalled: ", lines[1]);
        Assert.StartsWith("executable_missing,Codesession.PowerShell.InvokeCsRunCommand NotInstalled: ", lines[2]);
        Assert.Equal(["work", "in a block"], lines.Skip(3));
    }
}
