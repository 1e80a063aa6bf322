using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Codesession.Storage;

namespace Codesession;

/// <summary>The records of running servers: files beside the ledger that only its owner can read. One that is stale is cleared.</summary>
public sealed class ServerRecords
{
    private readonly string ledgerPath;

    /// <summary>Makes it; no file is touched yet.</summary>
    /// <param name="ledgerPath">Full path of the ledger that the servers write to.</param>
    public ServerRecords(string ledgerPath) => this.ledgerPath = ledgerPath;

    /// <summary>Tells of a server, until the answer is disposed.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.IoError"/>: the record cannot be written.</exception>
    public IDisposable Add(ServerRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var path = PathOf(record.Kind, $"{record.ProcessId}");
        try
        {
            // Nobody may find it half written.
            var unfinished = path + ".tmp";
            LedgerFile.CreateEmpty(unfinished);
            File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(record, ServerRecordJson.Default.ServerRecord));
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.From(error, path);
        }
        return new Removal(path);
    }

    /// <summary>The servers of that kind whose processes are there, the oldest first.</summary>
    public IReadOnlyList<ServerRecord> List(string kind)
    {
        var found = new List<ServerRecord>();
        var folder = Path.GetDirectoryName(ledgerPath)!;
        foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder, Path.GetFileName(PathOf(kind, "*"))) : [])
        {
            if (Read(path) is { } record && IsRunning(record.ProcessId))
            {
                found.Add(record);
            }
            else
            {
                Remove(path);
            }
        }
        return [.. found.OrderBy(record => record.StartedAt)];
    }

    /// <summary>Clears the record of a server that is gone, though a process of its id is there.</summary>
    public void Clear(ServerRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Remove(PathOf(record.Kind, $"{record.ProcessId}"));
    }

    private string PathOf(string kind, string process) => $"{ledgerPath}.{kind}-{process}.json";

    private static ServerRecord? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ServerRecordJson.Default.ServerRecord);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return gone is System.ComponentModel.Win32Exception;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next one clears it.
        }
    }

    private sealed class Removal(string path) : IDisposable
    {
        public void Dispose() => Remove(path);
    }
}

[JsonSerializable(typeof(ServerRecord))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ServerRecordJson : JsonSerializerContext;
