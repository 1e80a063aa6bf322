using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Codesession.Bench.Proxy;

/// <summary>
/// A provider that costs next to nothing, so that what is measured is what lies before it: plain sockets, and a stream of Anthropic's
/// that is made already. Each has an id of its own.
/// </summary>
internal sealed class LeanProvider : IDisposable
{
    private const string Id = "msg_0000000000000000";
    private const int EventsAtOnce = 500;

    private static readonly string Start = Event("message_start", """{"type":"message_start","message":{"id":"msg_0000000000000000","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1000,"cache_creation_input_tokens":0,"cache_read_input_tokens":500,"output_tokens":1,"service_tier":"standard"}}}""")
        + Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""");

    private static readonly string Delta = Event("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Some words of an answer, as they come. "}}""");

    private static readonly string End = Event("content_block_stop", """{"type":"content_block_stop","index":0}""")
        + Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":200}}""")
        + Event("message_stop", """{"type":"message_stop"}""");

    private static readonly byte[] Head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ndate: Mon, 23 Nov 2026 00:00:00 GMT\r\ntransfer-encoding: chunked\r\n\r\n"u8.ToArray();
    private static readonly byte[] Short = [.. Head, .. Chunk(Start + string.Concat(Enumerable.Repeat(Delta, 5)) + End), .. HttpBytes.LastChunk];
    private static readonly byte[] Many = Chunk(string.Concat(Enumerable.Repeat(Delta, EventsAtOnce)));

    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private long replies;

    public LeanProvider()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(512);
        _ = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}";

    /// <summary>How many events of text a stream has from now on; 0: five, in one piece.</summary>
    public int Events { get; set; }

    public void Dispose() => listener.Dispose();

    private static string Event(string name, string data) => $"event: {name}\ndata: {data}\n\n";

    private static byte[] Chunk(string text) => Encoding.ASCII.GetBytes($"{text.Length:x}\r\n{text}\r\n");

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptAsync());
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket client)
    {
        client.NoDelay = true;
        var reply = Short.ToArray();
        var digits = reply.AsMemory(reply.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Id)) + 4, 16);
        var buffer = new byte[64 * 1024];
        using (client)
        {
            try
            {
                while (await HttpBytes.ReadRequestAsync(client, buffer))
                {
                    Interlocked.Increment(ref replies).TryFormat(digits.Span, out _, "d16");
                    await (Events == 0 ? SendAsync(client, reply) : SendManyAsync(client, Events));
                }
            }
            catch (SocketException)
            {
            }
        }
    }

    private static async Task SendManyAsync(Socket client, int events)
    {
        await SendAsync(client, (byte[])[.. Head, .. Chunk(Start)]);
        for (var sent = 0; sent < events; sent += EventsAtOnce)
        {
            await SendAsync(client, Many);
        }
        await SendAsync(client, (byte[])[.. Chunk(End), .. HttpBytes.LastChunk]);
    }

    private static async Task SendAsync(Socket client, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await client.SendAsync(bytes)..];
        }
    }
}
