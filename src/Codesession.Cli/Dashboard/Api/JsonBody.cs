using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Codesession.Cli.Dashboard.Api;

/// <summary>The JSON object that a request brings.</summary>
internal sealed class JsonBody : IDisposable
{
    private readonly JsonDocument document;

    private JsonBody(JsonDocument document) => this.document = document;

    /// <summary>Whether a request brings anything.</summary>
    public static bool IsIn(HttpRequest request) => request.ContentLength > 0 || request.Headers.ContainsKey("Transfer-Encoding");

    /// <summary>Reads it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="known">The names that it may have.</param>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>: it is no JSON object, or has other names.</exception>
    /// <exception cref="Serving.RefusedException">It is not told to be JSON: a page of somebody else could send it without asking.</exception>
    public static async Task<JsonBody> ReadAsync(HttpRequest request, params string[] known)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "application/json"
            || type.Charset.Length > 0 && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw Refused.MediaType();
        }
        JsonDocument? document = null;
        try
        {
            document = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new JsonException("It is no object.");
            }
            if (document.RootElement.EnumerateObject().Select(property => property.Name).FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            {
                throw Wrong($"There is no \"{PlainText.Of(unknown, 40)}\" here. Known are: {string.Join(", ", known)}.");
            }
            return new JsonBody(document);
        }
        // Half a surrogate pair in a name is valid JSON, and no text: the reader says so with the second.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            document?.Dispose();
            throw new CodesessionException(ErrorCode.InvalidInput, "The body must be a JSON object.", error);
        }
    }

    /// <summary>A text; null: not given, or null.</summary>
    public string? Text(string name)
    {
        try
        {
            return Value(name) is not { } value ? null
                : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong($"{name} must be a text.");
        }
        catch (InvalidOperationException)
        {
            throw Wrong($"{name} is no valid text.");
        }
    }

    /// <summary>A number; null: not given, or null.</summary>
    public decimal? Number(string name) => Value(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : throw Wrong($"{name} must be a number.");

    /// <summary>A whole number; null: not given, or null.</summary>
    public long? Whole(string name) => Value(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : throw Wrong($"{name} must be a whole number.");

    /// <summary>Yes or no; no where it is not given.</summary>
    public bool Flag(string name) => Value(name) is { } value && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong($"{name} must be true or false."),
    };

    /// <summary>The error for a value that is missing.</summary>
    public static CodesessionException Missing(string name) => Wrong($"{name} is missing.");

    public void Dispose() => document.Dispose();

    private JsonElement? Value(string name) =>
        document.RootElement.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static CodesessionException Wrong(string message) => new(ErrorCode.InvalidInput, message);
}
