namespace Codesession;

/// <summary>Paths of folders as the ledger writes them, compared as the file system does.</summary>
internal static class FolderPath
{
    private static readonly StringComparison Comparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>With <c>/</c> between folders and none at the end, as the original writes it.</summary>
    public static string Written(string path)
    {
        var written = OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;
        return written.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : written;
    }

    /// <summary>Whether both name one folder.</summary>
    public static bool AreSame(string path, string other) => string.Equals(Written(path), Written(other), Comparison);

    /// <summary>Whether a path is that folder or lies below it.</summary>
    public static bool IsIn(string path, string folder)
    {
        var (inner, outer) = (Written(path), Written(folder));
        return inner.StartsWith(outer, Comparison) && (inner.Length == outer.Length || outer.EndsWith('/') || inner[outer.Length] == '/');
    }
}
