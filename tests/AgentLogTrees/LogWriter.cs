using System.Buffers.Text;
using System.Text;

namespace Codesession.AgentLogTrees;

/// <summary>Writes one log, byte by byte: a tree of gigabytes is to be there in seconds.</summary>
internal sealed class LogWriter : IDisposable
{
    private static readonly byte[] words = MakeWords();

    private readonly byte[] buffer = new byte[512 * 1024];
    private readonly FileStream file;
    private readonly StatedTotals totals;
    private readonly Dice dice;
    private int filled;
    private DateTime last;

    public LogWriter(string path, StatedTotals totals, Dice dice)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        (this.totals, this.dice) = (totals, dice);
    }

    public LogWriter Raw(ReadOnlySpan<byte> json)
    {
        json.CopyTo(buffer.AsSpan(filled));
        filled += json.Length;
        return this;
    }

    /// <summary>Text that needs no escapes.</summary>
    public LogWriter Raw(string text)
    {
        filled += Encoding.UTF8.GetBytes(text, buffer.AsSpan(filled));
        return this;
    }

    public LogWriter Number(long number)
    {
        Utf8Formatter.TryFormat(number, buffer.AsSpan(filled), out var length);
        filled += length;
        return this;
    }

    public LogWriter Time(DateTime time)
    {
        time.TryFormat(buffer.AsSpan(filled), out var length, "yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
        filled += length;
        last = time;
        return this;
    }

    /// <summary>What somebody wrote: nobody's business.</summary>
    public LogWriter Secret(int least, int most)
    {
        var length = dice.From(least, most);
        Raw(LogTree.Secret).Raw(" "u8);
        return Raw(words.AsSpan(dice.From(0, words.Length - length), length));
    }

    public void EndLine()
    {
        buffer[filled++] = (byte)'\n';
        if (filled > buffer.Length - 64 * 1024) Flush();
    }

    public void Dispose()
    {
        Flush();
        totals.Files++;
        totals.Bytes += file.Length;
        file.Dispose();
        if (last != default) File.SetLastWriteTimeUtc(file.Name, last);
    }

    private void Flush()
    {
        file.Write(buffer.AsSpan(0, filled));
        filled = 0;
    }

    private static byte[] MakeWords()
    {
        string[] known = ["the", "gutter", "is", "mended", "before", "rain", "returns", "parse", "test", "build", "so", "that", "a", "line", "holds", "what", "it", "says", "{", "}", "[]", "usage", "'"];
        var (dice, text) = (new Dice(7), new StringBuilder());
        while (text.Length < 300_000) text.Append(known[dice.From(0, known.Length - 1)]).Append(' ');
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
