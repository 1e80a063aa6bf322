using System.Text;
using Spectre.Console;

namespace Codesession.Cli;

/// <summary>Standard output for people, over the same stream as the answers for programs.</summary>
internal sealed class TerminalOutput(Stream output) : IAnsiConsoleOutput
{
    // A file or pipe has no width to wrap at.
    private const int Unlimited = 1000;

    public TextWriter Writer { get; } = new StreamWriter(output, new UTF8Encoding(false)) { AutoFlush = true };

    public bool IsTerminal => !Console.IsOutputRedirected;

    public int Width => IsTerminal && Console.WindowWidth is > 0 and var width ? width : Unlimited;

    public int Height => IsTerminal && Console.WindowHeight is > 0 and var height ? height : 24;

    public void SetEncoding(Encoding encoding)
    {
    }
}
