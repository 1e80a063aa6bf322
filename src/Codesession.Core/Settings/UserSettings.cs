using System.Text.Json;

namespace Codesession;

/// <summary>
/// What the user has settled in <c>config.json</c>, an object of which every key may be left out:
/// <c>{"warnAbove": 5.00, "upstreams": {"openai": "https://gateway.example"}}</c>. Keys that are not known are passed over.
/// </summary>
public sealed record UserSettings
{
    // Written by hand.
    private static readonly JsonDocumentOptions Form = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>US dollars that a session without a budget may cost before there is a warning; null: there is none.</summary>
    public decimal? WarnAbove { get; init; } = 5.00m;

    /// <summary>Where the proxy passes calls on, by provider: absolute URLs of http or https.</summary>
    public IReadOnlyDictionary<string, string> Upstreams { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the settings; where there is no such file, or an empty one, they are as they come.</summary>
    /// <exception cref="CodesessionException">
    /// <see cref="ErrorCode.ConfigInvalid"/>: the file cannot be understood; <see cref="ErrorCode.IoError"/>: it cannot be read.
    /// </exception>
    public static UserSettings Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var text = Content(path);
        if (string.IsNullOrWhiteSpace(text))
        {
            return new UserSettings();
        }
        try
        {
            using var file = JsonDocument.Parse(text, Form);
            return file.RootElement.ValueKind == JsonValueKind.Object
                ? Of(file.RootElement, path)
                : throw Invalid(path, "it is no object.");
        }
        // Half a surrogate pair is valid JSON, and no text: the reader says so with the second.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Invalid(path, $"it is not valid JSON: {e.Message}", e);
        }
    }

    private static UserSettings Of(JsonElement root, string path)
    {
        var settings = new UserSettings();
        if (root.TryGetProperty("warnAbove", out var above))
        {
            settings = settings with { WarnAbove = Dollars(above, path) };
        }
        if (root.TryGetProperty("upstreams", out var upstreams))
        {
            settings = settings with { Upstreams = Addresses(upstreams, path) };
        }
        return settings;
    }

    private static decimal? Dollars(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => null,
        JsonValueKind.Number when value.TryGetDecimal(out var dollars) && dollars >= 0 => dollars,
        _ => throw Invalid(path, $"\"warnAbove\" is {value.GetRawText()}, and must be a number of dollars from 0 on, or false."),
    };

    private static Dictionary<string, string> Addresses(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Invalid(path, "\"upstreams\" is no object. Write it as {\"openai\": \"https://gateway.example\"}.");
        }
        var addresses = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in value.EnumerateObject())
        {
            // The value is not repeated: an address may hold a key.
            addresses[entry.Name] = entry.Value.ValueKind == JsonValueKind.String && IsWebAddress(entry.Value.GetString()!)
                ? entry.Value.GetString()!
                : throw Invalid(path, $"the upstream \"{entry.Name}\" is no whole address of http or https.");
        }
        return addresses;
    }

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    private static string? Content(string path)
    {
        try
        {
            // Mostly there is none, and an exception takes its time.
            return Path.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CodesessionException(ErrorCode.IoError, $"The settings file {path} cannot be read: {e.Message}", e) { Subject = path };
        }
    }

    private static CodesessionException Invalid(string path, string what, Exception? inner = null) =>
        new(ErrorCode.ConfigInvalid, $"The settings file {path} cannot be understood: {what} Correct it, or delete it.", inner) { Subject = path };
}
