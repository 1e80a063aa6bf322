namespace Codesession;

/// <summary>Limits that several kinds of input share.</summary>
internal static class Limits
{
    /// <summary>A trillion: far above any real call, and low enough that sums of millions stay exact, in JSON readers too.</summary>
    public const long LargestCount = 1_000_000_000_000;

    public static string Text(string? value, string what, int longest)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            throw new CodesessionException(ErrorCode.InvalidInput, $"{what} is empty. Give some text.");
        }
        return value.Length <= longest
            ? value
            : throw new CodesessionException(ErrorCode.InvalidInput, $"{what} is too long ({value.Length} characters; at most {longest}). Shorten it.");
    }

    public static long Count(long value, string what) => value is >= 0 and <= LargestCount
        ? value
        : throw new CodesessionException(ErrorCode.InvalidInput, $"{what} must be a whole number from 0 to {LargestCount}.");
}
