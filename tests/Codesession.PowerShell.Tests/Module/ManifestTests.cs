using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;

namespace Codesession.PowerShell.Tests.Module;

/// <summary>What the manifest promises, and what there is.</summary>
public sealed class ManifestTests : ModuleTest
{
    private static readonly string File = Path.Combine(ModuleAssemblies.Folder, "Codesession.psd1");

    private static readonly Hashtable Manifest =
        (Hashtable)((HashtableAst)Parser.ParseFile(File, out _, out _).Find(node => node is HashtableAst, searchNestedScriptBlocks: false)!).SafeGetValue();

    private static IEnumerable<string> CmdletsToExport => ((object[])Manifest["CmdletsToExport"]!).Cast<string>();

    private PSModuleInfo Module => Shell.Run("Get-Module Codesession").One<PSModuleInfo>();

    [Fact]
    public void PowerShell_finds_nothing_wrong_with_it()
    {
        var result = Shell.Run("Test-ModuleManifest $file", ("file", File));

        Assert.Equal("Codesession", result.One<PSModuleInfo>().Name);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void It_lists_every_cmdlet_that_was_compiled() =>
        Assert.Equal(
            typeof(CsCmdlet).Assembly.GetExportedTypes().Select(type => type.GetCustomAttribute<CmdletAttribute>()).OfType<CmdletAttribute>()
                .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}").Order(),
            CmdletsToExport);

    [Fact]
    public void The_module_exports_what_it_lists_and_nothing_else()
    {
        Assert.Equal(CmdletsToExport, Module.ExportedCmdlets.Keys.Order());
        Assert.Equal(["cs"], Module.ExportedAliases.Keys);
        Assert.Empty(Module.ExportedFunctions);
        Assert.Empty(Module.ExportedVariables);
        Assert.Equal([.. CmdletsToExport, "cs"], Shell.Run("Get-Command -Module Codesession -CommandType All | ForEach-Object Name").All<string>().Order());
    }

    [Fact]
    public void One_version_is_everywhere()
    {
        var version = ProductVersion.Text;

        Assert.Equal(version, Manifest["ModuleVersion"]);
        Assert.Equal(version, Module.Version.ToString());
        Assert.Equal(version, typeof(CsCmdlet).Assembly.GetName().Version!.ToString(3));
        Assert.Equal(version, typeof(Ledger).Assembly.GetName().Version!.ToString(3));
        Assert.Equal(version, Shell.Run("cs --version").One<string>());
    }
}
