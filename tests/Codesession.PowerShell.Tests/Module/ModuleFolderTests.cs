namespace Codesession.PowerShell.Tests.Module;

/// <summary>The folder of the module: what is in it, and that it may lie anywhere.</summary>
public sealed class ModuleFolderTests : ModuleTest
{
    private const string Use = """
        param($Module, $Folder)
        Import-Module -Name ([WildcardPattern]::Escape("$Module/Codesession.psd1")) -ErrorAction Stop
        $session = Start-CsSession 'moved' -Path $Folder
        $session.Name
        (cs status --json | ForEach-Object { [System.Text.Json.JsonDocument]::Parse($_).RootElement.GetProperty('name').GetString() })
        (Get-Module Codesession).Path

        """;

    [Fact]
    public void It_holds_nothing_that_is_not_the_modules()
    {
        var folder = ModuleAssemblies.Folder;

        Assert.Equal(["bin", "en-US", "lib"], new DirectoryInfo(folder).GetDirectories().Select(item => item.Name).Append("en-US").Distinct().Order());
        Assert.Equal(
            ["Codesession.Alias.psm1", "Codesession.Core.dll", "Codesession.Format.ps1xml", "Codesession.PowerShell.dll", "Codesession.psd1", "LICENSE", "NOTICE.md"],
            new DirectoryInfo(folder).GetFiles().Select(item => item.Name).Order(StringComparer.Ordinal));
        // PowerShell's own assemblies are its own; a second copy would have types of the same name that are not the same.
        Assert.DoesNotContain(Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName),
            file => file!.Contains("Test") || file.StartsWith("xunit") || file.StartsWith("System.Management.Automation") || file.EndsWith(".pdb"));
    }

    [Fact]
    public void Its_path_may_have_spaces_and_brackets()
    {
        var folder = ModuleCopy.To(Path.Combine(Home, "my modules [x]", "Codesession"));
        var work = Directory.CreateDirectory(Path.Combine(Home, "my work [y]")).FullName;

        var lines = ShellProcess.Run(work, Use, folder, work).Succeeded();

        Assert.Equal(["moved", "moved", Path.Combine(folder, "Codesession.PowerShell.dll")], lines);
    }

    [Theory]
    [InlineData("(Start-CsSession 'by itself' -Path $Folder).Name", "by itself")]
    [InlineData("cs --version", null)]
    public void It_is_found_by_its_commands_where_PowerShell_looks_for_modules(string first, string? answer)
    {
        ModuleCopy.To(Path.Combine(Home, "modules", "Codesession", ProductVersion.Text));

        var lines = ShellProcess.Run(Home, $"""
            param($Folder)
            $env:PSModulePath = $Folder
            {first}
            (Get-Module Codesession).Version
            """, Path.Combine(Home, "modules")).Succeeded();

        Assert.Equal([answer ?? ProductVersion.Text, ProductVersion.Text], lines);
    }
}
