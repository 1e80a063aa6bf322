namespace Codesession;

/// <summary>The place that a session belongs to: the git root of a folder, else the folder itself, links resolved.</summary>
/// <param name="Directory">Full path of the scope.</param>
/// <param name="GitRoot">The git root, as <c>git rev-parse --show-toplevel</c> prints it; null: no repository.</param>
public sealed record Scope(string Directory, string? GitRoot)
{
    /// <summary>The scope of a folder. Walks up the folders and starts no process.</summary>
    public static Scope Of(string folder)
    {
        var root = GitFolder.FindRoot(folder);
        return new Scope(root ?? GitFolder.RealPath(folder), root);
    }
}
