namespace Codesession.PowerShell.Tests.Module;

/// <summary>Another module in the same process that brings another version of the same library: both work.</summary>
public sealed class NeighbourTests : ModuleTest
{
    private const string Parameters = "param($Module, $Neighbour, $Folder)\n";
    private const string UseTheirs = "Import-Module -Name $Neighbour\nGet-Neighbour\n";

    // The last line: what the runtime has bound our own reference to.
    private const string UseOurs = """
        Import-Module -Name $Module
        $id = (Start-CsSession work -Path $Folder).Id
        $null = Add-CsAiUsage anthropic claude-sonnet-4-5 -SessionId $id -PromptTokens 1000 -CompletionTokens 200
        [Codesession.MoneyText]::Of((Stop-CsSession -Id $id -PassThru))
        $library = [Codesession.Ledger].Assembly.GetType('Codesession.Storage.Database').GetField('connection', 'NonPublic, Instance').FieldType.Assembly
        "$($library.GetName().Version) $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($library).Name)"

        """;

    private static readonly string OurVersion = $"{typeof(Microsoft.Data.Sqlite.SqliteConnection).Assembly.GetName().Version} Codesession";

    private static readonly string[] OurLines = ["$0.0060", OurVersion];

    private IReadOnlyList<string> Run(string script, string neighbour) =>
        ShellProcess.Run(Home, Parameters + script, ModuleAssemblies.Folder, ShellProcess.PathOf(neighbour), Home).Succeeded();

    [Fact]
    public void An_older_library_that_came_first_is_not_taken() =>
        Assert.Equal(["42 8.0.34.0 Default", .. OurLines], Run(UseTheirs + UseOurs, "OlderNeighbour"));

    [Fact]
    public void An_older_library_that_comes_later_is_not_disturbed() =>
        Assert.Equal([.. OurLines, "42 8.0.34.0 Default"], Run(UseOurs + UseTheirs, "OlderNeighbour"));

    [Fact]
    public void A_newer_library_that_came_first_serves_both() =>
        Assert.Equal(["42 11.0.0.0 Default", "$0.0060", "11.0.0.0 Default"], Run(UseTheirs + UseOurs, "NewerNeighbour"));

    [Fact]
    public void A_newer_library_that_comes_later_is_not_disturbed() =>
        Assert.Equal([.. OurLines, "42 11.0.0.0 Default"], Run(UseOurs + UseTheirs, "NewerNeighbour"));
}
