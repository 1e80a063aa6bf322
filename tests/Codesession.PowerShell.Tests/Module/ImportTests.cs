namespace Codesession.PowerShell.Tests.Module;

/// <summary>Importing, removing and importing again, in one shell and in several of one process.</summary>
public sealed class ImportTests : ModuleTest
{
    private const string CommandsLeft = "Get-Command *-Cs*, cs -ErrorAction Ignore | Where-Object Source -eq Codesession | ForEach-Object Name";

    [Fact]
    public void Removing_takes_the_cmdlets_and_the_alias_away()
    {
        Assert.Equal(42, Shell.Run(CommandsLeft).Output.Count);

        Assert.Empty(Shell.Run($"Remove-Module Codesession; {CommandsLeft}").All<string>());

        Assert.Equal("CommandNotFoundException", Assert.Single(Shell.Run("Get-CsSession").Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void It_works_when_imported_again()
    {
        Start("before");

        Assert.Equal(["after", "before"], Shell.Run("""
            Remove-Module Codesession
            Import-Module $folder
            $null = Start-CsSession after -Path $home
            Get-CsSession | ForEach-Object Name
            """, ("folder", ModuleAssemblies.Folder)).All<string>());
    }

    [Fact]
    public void Importing_twice_changes_nothing()
    {
        Shell.Run("Import-Module $folder; Import-Module $folder -Force", ("folder", ModuleAssemblies.Folder)).AssertNoErrors();

        Assert.Equal(42, Shell.Run(CommandsLeft).Output.Count);
        Assert.Single(Shell.Run("Get-Module Codesession").Output);
        Assert.Equal("work", Start().Name);
    }

    [Fact]
    public void Each_shell_of_a_process_has_its_own_import()
    {
        var other = NewShell(Home);
        Shell.Run("Remove-Module Codesession").AssertNoErrors();

        Assert.Equal("there", other.Run("Start-CsSession there").One<Session>().Name);
        Assert.Equal(ProductVersion.Text, other.Run("cs --version").One<string>());
    }

    // In a process of its own: nothing that the tests themselves have loaded helps it.
    [Fact]
    public void It_works_in_any_order_of_imports_and_removals() =>
        Assert.Equal(["first", "second"], ShellProcess.Run(Home, """
            param($Module, $Folder)
            Import-Module $Module
            Remove-Module Codesession
            $other = [powershell]::Create([initialsessionstate]::CreateDefault2())
            $null = $other.AddScript('param($Module) Import-Module $Module').AddArgument($Module).Invoke()
            Import-Module $Module
            $other.Dispose()
            (Start-CsSession first -Path $Folder).Name
            Remove-Module Codesession
            Import-Module $Module
            (Stop-CsSession -Id 1 -PassThru -Note second).Notes
            """, ModuleAssemblies.Folder, Home).Succeeded());

    [Fact]
    public void Scripts_can_name_the_types()
    {
        Start();

        Assert.Equal([true, true, true], Shell.Run("""
            (Get-CsSession) -is [Codesession.Session]
            (Get-CsStatus) -is [Codesession.Session]
            (Add-CsNote x -PassThru) -is [Codesession.Note]
            """).All<bool>());
        Assert.Equal(("Completed", "3d ago"), Shell.Run("""
            [Codesession.SessionPhase]::Completed
            [Codesession.TimeText]::Ago([DateTimeOffset]::Now.AddDays(-3), [DateTimeOffset]::Now)
            """) is var result ? (result.Output[0].ToString(), result.Output[1].ToString()) : default);
    }
}
