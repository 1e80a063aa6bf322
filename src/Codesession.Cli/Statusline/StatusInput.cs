using System.Text.Json;

namespace Codesession.Cli.Statusline;

/// <summary>How much of a limit of the subscription is used.</summary>
/// <param name="UsedPercent">0 to 100, or what the agent says beyond.</param>
/// <param name="ResetsAt">When it begins anew; null: not told.</param>
internal sealed record UsedLimit(decimal UsedPercent, DateTimeOffset? ResetsAt);

/// <summary>
/// What Claude Code tells its status line on standard input. Every key may be missing, or be something else in another
/// version: what cannot be understood is as good as not told.
/// </summary>
internal sealed record StatusInput
{
    /// <summary>Far more than Claude Code writes; of more nothing is believed.</summary>
    private const int LargestInput = 1024 * 1024;

    private const int LongestName = 60;

    private const long LastSecond = 253_402_300_799;

    /// <summary>The conversation: <c>session_id</c>.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The model as people know it.</summary>
    public string? Model { get; init; }

    /// <summary>The folder in which the agent works, a full path.</summary>
    public string? Folder { get; init; }

    /// <summary>US dollars, by the agent's own count.</summary>
    public decimal? Cost { get; init; }

    /// <summary>How much of the context window is left, in percent.</summary>
    public decimal? ContextLeft { get; init; }

    /// <summary>The limit of the five-hour window.</summary>
    public UsedLimit? FiveHours { get; init; }

    /// <summary>The limit of the week.</summary>
    public UsedLimit? SevenDays { get; init; }

    /// <summary>Reads to the end; null: it is no JSON object, or far too large.</summary>
    public static StatusInput? Read(Stream input)
    {
        try
        {
            return Content(input) is { } content ? Parse(content) : null;
        }
        // Half a surrogate pair is valid JSON, and no text: the reader says so with the second.
        catch (Exception error) when (error is JsonException or InvalidOperationException or IOException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte>? Content(Stream input)
    {
        var buffer = new byte[16 * 1024];
        var length = 0;
        while (input.Read(buffer.AsSpan(length)) is > 0 and var more)
        {
            length += more;
            if (length > LargestInput)
            {
                return null;
            }
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, length * 2);
            }
        }
        var content = buffer.AsMemory(0, length);
        return content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content;
    }

    private static StatusInput? Parse(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }
        return new StatusInput
        {
            ConversationId = Text(root, "session_id") is { Length: <= NewUsage.LongestName } id ? id : null,
            Model = PlainName(Text(root, "model", "display_name") ?? Text(root, "model", "id")),
            Folder = FullPath(Text(root, "workspace", "current_dir") ?? Text(root, "cwd")),
            Cost = Number(root, "cost", "total_cost_usd"),
            ContextLeft = LeftOf(root),
            FiveHours = Limit(root, "five_hour"),
            SevenDays = Limit(root, "seven_day"),
        };
    }

    private static string? PlainName(string? name) => string.IsNullOrWhiteSpace(name) ? null : PlainText.Of(name, LongestName);

    private static string? FullPath(string? path) => path is not null && !path.Contains('\0') && Path.IsPathFullyQualified(path) ? path : null;

    // The share comes with newer versions; before the first reply it is null.
    private static decimal? LeftOf(JsonElement root) =>
        (Number(root, "context_window", "remaining_percentage") ?? 100 - Number(root, "context_window", "used_percentage")) is { } left
            ? Math.Clamp(left, 0, 100)
            : null;

    private static UsedLimit? Limit(JsonElement root, string name) =>
        Number(root, "rate_limits", name, "used_percentage") is { } used ? new UsedLimit(used, Time(At(root, "rate_limits", name, "resets_at"))) : null;

    // Seconds since 1970; a text in case a version writes ISO 8601.
    private static DateTimeOffset? Time(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetDecimal(out var seconds) && seconds is > 0 and < LastSecond =>
            DateTimeOffset.FromUnixTimeSeconds((long)seconds),
        { ValueKind: JsonValueKind.String } text when text.TryGetDateTimeOffset(out var time) => time,
        _ => null,
    };

    private static decimal? Number(JsonElement root, params ReadOnlySpan<string> path) =>
        At(root, path) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var number) && number is >= 0 and <= 1_000_000 ? number : null;

    private static string? Text(JsonElement root, params ReadOnlySpan<string> path) =>
        At(root, path) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    private static JsonElement? At(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }
        return element;
    }
}
