using System.Text;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>Spoils logs as programs, disks and people do; with equal chances in the same way.</summary>
internal sealed class LogMutation(Random chance)
{
    private static readonly string[] values =
    [
        "-1", "-9223372036854775808", "9223372036854775807", "99999999999999999999999999", "1e308", "1e-5", "1.5", "0", "1000000000001", "\"12\"", "null", "true", "[]",
        "{}", "[[[[]]]]", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "{\"input_tokens\":{\"input_tokens\":1}}", "0.0", "-0", "1000000000000", "\"2026-13-45T99:99:99Z\"", "\"9999-12-31T23:59:59.999Z\"",
    ];

    /// <summary>A log with one to six things wrong with it.</summary>
    public byte[] Of(byte[] log)
    {
        for (var times = chance.Next(1, 7); times > 0; times--) log = Once(log);
        return log;
    }

    private byte[] Once(byte[] log)
    {
        if (log.Length < 4) return [.. log, (byte)'{', (byte)'}', (byte)'\n'];
        var at = chance.Next(log.Length);
        switch (chance.Next(12))
        {
            case 0:
                var flipped = log.ToArray();
                flipped[at] ^= (byte)(1 << chance.Next(8));
                return flipped;
            case 1:
                return Replaced(log, at, 0, [(byte)chance.Next(256)]);
            case 2:
                return Replaced(log, at, Math.Min(chance.Next(1, 40), log.Length - at), []);
            case 3:
                return log[..at];
            case 4:
                return Replaced(log, at, 0, log.AsSpan(chance.Next(at + 1)..at));
            case 5:
                return WithLines(log, lines => lines.Insert(chance.Next(lines.Count), lines[chance.Next(lines.Count)]));
            case 6:
                return WithLines(log, lines => lines.Reverse(chance.Next(lines.Count / 2), lines.Count / 2));
            case 7:
                return Replaced(log, at, 0, [0xC3, 0x28, 0xED, 0xA0, 0x80, 0xFF]);
            case 8:
                var depth = chance.Next(1, 3_000);
                return Replaced(log, at, 0, Encoding.UTF8.GetBytes(chance.Next(2) == 0 ? new string('[', depth) : string.Concat(Enumerable.Repeat("{\"usage\":", depth))));
            default:
                // The value behind a key becomes another.
                var key = log.AsSpan(at).IndexOf("\":"u8);
                if (key < 0) return log[..at];
                var begin = at + key + 2;
                var length = log.AsSpan(begin).IndexOfAny(",}\n"u8);
                return Replaced(log, begin, length < 0 ? log.Length - begin : length, Encoding.UTF8.GetBytes(values[chance.Next(values.Length)]));
        }
    }

    private static byte[] Replaced(byte[] log, int at, int length, ReadOnlySpan<byte> by) => [.. log.AsSpan(0, at), .. by, .. log.AsSpan(at + length)];

    private static byte[] WithLines(byte[] log, Action<List<byte[]>> change)
    {
        var lines = new List<byte[]>();
        foreach (var range in log.AsSpan().Split((byte)'\n')) lines.Add(log[range]);
        if (lines.Count < 2) return log;
        change(lines);
        return [.. lines.SelectMany(line => (byte[])[.. line, (byte)'\n'])];
    }
}
