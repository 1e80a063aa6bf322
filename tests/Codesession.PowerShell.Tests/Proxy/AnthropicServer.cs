using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Codesession.PowerShell.Tests.Proxy;

/// <summary>A server that answers every request as Anthropic answers a message, of 1,000 tokens in and 100 out unless told.</summary>
internal sealed class AnthropicServer : IDisposable
{
    /// <summary>What a call costs: 3 and 15 dollars a million.</summary>
    public const decimal Cost = 0.0045m;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private int calls;

    public AnthropicServer()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>What it states of its usage.</summary>
    public string Usage { get; set; } = """{"input_tokens":1000,"output_tokens":100}""";

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>How many requests it has answered.</summary>
    public int Calls => Volatile.Read(ref calls);

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
            var length = 0;
            while (await reader.ReadLineAsync() is { Length: > 0 } line)
            {
                length = line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase) ? int.Parse(line["content-length:".Length..]) : length;
            }
            if (length > 0)
            {
                await reader.ReadBlockAsync(new char[length]);
            }
            var number = Interlocked.Increment(ref calls);
            var body = $$"""
                {"id":"msg_{{number}}","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"text","text":"Hello"}],
                "stop_reason":"end_turn","usage":{{Usage}} }
                """;
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(
                $"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nrequest-id: req_{number}\r\ncontent-length: {body.Length}\r\nconnection: close\r\n\r\n{body}"));
        }
    }
}
