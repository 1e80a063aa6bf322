using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Codesession.PowerShell.Tests.Proxy;

namespace Codesession.PowerShell.Tests.Doors;

/// <summary>
/// The same call, a message of Claude Code that reads and writes a cache, through each of the five doors: <c>cs log-ai</c>, <c>Add-CsAiUsage</c>,
/// <c>log_ai_usage</c> over MCP, the proxy, and the import of Claude Code's log. Each has a ledger of its own: in one, the log's call would be
/// known from the proxy, and not be recorded again.
/// </summary>
public sealed class CallDoorsTests : ProxyTest
{
    private const string Agent = "Claude Code";

    /// <summary>
    /// What tells the door and the occasion, not the call: numbers of records, the time, the door itself, and the ids. Only who sees the response
    /// (proxy, log) knows its id, and only a log that of its conversation.
    /// </summary>
    private static readonly string[] Without = ["id", "session_id", "timestamp", "source", "request_id", "response_id", "conversation_id", "event_id"];

    /// <summary>As Anthropic states it: the input without what the cache has read and written.</summary>
    private const string Stated = """
        {"input_tokens":2500,"cache_read_input_tokens":5000,"cache_creation_input_tokens":1500,"cache_creation":{"ephemeral_5m_input_tokens":1000,"ephemeral_1h_input_tokens":500},"output_tokens":500}
        """;

    [Fact]
    public void A_call_leaves_the_same_row_through_each_of_the_five_doors()
    {
        Environment.SetEnvironmentVariable("CODESESSION_AGENT_NAME", null);
        var rows = new[]
        {
            Row("cs", () => ByShell("cs log-ai -p anthropic -m claude-sonnet-4-5 --prompt-tokens 9000 --completion-tokens 500 --cache-read-tokens 5000 --cache-write-tokens 1000 --cache-write-1h-tokens 500 --agent $agent --request-id r1 --json")),
            Row("cmdlet", () => ByShell("Add-CsAiUsage anthropic claude-sonnet-4-5 -PromptTokens 9000 -CompletionTokens 500 -CacheReadTokens 5000 -CacheWriteTokens 1000 -CacheWrite1hTokens 500 -AgentName $agent -RequestId r1")),
            Row("mcp", ByMcp),
            Row("proxy", ByProxy),
            Row("log", ByLog),
        };

        Assert.Equal(["manual", "manual", "mcp", "proxy", "log"], rows.Select(row => row["source"]));
        var calls = rows.Select(row => string.Join('\n', row.Where(cell => !Without.Contains(cell.Key)).Select(cell => $"{cell.Key}={cell.Value}"))).ToList();
        // 2,500 at $3 a million, 5,000 read at 0.30, 1,000 written at 3.75, 500 for an hour at 6, 500 out at 15.
        Assert.Contains("cost_e10=232500000", calls[0]);
        Assert.Contains($"agent_name={Agent}", calls[0]);
        Assert.All(calls, call => Assert.Equal(calls[0], call));
    }

    /// <summary>What the only call in a new ledger is, by column.</summary>
    private Dictionary<string, string> Row(string ledger, Action door)
    {
        var path = Path.Combine(Home, ledger, "sessions.db");
        Environment.SetEnvironmentVariable("CODESESSION_DB_PATH", path);
        door();
        return Assert.Single(Sql.Rows(path, "SELECT * FROM ai_usage")).Split('\n').Select(cell => cell.Split('=', 2)).ToDictionary(cell => cell[0], cell => cell[1]);
    }

    private void ByShell(string command)
    {
        Start();
        Shell.Run(command, ("agent", Agent)).AssertNoErrors();
    }

    // The client's own name tells the agent.
    private void ByMcp()
    {
        Start();
        using var server = Process.Start(new ProcessStartInfo(Executable.Path!, ["mcp"])
        {
            WorkingDirectory = Repository.Root, RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        server.StandardInput.Write("""
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"claude-code","version":"2.1.330"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"log_ai_usage","arguments":{"provider":"anthropic","model":"claude-sonnet-4-5","promptTokens":9000,"completionTokens":500,"cacheReadTokens":5000,"cacheWriteTokens":1000,"cacheWrite1hTokens":500,"requestId":"r1"}}}

            """.ReplaceLineEndings("\n"));
        server.StandardInput.Close();
        Assert.Contains("\"logged\"", server.StandardOutput.ReadToEnd());
        server.WaitForExit();
        Assert.Equal(0, server.ExitCode);
    }

    // The header that Claude Code sends tells the agent.
    private void ByProxy()
    {
        Provider.Usage = Stated;
        Shell.Run(Ask + "$proxy = Start-CsProxy -Port 0 -SessionName work -Upstream @{ anthropic = $url }; Ask $proxy.Url 'claude-cli/2.1.330 (external, cli)'; Stop-CsProxy", ("url", Provider.Url)).AssertNoErrors();
    }

    private void ByLog()
    {
        var machine = Path.Combine(Home, "machine");
        var folder = Directory.CreateDirectory(Path.Combine(machine, ".claude", "projects", "made-up")).FullName;
        File.WriteAllText(Path.Combine(folder, "one.jsonl"), $$$"""
            {"parentUuid":null,"isSidechain":false,"userType":"external","cwd":{{{JsonSerializer.Serialize(Repository.Root)}}},"sessionId":"one","version":"2.1.330","gitBranch":"main","type":"assistant","uuid":"u1","timestamp":"{{{DateTimeOffset.UtcNow.ToString("o", CultureInfo.InvariantCulture)}}}","requestId":"req_1","message":{"model":"claude-sonnet-4-5","id":"msg_1","type":"message","role":"assistant","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{{{Stated.Trim()}}}}}

            """);
        Shell.Run("Import-CsAgentLog claude -Path $machine", ("machine", machine)).AssertNoErrors();
    }
}
