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

    /// <summary>A text; null: missing, or empty.</summary>
    public string? Text(string name)
    {
        if (Member(usage, name) is not { ValueKind: JsonValueKind.String } text) return null;
        try
        {
            return text.GetString() is { Length: > 0 } value ? value : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or no UTF-8.
            return null;
        }
    }

    /// <summary>A part of the object; its figures are counts, or not, for themselves. Null: missing, or no object.</summary>
    public UsageFigures? Part(string name) => Member(usage, name) is { ValueKind: JsonValueKind.Object } part ? new UsageFigures(part) : null;

    /// <summary>Any value; null: missing, or null.</summary>
    public JsonElement? Value(string name) => Member(usage, name);

    /// <summary>The objects of a list.</summary>
    public IEnumerable<JsonElement> Objects(string name) => Member(usage, name) is { ValueKind: JsonValueKind.Array } list
        ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
        : [];

    private JsonElement? Member(JsonElement owner, string name)
    {
        if (owner.ValueKind != JsonValueKind.Object) return null;
        try
        {
            return owner.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
        }
        catch (InvalidOperationException)
        {
            // A key beside it is no UTF-16: what else it holds cannot be told either.
            MakeSense = false;
            return null;
        }
    }

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
