using System.Globalization;
using System.Text.Json;

namespace Codesession.Dashboard.Tests.Api;

/// <summary>
/// The API's document, and what it says of answers: the part of JSON Schema that it uses. It is stricter than that, as an answer may have
/// nothing that the document does not name.
/// </summary>
public sealed class OpenApi(JsonElement document)
{
    private static readonly HashSet<string> known =
    [
        "$ref", "type", "required", "properties", "items", "enum", "const", "allOf", "anyOf", "minimum", "maximum", "format", "default", "description", "additionalProperties",
    ];

    /// <summary>Its operations: method and path, with the names of their parameters in the query.</summary>
    public IEnumerable<(string Method, string Path, string[] Parameters)> Operations =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Name.ToUpperInvariant(), path.Name, Parameters(operation.Value));

    /// <summary>Checks a JSON answer.</summary>
    /// <param name="method">The method, in small letters.</param>
    /// <param name="path">The path as the document has it.</param>
    /// <param name="status">The status, or <c>default</c>.</param>
    /// <param name="answer">The answer.</param>
    public void Check(string method, string path, string status, JsonElement answer)
    {
        var schema = document.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("responses").GetProperty(status)
            .GetProperty("content").GetProperty("application/json").GetProperty("schema");
        var errors = new List<string>();
        Check(schema, answer, "", errors);
        Assert.True(errors.Count == 0, $"{method} {path}: {string.Join("; ", errors)}: {answer}");
    }

    private string[] Parameters(JsonElement operation) => !operation.TryGetProperty("parameters", out var list) ? []
        : [.. list.EnumerateArray().Select(Resolve).Where(parameter => parameter.Text("in") == "query").Select(parameter => parameter.Text("name")!).Order()];

    private JsonElement Resolve(JsonElement item)
    {
        while (item.TryGetProperty("$ref", out var reference))
        {
            item = reference.GetString()!.Split('/').Skip(1).Aggregate(document, (parent, name) => parent.GetProperty(name));
        }
        return item;
    }

    private void Check(JsonElement schema, JsonElement value, string where, List<string> errors)
    {
        CheckValue(schema, value, where, errors);
        if (value.ValueKind == JsonValueKind.Object && PropertiesOf(schema, value) is { Count: > 0 } named)
        {
            errors.AddRange(value.EnumerateObject().Where(property => !named.Contains(property.Name)).Select(property => $"{where}/{property.Name} is not described"));
        }
    }

    private void CheckValue(JsonElement given, JsonElement value, string where, List<string> errors)
    {
        var schema = Resolve(given);
        Assert.All(schema.EnumerateObject(), keyword => Assert.Contains(keyword.Name, known));
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(name => Is(name!, value)))
        {
            errors.Add($"{where} is no {type}");
            return;
        }
        if (schema.TryGetProperty("const", out var only) && !JsonElement.DeepEquals(only, value)
            || schema.TryGetProperty("enum", out var some) && !some.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
        {
            errors.Add($"{where} is {value}");
        }
        if (value.ValueKind == JsonValueKind.Number && (schema.TryGetProperty("minimum", out var least) && value.GetDecimal() < least.GetDecimal()
            || schema.TryGetProperty("maximum", out var most) && value.GetDecimal() > most.GetDecimal()))
        {
            errors.Add($"{where} is out of bounds: {value}");
        }
        if (value.ValueKind == JsonValueKind.String && schema.TryGetProperty("format", out var format) && !IsTime(format.GetString()!, value.GetString()!))
        {
            errors.Add($"{where} is no {format}: {value}");
        }
        foreach (var part in List(schema, "allOf"))
        {
            CheckValue(part, value, where, errors);
        }
        if (schema.TryGetProperty("anyOf", out var choices) && !choices.EnumerateArray().Any(choice => Fits(choice, value)))
        {
            errors.Add($"{where} is none of what it may be");
        }
        if (value.ValueKind == JsonValueKind.Object)
        {
            errors.AddRange(List(schema, "required").Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{where}/{name} is missing"));
            if (schema.TryGetProperty("properties", out var properties))
            {
                foreach (var property in properties.EnumerateObject())
                {
                    if (value.TryGetProperty(property.Name, out var own))
                    {
                        Check(property.Value, own, $"{where}/{property.Name}", errors);
                    }
                }
            }
        }
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i)))
            {
                Check(items, item, $"{where}/{i}", errors);
            }
        }
    }

    private bool Fits(JsonElement schema, JsonElement value)
    {
        var errors = new List<string>();
        Check(schema, value, "", errors);
        return errors.Count == 0;
    }

    // Empty: any may be there.
    private HashSet<string> PropertiesOf(JsonElement given, JsonElement value)
    {
        var schema = Resolve(given);
        if (schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.True)
        {
            return [];
        }
        var names = new HashSet<string>();
        if (schema.TryGetProperty("properties", out var properties))
        {
            names.UnionWith(properties.EnumerateObject().Select(property => property.Name));
        }
        foreach (var part in List(schema, "allOf").Concat(List(schema, "anyOf").Where(choice => Fits(choice, value))))
        {
            names.UnionWith(PropertiesOf(part, value));
        }
        return names;
    }

    private static JsonElement[] List(JsonElement schema, string name) => schema.TryGetProperty(name, out var list) ? [.. list.EnumerateArray()] : [];

    private static IEnumerable<string?> Types(JsonElement type) => type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(name => name.GetString()) : [type.GetString()];

    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => throw new ArgumentException($"There is no type {type}."),
    };

    private static bool IsTime(string format, string text) => format switch
    {
        "date-time" => DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => throw new ArgumentException($"There is no format {format}."),
    };
}
