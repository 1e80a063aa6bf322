using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Proxy;

/// <summary>Reads a request's body before it is sent on, where something has to be known of it. In memory only: it is a prompt.</summary>
internal static class RequestAhead
{
    /// <summary>Longer ones are sent on as they come, unread.</summary>
    public const int Longest = 16 * 1024 * 1024;

    /// <summary>The whole body, which is still there to be sent on; null: it is longer than that.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > Longest)
        {
            return null;
        }
        var rest = request.Body;
        var buffer = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 4096) + 1);
        while (buffer.WrittenCount <= Longest)
        {
            var read = await rest.ReadAsync(buffer.GetMemory(4096), cancel);
            if (read == 0)
            {
                request.Body = Stream(buffer.WrittenMemory);
                return buffer.WrittenMemory;
            }
            buffer.Advance(read);
        }
        request.Body = new PrefixedStream(Stream(buffer.WrittenMemory), rest);
        return null;
    }

    /// <summary>Sends another body on.</summary>
    public static void Replace(HttpRequest request, byte[] body)
    {
        request.Body = Stream(body);
        if (request.ContentLength is not null)
        {
            request.ContentLength = body.Length;
        }
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> bytes)
    {
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var array);
        return new MemoryStream(array.Array!, array.Offset, array.Count, writable: false);
    }
}
