using System.Text.Encodings.Web;
using System.Text.Json;

namespace Codesession.Pricing;

/// <summary>
/// The file of the user's own prices, which the original reads and writes too. It is replaced whole, so that a reader
/// never sees half of it, and changed under a lock, so that of two processes that set a price neither undoes the other.
/// </summary>
internal sealed class CustomPriceFile(string path)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly JsonWriterOptions Format = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What tells one content from the next without reading it; the default: there is no file.</summary>
    public (DateTime Written, long Size) Stamp() => Guarded(() =>
    {
        var file = new FileInfo(Target);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    });

    /// <summary>The prices in the file; none where it does not exist.</summary>
    public CustomPrices Read() => Guarded(() => Content() is { } content ? CustomPrices.Parse(content, path) : CustomPrices.None);

    /// <summary>Adds a price, or replaces the one of that key; the rest of the file stays as it is.</summary>
    public void Set(string key, Rates rates) => Guarded(() =>
    {
        MakeFolder();
        using var alone = Lock();
        using var file = CustomPrices.ParseFile(Content() ?? default, path);
        Replace(writer => Write(writer, file.RootElement, key, rates));
        return true;
    });

    /// <summary>Takes a price out; the rest of the file stays as it is.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(string key) => Guarded(() =>
    {
        if (!File.Exists(path)) return false;
        using var alone = Lock();
        using var file = CustomPrices.ParseFile(Content() ?? default, path);
        if (!file.RootElement.EnumerateObject().Any(IsMeant)) return false;
        Replace(writer =>
        {
            writer.WriteStartObject();
            foreach (var entry in file.RootElement.EnumerateObject().Where(entry => !IsMeant(entry))) WriteAsItIs(writer, entry);
            writer.WriteEndObject();
        });
        return true;

        bool IsMeant(JsonProperty entry) => entry.Name.Equals(key, StringComparison.OrdinalIgnoreCase);
    });

    /// <summary>Empties the file, if there is one, whatever it holds.</summary>
    public void Reset() => Guarded(() =>
    {
        if (!File.Exists(path)) return false;
        using var alone = Lock();
        Replace(writer =>
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        });
        return true;
    });

    /// <summary>The file itself where the path is a link to it: a linked file is replaced where it lies, and the link stays.</summary>
    private string Target => File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;

    private byte[]? Content()
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            file.CopyTo(content);
            var bytes = content.ToArray();
            return bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private void MakeFolder()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Waits until no other process, and no other thread, changes the file.</summary>
    private FileStream Lock()
    {
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return Open(path + ".lock", FileMode.OpenOrCreate, FileOptions.DeleteOnClose);
            }
            catch (Exception e) when (IsHeld(e) && Environment.TickCount64 < end)
            {
                Thread.Sleep(5);
            }
        }
    }

    /// <summary>Whether somebody has the lock; Windows denies access, too, to a file that is about to be deleted.</summary>
    private static bool IsHeld(Exception e) =>
        e.GetType() == typeof(IOException) || (OperatingSystem.IsWindows() && e is UnauthorizedAccessException);

    private void Replace(Action<Utf8JsonWriter> write)
    {
        var temporary = $"{Target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = Open(temporary, FileMode.CreateNew, FileOptions.None))
            {
                using (var writer = new Utf8JsonWriter(file, Format)) write(writer);
                file.Write("\n"u8);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, Target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Opens a file for this process alone, and makes it for this user alone.</summary>
    private static FileStream Open(string name, FileMode mode, FileOptions options)
    {
        var how = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = options };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(name, how);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement old, string key, Rates rates)
    {
        var written = false;
        writer.WriteStartObject();
        foreach (var entry in old.EnumerateObject())
        {
            if (!entry.Name.Equals(key, StringComparison.OrdinalIgnoreCase)) WriteAsItIs(writer, entry);
            else if (!written)
            {
                WriteEntry(writer, key, rates, entry.Value);
                written = true;
            }
        }
        if (!written) WriteEntry(writer, key, rates, old: default);
        writer.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter writer, string key, Rates rates, JsonElement old)
    {
        writer.WriteStartObject(key);
        writer.WriteNumber(CustomPrices.Input, rates.Input);
        writer.WriteNumber(CustomPrices.Output, rates.Output);
        if (rates.CacheRead is { } read) writer.WriteNumber(CustomPrices.CacheRead, read);
        if (rates.CacheWrite is { } write) writer.WriteNumber(CustomPrices.CacheWrite, write);
        if (rates.CacheWrite1h is { } write1h) writer.WriteNumber(CustomPrices.CacheWrite1h, write1h);
        // What is not a price of ours stays. The old cache rates go: they belonged to the old price.
        if (old.ValueKind == JsonValueKind.Object)
            foreach (var property in old.EnumerateObject().Where(property => property.Name is not (CustomPrices.Input or CustomPrices.Output
                or CustomPrices.CacheRead or CustomPrices.CacheWrite or CustomPrices.CacheWrite1h)))
                WriteAsItIs(writer, property);
        writer.WriteEndObject();
    }

    private static void WriteAsItIs(Utf8JsonWriter writer, JsonProperty property)
    {
        writer.WritePropertyName(property.Name);
        writer.WriteRawValue(property.Value.GetRawText(), skipInputValidation: true);
    }

    private T Guarded<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CodesessionException(
                ErrorCode.IoError, $"The prices file {path} cannot be read or written: {e.Message} See who owns it and its folder.", e)
            {
                Subject = path,
            };
        }
    }
}
