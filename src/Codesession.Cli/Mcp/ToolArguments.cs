using System.Text.Json;

namespace Codesession.Cli.Mcp;

/// <summary>The arguments of a call, each of them one that its tool takes.</summary>
internal sealed class ToolArguments
{
    private readonly Dictionary<string, JsonElement> given;

    private ToolArguments(Dictionary<string, JsonElement> given) => this.given = given;

    /// <summary>Checks what a client has sent. Null is as good as nothing.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>, with the <c>parameter</c>: missing, not known, or no value that it takes.</exception>
    public static ToolArguments Read(McpTool tool, IDictionary<string, JsonElement>? sent)
    {
        var given = (sent ?? new Dictionary<string, JsonElement>()).Where(argument => argument.Value.ValueKind != JsonValueKind.Null).ToDictionary();
        var known = tool.Parameters;
        if ((sent?.Keys ?? []).FirstOrDefault(name => known.All(parameter => parameter.Name != name)) is { } unknown)
        {
            throw Wrong(unknown, $"{tool.Name} takes no \"{PlainText.Of(unknown, 60)}\". It takes {(known.Count == 0 ? "nothing" : string.Join(", ", known.Select(parameter => parameter.Name)))}.");
        }
        foreach (var parameter in known)
        {
            if (given.TryGetValue(parameter.Name, out var value))
            {
                parameter.Check(value);
            }
            else if (parameter.IsRequired)
            {
                throw Wrong(parameter.Name, $"\"{parameter.Name}\" is missing. It takes {parameter.Takes}.");
            }
        }
        return new ToolArguments(given);
    }

    /// <summary>The error for an argument.</summary>
    public static CodesessionException Wrong(string parameter, string message) => new(ErrorCode.InvalidInput, message)
    {
        Details = [new("parameter", PlainText.Of(parameter, 60))],
    };

    /// <summary>A text that says something; null: not given.</summary>
    public string? Text(string name) => given.TryGetValue(name, out var value) && McpParameter.TextOf(value) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>A number; null: not given.</summary>
    public decimal? Number(string name) => given.TryGetValue(name, out var value) ? value.GetDecimal() : null;

    /// <summary>A whole number; null: not given.</summary>
    public long? Whole(string name) => (long?)Number(name);
}
