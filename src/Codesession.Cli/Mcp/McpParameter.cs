using System.Text.Json;

namespace Codesession.Cli.Mcp;

/// <summary>What an argument is.</summary>
internal enum ArgumentKind
{
    Text,
    Number,
    WholeNumber,
}

/// <summary>What a tool takes: what its schema tells clients, and what arguments are held against.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Description">What it means.</param>
internal sealed record McpParameter(string Name, ArgumentKind Kind, string Description)
{
    // The longest path of any system.
    private const int LongestPath = 32_767;

    /// <summary>Where the work is.</summary>
    public static McpParameter Directory { get; } = new("directory", ArgumentKind.Text, "The folder where the work is; the server's own unless told")
    {
        Longest = LongestPath,
    };

    /// <summary>The session, where it is not that of a folder.</summary>
    public static McpParameter SessionId { get; } = new("sessionId", ArgumentKind.WholeNumber, "The session by its id, in place of that of the directory") { Least = 1 };

    /// <summary>Whether it must be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Of a text: the longest, in UTF-16 characters.</summary>
    public int Longest { get; init; } = NewUsage.LongestName;

    /// <summary>Of a text: all that it may be; null: any text.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>Of a number: the smallest.</summary>
    public decimal Least { get; init; }

    /// <summary>Of a number: the largest; null: no bound of its own.</summary>
    public decimal? Most { get; init; }

    /// <summary>For people: what it takes.</summary>
    public string Takes => Kind switch
    {
        ArgumentKind.Text => Words is null ? $"a text of at most {Longest} characters" : $"one of: {string.Join(", ", Words)}",
        ArgumentKind.WholeNumber => $"a whole number {Range}",
        _ => $"a number {Range}",
    };

    private string Range => Most is { } most ? $"from {Least} to {most}" : $"of {Least} or more";

    /// <summary>Checks a value.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>: it is none that this takes.</exception>
    public void Check(JsonElement value)
    {
        var isTaken = Kind switch
        {
            ArgumentKind.Text => value.ValueKind == JsonValueKind.String && TextOf(value) is { } text && text.Length <= Longest
                && (Words?.Contains(text) ?? true) && !(IsRequired && string.IsNullOrWhiteSpace(text)),
            _ => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number >= Least && !(number > Most)
                && (Kind == ArgumentKind.Number || (decimal.IsInteger(number) && number <= long.MaxValue)),
        };
        if (!isTaken)
        {
            throw ToolArguments.Wrong(Name, $"\"{Name}\" takes {Takes}, not {Shown(value)}.");
        }
    }

    /// <summary>The text of a value; null: half a character is in it, which is valid JSON and no text.</summary>
    public static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Writes its schema as a property.</summary>
    public void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartObject(Name);
        json.WriteString("type", Kind switch { ArgumentKind.Text => "string", ArgumentKind.WholeNumber => "integer", _ => "number" });
        json.WriteString("description", Description);
        if (Words is not null)
        {
            json.WriteList("enum", Words, (writer, word) => writer.WriteStringValue(word));
        }
        else if (Kind == ArgumentKind.Text)
        {
            if (IsRequired)
            {
                json.WriteNumber("minLength", 1);
            }
            json.WriteNumber("maxLength", Longest);
        }
        else
        {
            json.WriteNumber("minimum", Least);
            if (Most is { } most)
            {
                json.WriteNumber("maximum", most);
            }
        }
        json.WriteEndObject();
    }

    private string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when Kind == ArgumentKind.Text && Words is null => TextOf(value) switch
        {
            null => "one with half a character in it",
            var text when string.IsNullOrWhiteSpace(text) => "an empty one",
            var text => $"one of {text.Length}",
        },
        JsonValueKind.String => $"the text \"{PlainText.Of(TextOf(value) ?? "", 40)}\"",
        JsonValueKind.Number => PlainText.Of(value.GetRawText(), 40),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => "a list",
        _ => "an object",
    };
}
