using System.Text;
using System.Text.Json;

namespace Codesession.Bench;

/// <summary>A conversation that grows in Claude Code's log, and what its hooks are told.</summary>
internal sealed class Talk
{
    private const string Id = "bench";

    private readonly string path;
    private readonly string folder;
    private int responses;

    public Talk(string path, string folder)
    {
        (this.path, this.folder) = (path, folder);
        Respond();
    }

    /// <summary>One more response is logged.</summary>
    public void Respond() => File.AppendAllText(path, $$$"""
        {"type":"assistant","sessionId":"{{{Id}}}","cwd":{{{Quoted(folder)}}},"timestamp":"2026-01-01T00:00:00.000Z","requestId":"req_talk{{{++responses}}}","message":{"id":"msg_talk{{{responses}}}","model":"claude-sonnet-4-5","content":[{"type":"text","text":"{{{new string('x', 2_000)}}}"}],"usage":{"input_tokens":100,"output_tokens":50} } }

        """);

    /// <summary>What a hook is told, at a tool with an input of 5 kB.</summary>
    public byte[] Event(string name) => Encoding.UTF8.GetBytes($$$"""
        {"hook_event_name":"{{{name}}}","session_id":"{{{Id}}}","transcript_path":{{{Quoted(path)}}},"cwd":{{{Quoted(folder)}}},"tool_input":{"command":"{{{new string('x', 5_000)}}}"}}
        """);

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
