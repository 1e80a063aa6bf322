using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Codesession.Cli.Proxy;

/// <summary>Writes a reply in chunks (RFC 9112, 7.1) with trailers behind them, which Kestrel does for HTTP/2 only.</summary>
internal sealed class ChunkedStream(Stream client) : WriteOnlyStream
{
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // An empty chunk would be the end.
        if (buffer.Length > 0)
        {
            await client.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{buffer.Length:x}\r\n")), cancellationToken);
            await client.WriteAsync(buffer, cancellationToken);
            await client.WriteAsync("\r\n"u8.ToArray(), cancellationToken);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => client.FlushAsync(cancellationToken);

    /// <summary>The last chunk, with the trailers.</summary>
    public async Task EndAsync(HttpResponseHeaders trailers, CancellationToken cancel)
    {
        var lines = new StringBuilder("0\r\n");
        foreach (var (name, values) in trailers.NonValidated)
        {
            foreach (var value in values)
            {
                lines.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            }
        }
        await client.WriteAsync(Encoding.Latin1.GetBytes(lines.Append("\r\n").ToString()), cancel);
    }
}
