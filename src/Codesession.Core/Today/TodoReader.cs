using System.Text;
using Codesession.Comments;
using Codesession.Git;

namespace Codesession;

/// <summary>Reads what comments in the files of a project that changed lately say is to be done.</summary>
internal sealed class TodoReader(GitProcess git, TimeProvider time)
{
    /// <summary>Limits of one project.</summary>
    private const int MostComments = 20, MostFilesRead = 1000, MostFilesFound = 50_000, DeepestFolder = 12, LargestFile = 1_048_576;

    private static readonly TimeSpan Lately = TimeSpan.FromHours(48);

    // Where no git says what is somebody's own.
    private static readonly string[] BuildFolders =
        ["dist/", "build/", "out/", "target/", "bin/", "obj/", "vendor/", "venv/", "__pycache__/", "coverage/", "bower_components/", ".*/"];

    /// <summary>The comments of a folder, those of the newest file first.</summary>
    /// <param name="folder">The project's folder.</param>
    /// <param name="inRepository">Whether git can tell its files.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<(IReadOnlyList<TodoComment> Todos, bool HasMore)> ReadAsync(string folder, bool inRepository, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Lately;
        var found = inRepository
            ? (await TrackedAsync(folder, cancellationToken).ConfigureAwait(false)).Where(path => Languages.Of(path) is not null).Select(path => Look(folder, path)).OfType<FolderFile>()
            : new FolderFiles(folder, BuildFolders).Find(DeepestFolder).Take(MostFilesFound).Where(file => Languages.Of(file.Path) is not null);
        var files = new List<FolderFile>();
        foreach (var file in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // What has no length may be a pipe, which would wait for its writer.
            if (file.Written >= since && file.Size is > 0 and <= LargestFile)
                files.Add(file);
        }
        var todos = new List<TodoComment>();
        foreach (var file in files.OrderByDescending(file => file.Written).ThenBy(file => file.Path, StringComparer.Ordinal).Take(MostFilesRead))
        {
            cancellationToken.ThrowIfCancellationRequested();
            todos.AddRange(Comments(folder, file));
            if (todos.Count > MostComments)
                return (todos[..MostComments], true);
        }
        return (todos, files.Count > MostFilesRead);
    }

    // Of what git tracks or would: nothing that it is told to ignore.
    private async Task<IEnumerable<string>> TrackedAsync(string folder, CancellationToken cancellationToken) => GitOutput.Fields(
        await git.RunAsync(folder, ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "-z"], cancellationToken: cancellationToken).ConfigureAwait(false));

    private static FolderFile? Look(string folder, string path)
    {
        try
        {
            var file = new FileInfo(Path.Join(folder, path));
            // A link leads to what may not be the project's.
            return file.Exists && !file.Attributes.HasFlag(FileAttributes.ReparsePoint) ? new FolderFile(path, file.LastWriteTimeUtc, file.Length) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<TodoComment> Comments(string folder, FolderFile file)
    {
        if (Text(folder, file.Path) is not { } text || !TodoComment.Words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))
            return [];
        return CommentScanner.Read(text, file.Path)
            .Select(line => (line.Line, Todo: TodoComment.Read(text.AsSpan(line.Start, line.Length))))
            .Where(line => line.Todo is not null)
            .Select(line => new TodoComment(file.Path, line.Line, line.Todo!.Value.Type, line.Todo.Value.Text, file.Written));
    }

    private static string? Text(string folder, string path)
    {
        var full = Path.Join(folder, path);
        try
        {
            // A folder on the way may have become a link since git took it down.
            var parent = Path.GetDirectoryName(full)!;
            if (parent.Length > folder.Length && GitFolder.RealPath(parent) != Path.Join(GitFolder.RealPath(folder), Path.GetRelativePath(folder, parent)))
                return null;
            var text = File.ReadAllText(full, Encoding.UTF8);
            return text.AsSpan(0, Math.Min(text.Length, 8000)).Contains('\0') ? null : text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
