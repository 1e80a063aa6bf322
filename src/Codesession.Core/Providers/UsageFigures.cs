using System.Text.Json;

namespace Codesession.Providers;

/// <summary>
/// The figures of a provider's usage object. One that is no count (negative, a fraction, above a trillion) spoils the
/// whole object: a wrong figure is worse than none.
/// </summary>
internal sealed class UsageFigures(JsonElement usage)
{
    /// <summary>Whether every figure that was asked for was a count, or missing.</summary>
    public bool MakeSense { get; private set; } = usage.ValueKind == JsonValueKind.Object;

    /// <summary>A count; null: missing.</summary>
    public long? Count(string name) => Count(usage, name);

    /// <summary>A count within a part of the object; null: missing.</summary>
    public long? Count(string part, string name) => Member(usage, part) is { } inner ? Count(inner, name) : null;

    /// <summary>A text; null: missing.</summary>
    public string? Text(string name) =>
        Member(usage, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;

    /// <summary>The objects of a list.</summary>
    public IEnumerable<JsonElement> Objects(string name) => Member(usage, name) is { ValueKind: JsonValueKind.Array } list
        ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
        : [];

    private static JsonElement? Member(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    private long? Count(JsonElement owner, string name)
    {
        if (Member(owner, name) is not { } value) return null;
        // Some write whole numbers as 12.0.
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var count)
            && count is >= 0 and <= Limits.LargestCount && decimal.IsInteger(count))
        {
            return (long)count;
        }
        MakeSense = false;
        return null;
    }
}
