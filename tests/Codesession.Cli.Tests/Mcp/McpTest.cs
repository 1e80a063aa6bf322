using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Codesession.Cli.Tests.Mcp;

/// <summary>A test with the official client over the streams of a real <c>cs mcp</c>.</summary>
public abstract class McpTest : CsTest
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Connects to a server in a folder.</summary>
    protected static async Task<McpClient> ConnectAsync(Cs cs, string clientName = "test")
    {
        var variables = new Dictionary<string, string?> { ["HOME"] = cs.Home, ["USERPROFILE"] = cs.Home, ["CODESESSION_DB_PATH"] = cs.LedgerPath, ["CODESESSION_SESSION"] = null, ["CODESESSION_AGENT_NAME"] = null };
        foreach (var (name, value) in cs.Variables)
        {
            variables[name] = value;
        }
        var transport = new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = Cs.Executable,
            Arguments = ["mcp"],
            WorkingDirectory = cs.Folder,
            EnvironmentVariables = variables,
        });
        return await McpClient.CreateAsync(transport, new McpClientOptions { ClientInfo = new Implementation { Name = clientName, Version = "1" } }, cancellationToken: Cancel);
    }

    /// <summary>Calls a tool, expects an answer that its schema describes, and answers it.</summary>
    protected static async Task<JsonElement> CallAsync(McpClient client, string tool, object? arguments = null)
    {
        var result = await CallRawAsync(client, tool, arguments);
        var text = Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
        Assert.True(result.IsError is not true, text);
        var answer = result.StructuredContent!.Value;
        var schema = (await client.ListToolsAsync(cancellationToken: Cancel)).Single(known => known.Name == tool).ProtocolTool.OutputSchema!.Value;
        Assert.Empty(SchemaCheck.Problems(schema, answer));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(text), tool == "list_sessions" ? answer.GetProperty("sessions") : answer));
        return answer;
    }

    /// <summary>Calls a tool, expects a failure of that code, and answers its <c>error</c>.</summary>
    protected static async Task<JsonElement> FailsAsync(McpClient client, string code, string tool, object? arguments = null)
    {
        var result = await CallRawAsync(client, tool, arguments);
        var text = Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
        Assert.True(result.IsError is true, text);
        Assert.Null(result.StructuredContent);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        var error = JsonElement.Parse(text).GetProperty("error");
        Assert.True(code == error.Text("code"), text);
        Assert.DoesNotContain("cs ", error.Text("message")!.Replace("cs pricing set", "", StringComparison.Ordinal), StringComparison.Ordinal);
        return error;
    }

    private static async Task<CallToolResult> CallRawAsync(McpClient client, string tool, object? arguments) =>
        await client.CallToolAsync(new CallToolRequestParams
        {
            Name = tool,
            Arguments = JsonSerializer.SerializeToElement(arguments ?? new { }).EnumerateObject().ToDictionary(property => property.Name, property => property.Value.Clone()),
        }, Cancel);
}
