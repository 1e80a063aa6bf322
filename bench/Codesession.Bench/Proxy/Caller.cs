using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Codesession.Bench.Proxy;

/// <summary>A client with connections that stay, and requests that are made already.</summary>
internal sealed class Caller(string url)
{
    private readonly Uri address = new(url);

    /// <summary>Milliseconds of calls one after the other.</summary>
    public async Task<List<double>> OneByOneAsync(int calls)
    {
        using var server = await ConnectAsync();
        var (request, buffer) = (Request(0), new byte[64 * 1024]);
        var times = new List<double>();
        for (var i = 0; i < calls; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await CallAsync(server, request, buffer);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return times;
    }

    /// <summary>Calls a second, over so many connections at once.</summary>
    public async Task<double> AtOnceAsync(int connections, int calls)
    {
        var left = calls;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            using var server = await ConnectAsync();
            var (request, buffer) = (Request(0), new byte[16 * 1024]);
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await CallAsync(server, request, buffer);
            }
        }));
        return calls / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>One call with a body of that length.</summary>
    /// <returns>The length of the reply.</returns>
    public async Task<long> LargeAsync(long body)
    {
        using var server = await ConnectAsync();
        return await CallAsync(server, Request(body), new byte[64 * 1024], body);
    }

    private static async Task<long> CallAsync(Socket server, byte[] request, byte[] buffer, long body = 0)
    {
        await server.SendAsync(request);
        var piece = new byte[Math.Min(body, 64 * 1024)];
        for (var left = body; left > 0; left -= piece.Length)
        {
            await server.SendAsync(piece.AsMemory(0, (int)Math.Min(left, piece.Length)));
        }
        return await HttpBytes.ReadReplyAsync(server, buffer);
    }

    private byte[] Request(long body)
    {
        const string text = """{"model":"claude-sonnet-4-5","max_tokens":1000,"stream":true,"messages":[{"role":"user","content":"hello"}]}""";
        return Encoding.ASCII.GetBytes($"POST {address.AbsolutePath.TrimEnd('/')}/v1/messages HTTP/1.1\r\nHost: {address.Authority}\r\nx-api-key: key\r\nanthropic-version: 2023-06-01\r\ncontent-type: application/json\r\n"
            + $"content-length: {(body > 0 ? body : text.Length)}\r\n\r\n{(body > 0 ? "" : text)}");
    }

    private async Task<Socket> ConnectAsync()
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await server.ConnectAsync(IPAddress.Loopback, address.Port);
        return server;
    }
}
