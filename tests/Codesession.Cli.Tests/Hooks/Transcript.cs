using System.Globalization;
using System.Text;

namespace Codesession.Cli.Tests.Hooks;

/// <summary>A conversation as Claude Code logs it, line by line, with what it comes to.</summary>
internal sealed class Transcript
{
    /// <summary>What a call of <see cref="Respond"/> costs at the list price of its model.</summary>
    public const decimal CostOfResponse = (100 * 3m + 50 * 15m + 2_000 * 0.3m + 400 * 3.75m) / 1_000_000;

    private const long InputOfResponse = 2_500;
    private const long OutputOfResponse = 50;

    private readonly string folder;
    private int responses;

    public Transcript(string home, string workingFolder, string? id = null)
    {
        Id = id ?? Guid.NewGuid().ToString();
        folder = workingFolder;
        Path = System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(home, ".claude", "projects", "-work")).FullName, $"{Id}.jsonl");
    }

    public string Id { get; }

    public string Path { get; }

    /// <summary>The log of a subagent.</summary>
    public string SubagentPath => System.IO.Path.Combine(
        Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.ChangeExtension(Path, null), "subagents")).FullName, "agent-a1.jsonl");

    /// <summary>How many responses have been logged.</summary>
    public int Responses => responses;

    public long Tokens => responses * (InputOfResponse + OutputOfResponse);

    public decimal Cost => responses * CostOfResponse;

    /// <summary>The user has asked something.</summary>
    public Transcript Ask(string prompt, bool inSubagent = false)
    {
        Append(inSubagent ? SubagentPath : Path, Line("user", $$"""{"role":"user","content":"{{prompt}}"}""", ""));
        return this;
    }

    /// <summary>The model has answered: a line for each of two blocks, with the usage as it had grown by then.</summary>
    public Transcript Respond(bool inSubagent = false)
    {
        var lines = ResponseLines(Interlocked.Increment(ref responses));
        Append(inSubagent ? SubagentPath : Path, lines);
        return this;
    }

    /// <summary>One more response is logged by other means.</summary>
    public void Count() => Interlocked.Increment(ref responses);

    /// <summary>The two lines of a response.</summary>
    public string ResponseLines(int number) => ResponseLine(number, 1) + ResponseLine(number, OutputOfResponse);

    /// <summary>Appends to the log as its agent does, while others read.</summary>
    public static void Append(string path, string text)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>What Claude Code tells a hook.</summary>
    public byte[] Event(string name, params (string Key, string Value)[] more) => Encoding.UTF8.GetBytes($$"""
        {"session_id":"{{Id}}","transcript_path":"{{Escaped(Path)}}","cwd":"{{Escaped(folder)}}","permission_mode":"default","hook_event_name":"{{name}}"{{string.Concat(more.Select(pair => $",\"{pair.Key}\":\"{Escaped(pair.Value)}\""))}}}
        """);

    private string ResponseLine(int number, long output) => Line("assistant",
        $$$"""{"id":"msg_{{{Id}}}_{{{number}}}","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[{"type":"text","text":"secret words"}],"usage":{"input_tokens":100,"cache_creation_input_tokens":400,"cache_read_input_tokens":2000,"output_tokens":{{{output}}},"service_tier":"standard"}}""",
        $"""
        ,"requestId":"req_{Id}_{number}"
        """);

    private string Line(string type, string message, string more) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"parentUuid":null,"isSidechain":false,"type":"{{type}}","message":{{message}}{{more}},"uuid":"{{Guid.NewGuid()}}","timestamp":"{{DateTimeOffset.UtcNow:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","userType":"external","cwd":"{{Escaped(folder)}}","sessionId":"{{Id}}","version":"2.1.0","gitBranch":"main"}""") + "\n";

    private static string Escaped(string text) => text.Replace("\\", "\\\\").Replace("\"", "\\\"");
}
