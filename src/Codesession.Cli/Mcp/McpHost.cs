using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Codesession.Cli.Mcp;

/// <summary>
/// The MCP server over standard input and output. Until a tool is called it opens no ledger, and until tools are listed it makes no schema:
/// an agent waits for it at each of its starts.
/// </summary>
internal static class McpHost
{
    /// <summary>What it calls itself.</summary>
    public const string Name = "codesession";

    private const string Instructions = """
        Codesession keeps a ledger of what AI coding work costs. Start a session with start_session when a piece of work begins, and end it with end_session when it is done: that records
        the files and commits that git says were changed. Log an AI call with log_ai_usage only with the token counts that its reply
        states, never with an estimate, and only where nothing else records it (a proxy, hooks or an import of logs); give a requestId of its own so that the same call is never counted twice. Before expensive calls look at check_budget; tell the user when it warns or a budget is exceeded. Where no directory is
        given, a tool means the session of the server's own folder: give the directory when you work elsewhere.
        """;

    /// <summary>Serves until standard input ends or it is stopped; what was asked before is answered.</summary>
    public static async Task RunAsync(CliHost host, CancellationToken stop)
    {
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation { Name = Name, Title = "Codesession", Version = ProductVersion.Text },
            ServerInstructions = Instructions,
            Handlers = new McpServerHandlers
            {
                ListToolsHandler = (_, _) => ValueTask.FromResult(ToolList.Describe()),
                CallToolHandler = (request, cancel) => ToolList.CallAsync(host, request, cancel),
                ListResourcesHandler = (_, _) => ValueTask.FromResult(PricingResource.List()),
                ReadResourceHandler = (request, _) => ValueTask.FromResult(PricingResource.Read(host, request)),
            },
        };
        // Neither is disposed: the one would wait for a read that only the end of standard input, or of the process, ends; the other for calls, of
        // which one may wait for the ledger's lock. What is not committed then, is not recorded.
        var transport = new StdioTransport(Console.OpenStandardInput(), host.Out);
        var server = McpServer.Create(transport, options);
        var stopped = new TaskCompletionSource();
        await using var told = stop.Register(() => stopped.TrySetResult());
        var served = server.RunAsync(CancellationToken.None);
        if (await Task.WhenAny(served, stopped.Task) == served)
        {
            await served;
        }
    }
}
