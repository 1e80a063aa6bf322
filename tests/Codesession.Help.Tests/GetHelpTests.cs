using Codesession.Help.Tests.Hosting;

namespace Codesession.Help.Tests;

/// <summary>What PowerShell itself makes of the help.</summary>
public sealed class GetHelpTests(SampleShell shell) : IClassFixture<SampleShell>
{
    /// <summary>Everything that help says without words, a line a parameter of a syntax and a line a parameter.</summary>
    private const string Facts =
        """
        function Fact($of, $parameter) {
            "$of $($parameter.name) $($parameter.required) $($parameter.position) $($parameter.pipelineInput) $($parameter.aliases)" +
                " $($parameter.globbing) $($parameter.parameterValue) $($parameter.parameterValue.variableLength) $($parameter.type.name)"
        }
        foreach ($name in 'Get-Tea', 'Start-Tea') {
            $help = Get-Help $name
            foreach ($syntax in $help.syntax.syntaxItem) {
                $text = foreach ($parameter in $syntax.parameter) {
                    "$(Fact $name $parameter) {$($parameter.parameterValueGroup.parameterValue)}"
                }
                $text -join "`n"
            }
            foreach ($parameter in $help.parameters.parameter) {
                Fact 'parameter' $parameter
            }
        }
        """;

    [Fact]
    public void Facts_are_those_that_the_engine_tells_without_help()
    {
        static string[] Normal(IEnumerable<string> facts) => [.. facts.Select(fact => fact.ToUpperInvariant()).Order(StringComparer.Ordinal)];

        var facts = Normal(shell.RunWithoutHelp(Facts));

        Assert.Equal(2 + 4 + 1 + 7, facts.Length);
        Assert.Equal(facts, Normal(shell.Run(Facts)));
    }

    [Fact]
    public void The_default_syntax_comes_first() => Assert.Contains(
        """

        SYNTAX
            Get-Tea [[-Name] <string>] [-Except {Green | Black}] [-Leaf {Green | Black}] [<CommonParameters>]

            Get-Tea -Like <Tea> [-Except {Green | Black}] [-Leaf {Green | Black}] [<CommonParameters>]

        """.ReplaceLineEndings("\n"), shell.Show("Get-Help Get-Tea"), StringComparison.Ordinal);

    [Fact]
    public void All_help_is_shown_as_that_of_PowerShell_is() => Assert.Equal(
        """
        NAME
            Start-Tea

        SYNOPSIS
            Starts to brew a tea.


        SYNTAX
            Start-Tea [-Name] <string[]> [[-Vessel] {cup | pot}] -Leaf {Green | Black} [-Sweet] [-Minutes <int>] [-WhatIf] [-Confirm] [<CommonParameters>]


        DESCRIPTION
            The tea brews in the background; see the book (https://example.org/tea) and Get-Tea.

            What happens:

            - water is boiled
            - leaves go in, and stay in for
              - a short while (green)
              - a long while (black)

            To have it by hand:

                if ($true) {
                    Start-Tea Assam -Leaf Black
                }

            Then drink it.


        PARAMETERS
            -Name <string[]>
                What is brewed.

                Required?                    true
                Position?                    0
                Default value                None
                Accept pipeline input?       True (ByValue, ByPropertyName)
                Aliases                      Label, Blend
                Accept wildcard characters?  false

            -Vessel <string>
                Where it is brewed.

                Accepted values: cup, pot

                Required?                    false
                Position?                    1
                Default value                None
                Accept pipeline input?       False
                Aliases                      none
                Accept wildcard characters?  false

            -Leaf <Leaf>
                What it is brewed of.

                Accepted values: Green, Black

                Required?                    true
                Position?                    named
                Default value                None
                Accept pipeline input?       False
                Aliases                      none
                Accept wildcard characters?  false

            -Sweet
                With sugar.

                Required?                    false
                Position?                    named
                Default value                False
                Accept pipeline input?       False
                Aliases                      none
                Accept wildcard characters?  false

            -Minutes <int>
                How long it brews.

                Required?                    false
                Position?                    named
                Default value                what the leaf takes
                Accept pipeline input?       False
                Aliases                      none
                Accept wildcard characters?  false

            -WhatIf
                Shows what would happen if the cmdlet runs. The cmdlet is not run.

                Required?                    false
                Position?                    named
                Default value                False
                Accept pipeline input?       False
                Aliases                      wi
                Accept wildcard characters?  false

            -Confirm
                Prompts you for confirmation before running the cmdlet.

                Required?                    false
                Position?                    named
                Default value                False
                Accept pipeline input?       False
                Aliases                      cf
                Accept wildcard characters?  false

            <CommonParameters>
                This cmdlet supports the common parameters: Verbose, Debug,
                ErrorAction, ErrorVariable, WarningAction, WarningVariable,
                OutBuffer, PipelineVariable, and OutVariable. For more information, see
                about_CommonParameters (https://go.microsoft.com/fwlink/?LinkID=113216).

        INPUTS
            System.String
                The name of a tea.


        OUTPUTS
            Codesession.Help.Tests.Sample.Tea
                The tea, which is not ready yet.


        NOTES


                Mind the steam.

            ---------- Example 1: Brew a pot ----------

            Start-Tea Assam pot -Leaf Black

            Name  Minutes
            ----  -------
            Assam       4

            A pot is four cups.

            It stays warm.

            ---------- Example 2: Brew one of everything ----------

            'Sencha', 'Gyokuro' |
                Start-Tea -Leaf Green -Min 2

            Names come from the pipeline.


        RELATED LINKS
            Online version: https://example.org/help/Start-Tea
            Get-Tea
        """.ReplaceLineEndings("\n"), shell.Show("Get-Help Start-Tea -Full"));

    [Theory]
    [InlineData("Get-Help Start-Tea | ForEach-Object Synopsis", "Starts to brew a tea.")]
    [InlineData("(Get-Help Start-Tea).details | ForEach-Object { $_.name; $_.verb; $_.noun }", "Start-Tea|Start|Tea")]
    [InlineData("(Get-Help Start-Tea -Parameter *).name", "Name|Vessel|Leaf|Sweet|Minutes|WhatIf|Confirm")]
    [InlineData("(Get-Help Get-Tea -Parameter Name).globbing", "true")]
    [InlineData("(Get-Help Start-Tea).examples.example.title",
        "---------- Example 1: Brew a pot ----------|---------- Example 2: Brew one of everything ----------")]
    [InlineData("(Get-Help Start-Tea).relatedLinks.navigationLink.uri", "https://example.org/help/Start-Tea|")]
    [InlineData("Get-Help about_Tea | ForEach-Object Synopsis", "How tea is brewed, and why.")]
    public void Parts_are_where_scripts_look_for_them(string script, string expected) =>
        Assert.Equal(expected.Split('|'), shell.Run(script));
}
