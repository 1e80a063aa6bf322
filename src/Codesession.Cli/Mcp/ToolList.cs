using Codesession.Cli.Mcp.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Codesession.Cli.Mcp;

/// <summary>The tools that there are.</summary>
internal static class ToolList
{
    private static readonly McpTool[] All =
    [
        new SessionStatusTool(),
        new StartSessionTool(),
        new EndSessionTool(),
        new LogAiUsageTool(),
        new AddNoteTool(),
        new GetStatsTool(),
        new ListSessionsTool(),
        new CheckBudgetTool(),
        new CostReportTool(),
        new CostOfCommitTool(),
    ];

    public static ListToolsResult Describe() => new() { Tools = [.. All.Select(tool => tool.Describe())] };

    /// <summary>Calls a tool. What goes wrong in it is an answer, which an agent reads.</summary>
    /// <exception cref="McpProtocolException">There is no such tool.</exception>
    public static async ValueTask<CallToolResult> CallAsync(CliHost host, RequestContext<CallToolRequestParams> request, CancellationToken cancel)
    {
        var tool = All.FirstOrDefault(tool => tool.Name == request.Params.Name)
            ?? throw new McpProtocolException($"There is no tool \"{PlainText.Of(request.Params.Name, 60)}\". There are: {string.Join(", ", All.Select(tool => tool.Name))}.", McpErrorCode.InvalidParams);
        try
        {
            var arguments = ToolArguments.Read(tool, request.Params.Arguments);
            using var call = new ToolCall(host, arguments, request.Server.ClientInfo?.Name);
            return await tool.AnswerAsync(call, cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            return ToolFailure.Of(ErrorReport.Expected(error));
        }
    }
}
