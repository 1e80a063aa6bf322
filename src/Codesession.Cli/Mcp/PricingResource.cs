using System.Text;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Codesession.Cli.Mcp;

/// <summary>What models cost, as <c>cs pricing list --json</c> writes it.</summary>
internal static class PricingResource
{
    private const string Uri = "codesession://pricing";
    private const string Json = "application/json";

    public static ListResourcesResult List() => new()
    {
        Resources =
        [
            new Resource { Uri = Uri, Name = "pricing", Title = "Prices of models", Description = "The price table: dollars per million tokens, the user's own prices in it.", MimeType = Json },
        ],
    };

    /// <exception cref="McpProtocolException">There is no such resource, or the user's own prices cannot be read.</exception>
    public static ReadResourceResult Read(CliHost host, RequestContext<ReadResourceRequestParams> request)
    {
        if (request.Params.Uri != Uri)
        {
            throw new McpProtocolException($"There is no resource {PlainText.Of(request.Params.Uri, 200)}. There is {Uri}.", McpErrorCode.ResourceNotFound);
        }
        try
        {
            var prices = host.Prices().List(DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime));
            return new ReadResourceResult
            {
                Contents = [new TextResourceContents { Uri = Uri, MimeType = Json, Text = Encoding.UTF8.GetString(JsonBytes.Of(json => json.WritePrices(prices))) }],
            };
        }
        catch (CodesessionException failure)
        {
            throw new McpProtocolException(failure.Message, McpErrorCode.InternalError);
        }
    }
}
