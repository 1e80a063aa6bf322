using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Codesession.Bench.Proxy;

/// <summary>As little of HTTP/1.1 as a measurement needs.</summary>
internal static class HttpBytes
{
    public static byte[] LastChunk { get; } = "0\r\n\r\n"u8.ToArray();

    /// <summary>Reads a request and throws its body away.</summary>
    /// <returns>Whether there was one.</returns>
    public static async Task<bool> ReadRequestAsync(Socket client, byte[] buffer)
    {
        var filled = 0;
        int head;
        while ((head = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var read = await client.ReceiveAsync(buffer.AsMemory(filled));
            if (read == 0)
            {
                return false;
            }
            filled += read;
        }
        for (var left = BodyLength(buffer.AsSpan(0, head)) - (filled - head - 4); left > 0;)
        {
            var read = await client.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)));
            if (read == 0)
            {
                return false;
            }
            left -= read;
        }
        return true;
    }

    /// <summary>Reads a chunked reply.</summary>
    /// <returns>Its bytes.</returns>
    public static async Task<long> ReadReplyAsync(Socket server, byte[] buffer)
    {
        long length = 0;
        var kept = 0;
        while (true)
        {
            // Its end may come in two pieces.
            var read = await server.ReceiveAsync(buffer.AsMemory(kept));
            if (read == 0)
            {
                throw new InvalidOperationException("The reply broke off.");
            }
            length += read;
            var all = buffer.AsSpan(0, kept + read);
            if (all.EndsWith(LastChunk))
            {
                return length;
            }
            var tail = all[^Math.Min(all.Length, LastChunk.Length)..].ToArray();
            tail.CopyTo(buffer, 0);
            kept = tail.Length;
        }
    }

    private static long BodyLength(ReadOnlySpan<byte> head)
    {
        const string name = "content-length:";
        var line = Encoding.ASCII.GetString(head).Split("\r\n").FirstOrDefault(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : long.Parse(line.AsSpan(name.Length), CultureInfo.InvariantCulture);
    }
}
