namespace Codesession.Git;

/// <summary>The ids of git's objects as text: 40 hexadecimal digits (SHA-1) or 64 (SHA-256).</summary>
internal static class GitObjectId
{
    /// <summary>Whether the text is a whole id. Nothing else is ever handed to git where it expects an id.</summary>
    public static bool IsWhole(string? id) => id is { Length: 40 or 64 } && id.All(char.IsAsciiHexDigitLower);

    /// <summary>Whether the id stands for "no object": all zeros.</summary>
    public static bool IsZero(string id) => id.AsSpan().TrimStart('0').IsEmpty;

    /// <summary>Whether the text may be a hash, or the first digits of one, as the original keeps them.</summary>
    public static bool IsHash(string? text) => text is { Length: >= 7 and <= 64 } && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The tree without entries, which git knows without storing it, in the hash of the given id.</summary>
    public static string EmptyTreeLike(string id) => EmptyTree(sha256: id.Length != 40);

    /// <summary>The tree without entries.</summary>
    public static string EmptyTree(bool sha256) => sha256
        ? "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
        : "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
}
