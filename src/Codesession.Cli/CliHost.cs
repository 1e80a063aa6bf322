using System.Text;
using System.Text.Json;
using Codesession.Cli.Proxy;
using Spectre.Console;
using Process = System.Environment;

namespace Codesession.Cli;

/// <summary>Everything that <c>cs</c> takes from its process: folders, variables, streams, the clock.</summary>
internal sealed class CliHost
{
    public required string Home { get; init; }

    /// <summary>The current folder, asked for when it is needed: it may have been removed.</summary>
    public string WorkingDirectory => field ??= FindWorkingDirectory();

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Standard output. Under <c>--json</c> exactly one document goes there.</summary>
    public required AnswerStream Out { get; init; }

    public required TextWriter Error { get; set; }

    public required TimeProvider Time { get; init; }

    /// <summary>Whether somebody can be asked.</summary>
    public required bool IsInteractive { get; init; }

    public static CliHost FromProcess() => new()
    {
        Home = Process.GetFolderPath(Process.SpecialFolder.UserProfile, Process.SpecialFolderOption.DoNotVerify),
        Environment = EnvironmentVariables.Of(Process.GetEnvironmentVariables()),
        Out = new AnswerStream(Console.OpenStandardOutput()),
        Error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true },
        Time = TimeProvider.System,
        IsInteractive = !Console.IsInputRedirected && !Console.IsOutputRedirected,
    };

    /// <summary>The terminal for people. Colour follows the terminal and <c>NO_COLOR</c>.</summary>
    public IAnsiConsole Terminal => field ??= AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new TerminalOutput(Out),
        Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = Console.IsOutputRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });

    public Ledger OpenLedger() => Ledger.Open(LedgerOptions);

    /// <summary>The prices alone, without opening the ledger.</summary>
    public Prices Prices() => new(LedgerOptions.PricingPath);

    /// <summary>An environment variable; null: not set, or empty.</summary>
    public string? Variable(string name) => Environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>Where the ledger and the user's files are.</summary>
    public LedgerOptions LedgerOptions => LedgerOptions.For(Home, Environment) with { Time = Time };

    /// <summary>Where a proxy may send requests: the built-in addresses, over them those of the user's settings.</summary>
    public Upstreams Upstreams()
    {
        var upstreams = new Upstreams();
        foreach (var (name, url) in UserSettings.Read(LedgerOptions.ConfigPath).Upstreams)
        {
            upstreams.Set(name, url);
        }
        return upstreams;
    }

    /// <summary>The agent that calls are of where they do not say (<c>CODESESSION_AGENT_NAME</c>); null: not told.</summary>
    public string? AgentName => Variable("CODESESSION_AGENT_NAME");

    /// <summary>The session that <c>run</c> has told its command (<c>CODESESSION_SESSION</c>); null: none.</summary>
    public long? InheritedSession => long.TryParse(Variable("CODESESSION_SESSION"), out var inherited) ? inherited : null;

    /// <summary>Which session a command means that was given <paramref name="id"/> with <c>-s</c>.</summary>
    public SessionChoice Choose(long? id) => new()
    {
        Id = id,
        Inherited = InheritedSession,
        Folder = WorkingDirectory,
    };

    /// <summary>Answers with one object that begins with the versions.</summary>
    public void WriteAnswer(Action<Utf8JsonWriter> fields) => WriteJson(json =>
    {
        json.WriteStartObject();
        json.WriteVersion();
        fields(json);
        json.WriteEndObject();
    });

    /// <summary>Writes one JSON document and a line break.</summary>
    public void WriteJson(Action<Utf8JsonWriter> write)
    {
        using var json = new Utf8JsonWriter(Out, LedgerJson.Options);
        try
        {
            write(json);
        }
        catch
        {
            // What has not left yet must not: the error is the document then.
            json.Reset();
            throw;
        }
        json.Flush();
        Out.WriteByte((byte)'\n');
        Out.Flush();
    }

    private static string FindWorkingDirectory()
    {
        try
        {
            return Process.CurrentDirectory;
        }
        catch (IOException error)
        {
            throw new CodesessionException(ErrorCode.IoError, "The current folder does not exist any more. Go to another one.", error);
        }
    }
}
