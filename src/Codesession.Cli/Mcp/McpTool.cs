using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace Codesession.Cli.Mcp;

/// <summary>A tool: what clients are told of it, and what it does.</summary>
/// <param name="name">Its name.</param>
/// <param name="title">The same for people.</param>
internal abstract class McpTool(string name, string title)
{
    /// <summary>How much of a list is answered: what an agent can read.</summary>
    protected const int MostItems = 200;

    public string Name => name;

    /// <summary>For the agent: what it does, and when to call it.</summary>
    protected abstract string Description { get; }

    public virtual IReadOnlyList<McpParameter> Parameters => [];

    /// <summary>The JSON schema of the answer.</summary>
    protected abstract string OutputSchema { get; }

    /// <summary>Whether it only looks.</summary>
    protected virtual bool IsReadOnly => true;

    /// <summary>Whether a second call with the same arguments changes nothing more.</summary>
    protected virtual bool IsIdempotent => IsReadOnly;

    /// <summary>Does the work, and then writes the answer into the object that is open.</summary>
    protected abstract Task<Action<Utf8JsonWriter>> RunAsync(ToolCall call, CancellationToken cancel);

    /// <summary>What of the answer is its text; the whole unless told.</summary>
    protected virtual JsonElement TextOf(JsonElement answer) => answer;

    public async Task<CallToolResult> AnswerAsync(ToolCall call, CancellationToken cancel)
    {
        var answer = JsonElement.Parse(JsonBytes.OfObject(await RunAsync(call, cancel)));
        return new CallToolResult { Content = [new TextContentBlock { Text = TextOf(answer).GetRawText() }], StructuredContent = answer };
    }

    public Tool Describe() => new()
    {
        Name = name,
        Title = title,
        Description = Description,
        InputSchema = JsonElement.Parse(JsonBytes.OfObject(WriteInputSchema)),
        OutputSchema = JsonElement.Parse(OutputSchema),
        // None ever takes away what was recorded, or goes beyond this machine.
        Annotations = new ToolAnnotations { ReadOnlyHint = IsReadOnly, DestructiveHint = false, IdempotentHint = IsIdempotent, OpenWorldHint = false },
    };

    private void WriteInputSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var parameter in Parameters)
        {
            parameter.WriteSchema(json);
        }
        json.WriteEndObject();
        json.WriteList("required", Parameters.Where(parameter => parameter.IsRequired), (writer, parameter) => writer.WriteStringValue(parameter.Name));
        json.WriteBoolean("additionalProperties", false);
    }
}
