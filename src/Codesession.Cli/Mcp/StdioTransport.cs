using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Codesession.Cli.Mcp;

/// <summary>
/// Messages as lines. The library's own transport answers nothing any more as soon as its input has ended; here whoever asked, and then
/// closed its end, has the answers to all that it asked.
/// </summary>
internal sealed class StdioTransport(Stream input, Stream output) : StreamServerTransport(input, output, McpHost.Name)
{
    private static readonly JsonTypeInfo<JsonRpcMessage> Message = McpJsonUtilities.DefaultOptions.GetTypeInfo<JsonRpcMessage>();

    // Both are there before the base class begins to read.
    private readonly Stream lines = output;
    private readonly Lock writing = new();

    public override Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(message, Message);
        lock (writing)
        {
            lines.Write([.. line, (byte)'\n']);
            lines.Flush();
        }
        return Task.CompletedTask;
    }
}
