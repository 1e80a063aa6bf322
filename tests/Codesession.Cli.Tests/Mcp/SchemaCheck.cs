using System.Text.Json;

namespace Codesession.Cli.Tests.Mcp;

/// <summary>Holds a value against as much of JSON Schema as our answers use; an unknown keyword is a problem, too.</summary>
internal static class SchemaCheck
{
    public static IEnumerable<string> Problems(JsonElement schema, JsonElement value, string path = "$")
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            var problems = keyword.Name switch
            {
                "type" => OneIf(!TypesOf(keyword.Value).Any(type => Is(type, value)), $"{path} is no {keyword.Value}: {value}"),
                "const" => OneIf(!JsonElement.DeepEquals(keyword.Value, value), $"{path} is not {keyword.Value}"),
                "enum" => OneIf(!keyword.Value.EnumerateArray().Any(known => JsonElement.DeepEquals(known, value)), $"{path} is none of {keyword.Value}"),
                "minimum" => OneIf(value.ValueKind == JsonValueKind.Number && value.GetDecimal() < keyword.Value.GetDecimal(), $"{path} is too small: {value}"),
                "required" => keyword.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path}.{name} is missing"),
                "items" => value.EnumerateArray().SelectMany((item, i) => Problems(keyword.Value, item, $"{path}[{i}]")),
                "properties" => value.EnumerateObject().SelectMany(property =>
                    keyword.Value.TryGetProperty(property.Name, out var known) ? Problems(known, property.Value, $"{path}.{property.Name}") : []),
                "additionalProperties" => value.EnumerateObject()
                    .Where(property => !(schema.TryGetProperty("properties", out var known) && known.TryGetProperty(property.Name, out _)))
                    .SelectMany(property => keyword.Value.ValueKind == JsonValueKind.False ? [$"{path}.{property.Name} is not told of"] : Problems(keyword.Value, property.Value, $"{path}.{property.Name}")),
                var other => [$"The keyword {other} is not known"],
            };
            foreach (var problem in problems)
            {
                yield return problem;
            }
        }
    }

    private static string[] OneIf(bool isWrong, string problem) => isWrong ? [problem] : [];

    private static IEnumerable<string> TypesOf(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(each => each.GetString()!) : [type.GetString()!];

    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => value.ValueKind == JsonValueKind.Number,
    };
}
