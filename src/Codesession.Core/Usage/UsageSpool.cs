using System.Text.Json;
using System.Text.Json.Serialization;
using Codesession.Storage;

namespace Codesession;

/// <summary>
/// Calls that could not be recorded, kept in a file beside the ledger until they can. Each process writes to a file of its own; what a
/// process leaves behind, another one takes up. Not safe for use by several threads at once.
/// </summary>
public sealed class UsageSpool : IDisposable
{
    private readonly string ledgerPath;
    private FileStream? file;

    /// <summary>Makes the spool; no file is touched yet.</summary>
    /// <param name="ledgerPath">Full path of the ledger.</param>
    public UsageSpool(string ledgerPath) => this.ledgerPath = ledgerPath;

    /// <summary>How many calls this process has put by.</summary>
    public int Count { get; private set; }

    /// <summary>Puts calls by; they are on disk when it returns. Where that fails, none of them is.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Add(IEnumerable<NewUsage> calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        using var lines = new MemoryStream();
        var count = 0;
        foreach (var call in calls)
        {
            JsonSerializer.Serialize(lines, call, SpooledUsage.Default.NewUsage);
            lines.WriteByte((byte)'\n');
            count++;
        }
        file ??= Create();
        var end = file.Position;
        try
        {
            file.Write(lines.GetBuffer(), 0, (int)lines.Length);
            file.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or ArgumentOutOfRangeException)
        {
            CutOff(file, end);
            // That a limit of the process (ulimit -f) is reached, .NET calls an argument out of range.
            throw error as IOException ?? new IOException(error.Message, error);
        }
        Count += count;
    }

    /// <summary>
    /// Hands over what this process and ended ones have put by, and forgets it once it is taken. What is left by one that is
    /// killed between the two is handed over again: calls carry ids by which the ledger knows them.
    /// </summary>
    /// <param name="record">Records calls; what it throws leaves the files as they are.</param>
    public void TakeUp(Action<IReadOnlyList<NewUsage>> record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Close();
        var (before, taken) = (Count, false);
        try
        {
            Count = 0;
            TakeFiles(record);
            taken = true;
        }
        finally
        {
            Count += taken ? 0 : before;
        }
    }

    /// <summary>Closes the file; what is in it stays for the next one.</summary>
    public void Dispose() => Close();

    private void TakeFiles(Action<IReadOnlyList<NewUsage>> record)
    {
        var folder = Path.GetDirectoryName(ledgerPath)!;
        if (!Directory.Exists(folder))
        {
            return;
        }
        foreach (var path in Directory.GetFiles(folder, $"{Path.GetFileName(ledgerPath)}.spool-*.jsonl"))
        {
            // One that a living process writes to is locked.
            if (TryOpen(path) is { } left)
            {
                using (left)
                {
                    record(Read(left));
                    File.Delete(path);
                }
            }
        }
    }

    private void Close()
    {
        file?.Dispose();
        file = null;
    }

    // What comes next must not follow half a line.
    private static void CutOff(FileStream file, long end)
    {
        try
        {
            file.SetLength(end);
            file.Position = end;
        }
        catch (IOException)
        {
            // Half a line it is: no call.
        }
    }

    private FileStream Create()
    {
        var path = $"{ledgerPath}.spool-{Guid.NewGuid():N}.jsonl";
        LedgerFile.CreateEmpty(path);
        // Without a buffer: one that a full disk does not take could not even be closed.
        return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Delete);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A line that was cut off by a crash or a full disk is no call.
    private static List<NewUsage> Read(FileStream file)
    {
        var calls = new List<NewUsage>();
        using var lines = new StreamReader(file, leaveOpen: true);
        while (lines.ReadLine() is { } line)
        {
            try
            {
                calls.Add(JsonSerializer.Deserialize(line, SpooledUsage.Default.NewUsage)!);
            }
            catch (JsonException)
            {
            }
        }
        return calls;
    }
}

[JsonSerializable(typeof(NewUsage))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
internal sealed partial class SpooledUsage : JsonSerializerContext;
