using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Codesession.Providers;

/// <summary>
/// The fields of a usage object, one after the other, for those who read a million of them; the rules are those of
/// <see cref="UsageFigures"/>. A key that is no UTF-8 throws <see cref="InvalidOperationException"/>.
/// </summary>
internal struct UsageFields()
{
    /// <summary>Whether every figure that was asked for was a count, or missing.</summary>
    public bool MakeSense { get; private set; } = true;

    /// <summary>Steps on the object's next key.</summary>
    /// <param name="reader">Stands on the object's beginning, or on the value of the key before; on the object's end where there is no further key.</param>
    public static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Whether the key or text on which the reader stands is this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
        reader.ValueIsEscaped ? reader.ValueTextEquals(text) : reader.ValueSpan.SequenceEqual(text);

    /// <summary>Steps over the value of the key.</summary>
    public static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Steps into the object that is the key's value; false: it is none, and is stepped over.</summary>
    public static bool Enter(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject) return true;
        reader.Skip();
        return false;
    }

    /// <summary>The count that is the key's value; null: it is null.</summary>
    public long? Count(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (reader.TryGetInt64(out var count) && count is >= 0 and <= Limits.LargestCount) return count;
            // Some write whole numbers as 12.0.
            if (reader.TryGetDecimal(out var number) && number is >= 0 and <= Limits.LargestCount && decimal.IsInteger(number)) return (long)number;
        }
        MakeSense &= reader.TokenType == JsonTokenType.Null;
        reader.Skip();
        return null;
    }

    /// <summary>The text that is the key's value; null: it is none, or empty.</summary>
    public static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            // What nearly every call says is not made anew a million times.
            return Is(ref reader, "standard"u8) ? "standard" : TextOf(ref reader);
        }
        reader.Skip();
        return null;
    }

    /// <summary>The text on which the reader stands; null: empty.</summary>
    public static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or no UTF-8.
            return null;
        }
    }
}
