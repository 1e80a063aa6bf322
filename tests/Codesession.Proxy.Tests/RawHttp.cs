using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Codesession.Proxy.Tests;

/// <summary>An HTTP/1.1 client that sends what it is told, sound or not. One connection, one request after the other.</summary>
public sealed class RawHttp : IDisposable
{
    private readonly TcpClient tcp = new() { NoDelay = true };
    private readonly byte[] buffer = new byte[64 * 1024];
    private Stream? stream;
    private int start;
    private int end;

    /// <summary>Connects to where that address points.</summary>
    public static async Task<RawHttp> ConnectAsync(string url)
    {
        var http = new RawHttp();
        var address = new Uri(url);
        await http.tcp.ConnectAsync(address.Host, address.Port);
        http.stream = http.tcp.GetStream();
        return http;
    }

    /// <summary>One request on a connection of its own.</summary>
    /// <param name="baseUrl">Where to; its path stands before the target.</param>
    /// <param name="method">The method.</param>
    /// <param name="target">Path and query.</param>
    /// <param name="headers">Headers besides Host, Content-Type and Content-Length.</param>
    /// <param name="body">The body, JSON; null: none.</param>
    public static async Task<RawResponse> SendAsync(
        string baseUrl, string method, string target, IReadOnlyList<KeyValuePair<string, string>> headers, byte[]? body = null)
    {
        using var http = await ConnectAsync(baseUrl);
        var address = new Uri(baseUrl);
        var head = new StringBuilder($"{method} {address.AbsolutePath.TrimEnd('/')}{target} HTTP/1.1\r\nHost: {address.Authority}\r\n");
        foreach (var (name, value) in headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }
        if (body is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        }
        await http.WriteAsync(head.Append("\r\n").ToString());
        if (body is not null)
        {
            await http.WriteAsync(body);
        }
        return await http.ReadAsync(headOnly: method == "HEAD");
    }

    public Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes) => await stream!.WriteAsync(bytes, TestContext.Current.CancellationToken);

    /// <summary>Reads a response; where none comes before the end, its status is 0.</summary>
    /// <param name="headOnly">Whether no body follows.</param>
    /// <param name="sink">What takes the body as it comes; null: it is kept.</param>
    public async Task<RawResponse> ReadAsync(bool headOnly = false, Action<ReadOnlySpan<byte>>? sink = null)
    {
        var interim = new List<int>();
        while (true)
        {
            var (status, headers) = await ReadHeadAsync();
            if (status is >= 100 and < 200)
            {
                interim.Add(status);
                continue;
            }
            using var body = new MemoryStream();
            sink ??= bytes => body.Write(bytes);
            var trailers = new List<KeyValuePair<string, string>>();
            var whole = status != 0 && (headOnly || status is 204 or 304 || await ReadBodyAsync(headers, sink, trailers));
            return new RawResponse
            {
                Status = status,
                Headers = headers,
                Body = body.ToArray(),
                Whole = whole,
                Trailers = trailers,
                Interim = interim,
            };
        }
    }

    /// <summary>Reads a line without its end; null: the connection has ended.</summary>
    public async Task<string?> ReadLineAsync()
    {
        var line = new List<byte>();
        while (await MoreAsync())
        {
            var found = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            line.AddRange(buffer.AsSpan(start, (found < 0 ? end : found) - start));
            start = found < 0 ? end : found + 1;
            if (found >= 0)
            {
                return Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
            }
        }
        return null;
    }

    public void Dispose() => tcp.Dispose();

    private async Task<(int Status, List<KeyValuePair<string, string>> Headers)> ReadHeadAsync()
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (await ReadLineAsync() is not { } first)
        {
            return (0, headers);
        }
        await ReadFieldsAsync(headers);
        return (int.Parse(first.Split(' ')[1]), headers);
    }

    private async Task ReadFieldsAsync(List<KeyValuePair<string, string>> fields)
    {
        while (await ReadLineAsync() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            fields.Add(new(line[..colon], line[(colon + 1)..].Trim()));
        }
    }

    private async Task<bool> ReadBodyAsync(
        List<KeyValuePair<string, string>> headers, Action<ReadOnlySpan<byte>> sink, List<KeyValuePair<string, string>> trailers)
    {
        if (Value(headers, "transfer-encoding") == "chunked")
        {
            while (await ReadLineAsync() is { } size)
            {
                var length = Convert.ToInt64(size.Split(';')[0], 16);
                if (length == 0)
                {
                    await ReadFieldsAsync(trailers);
                    return true;
                }
                if (!await TakeAsync(length, sink) || await ReadLineAsync() is null)
                {
                    return false;
                }
            }
            return false;
        }
        if (Value(headers, "content-length") is { } told)
        {
            return await TakeAsync(long.Parse(told), sink);
        }
        await TakeAsync(long.MaxValue, sink);
        return true;
    }

    private async Task<bool> TakeAsync(long length, Action<ReadOnlySpan<byte>> sink)
    {
        while (length > 0)
        {
            if (!await MoreAsync())
            {
                return false;
            }
            var taken = (int)Math.Min(length, end - start);
            sink(buffer.AsSpan(start, taken));
            start += taken;
            length -= taken;
        }
        return true;
    }

    private async Task<bool> MoreAsync()
    {
        if (start < end)
        {
            return true;
        }
        try
        {
            (start, end) = (0, await stream!.ReadAsync(buffer, TestContext.Current.CancellationToken));
        }
        catch (IOException)
        {
            // Reset.
            end = 0;
        }
        return end > 0;
    }

    private static string? Value(List<KeyValuePair<string, string>> headers, string name) =>
        headers.LastOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
