using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Hashing;

namespace Codesession.Git;

/// <summary>
/// What lies in the working tree, as texts that are equal where the content is: a file that is dirty at a session's start and at its
/// end was changed in it only where these differ.
/// </summary>
internal static class WorkingTree
{
    private const int BufferSize = 128 * 1024;

    /// <summary>The state of each path: a file's hash, a link's target's hash, a repository's commit; null: nothing is there.</summary>
    public static async Task<IReadOnlyDictionary<string, string?>> ReadAsync(
        IGitReader reader, string root, IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var states = new ConcurrentDictionary<string, string?>();
        var options = new ParallelOptions
        {
            CancellationToken = cancellationToken,
            MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, 8),
        };
        await Parallel.ForEachAsync(paths, options,
            async (path, token) => states[path] = await StateAsync(reader, Path.Join(root, path), token).ConfigureAwait(false))
            .ConfigureAwait(false);
        return states;
    }

    /// <summary>
    /// Whether the path may have been changed at or after a time. Of a file that is gone its folder tells: removing it was a change
    /// there. Whole seconds, which is what some file systems know.
    /// </summary>
    public static bool ChangedSince(string root, string path, DateTimeOffset time)
    {
        FileSystemInfo entry = new FileInfo(Path.Join(root, path));
        while (!Path.Exists(entry.FullName) && entry.LinkTarget is null && Path.GetDirectoryName(entry.FullName) is { } folder)
            entry = new DirectoryInfo(folder);
        return entry.LastWriteTimeUtc >= DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds()).UtcDateTime;
    }

    private static async Task<string?> StateAsync(IGitReader reader, string path, CancellationToken cancellationToken)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is { } target)
                return $"link {Hash(System.Text.Encoding.UTF8.GetBytes(target))}";
            if (Directory.Exists(path))
                return await RepositoryStateAsync(reader, path, cancellationToken).ConfigureAwait(false);
            // Not opened when empty: a pipe, which has no length, would wait for its writer.
            return !file.Exists ? null : file.Length == 0 ? Hash([]) : HashFile(path, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unreadable";
        }
    }

    private static async Task<string> RepositoryStateAsync(IGitReader reader, string path, CancellationToken cancellationToken)
    {
        // Without this check git would walk up, and answer for the repository around it.
        if (GitFolder.FindGitDirectory(path) is null)
            return "folder";
        try
        {
            var status = await reader.ReadStatusAsync(path, cancellationToken).ConfigureAwait(false);
            return $"repository {status.Head}";
        }
        catch (GitException)
        {
            return "repository";
        }
    }

    private static string HashFile(string path, CancellationToken cancellationToken)
    {
        // Not a cryptographic hash: those of .NET need the system's OpenSSL, which a small machine may lack.
        var hash = new XxHash128();
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete, options: FileOptions.SequentialScan);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long offset = 0;
            while (RandomAccess.Read(file, buffer, offset) is > 0 and var count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.Append(buffer.AsSpan(0, count));
                offset += count;
            }
            return Convert.ToHexStringLower(hash.GetCurrentHash());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(XxHash128.Hash(content));
}
