using System.Text.RegularExpressions;

namespace Codesession.Cli.Tests.Commands;

/// <summary>Colour: on a terminal, unless <c>NO_COLOR</c> is set; the terminal is made by <c>script</c>.</summary>
public sealed partial class TerminalTests : CsTest
{
    private const string Program = "/usr/bin/script";

    public TerminalTests() =>
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Program), "Needs the program \"script\" of util-linux.");

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Colour { get; }

    private async Task<string> OnTerminal(Cs cs)
    {
        await cs.Json("start", "work", "--resume");
        var terminal = cs.With("TERM", "xterm-256color").BeginProgram(Program, "-q", "-e", "-c", $"'{Cs.Executable}' status", "/dev/null");
        await terminal.Give([]);
        var result = await terminal.Ended();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("work", result.Text);
        return result.Text;
    }

    [Fact]
    public async Task A_terminal_gets_colour() => Assert.Matches(Colour, await OnTerminal(Cs));

    [Fact]
    public async Task No_color_is_heeded() => Assert.DoesNotMatch("\u001b\\[[0-9;]*3[0-9]", await OnTerminal(Cs.With("NO_COLOR", "1")));
}
