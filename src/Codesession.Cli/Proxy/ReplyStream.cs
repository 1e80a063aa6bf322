using System.Buffers;

namespace Codesession.Cli.Proxy;

/// <summary>
/// The body of a reply on its way to the client. A copy goes to the tap once the client has the bytes; a filter takes out what the
/// client did not ask for.
/// </summary>
internal sealed class ReplyStream(Stream client, ReplyTap tap, UsageChunkFilter? filter) : WriteOnlyStream
{
    private readonly ArrayBufferWriter<byte>? filtered = filter is null ? null : new ArrayBufferWriter<byte>(4096);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (filtered is null)
        {
            await client.WriteAsync(buffer, cancellationToken);
        }
        else
        {
            filter!.Write(buffer.Span, filtered);
            await PassOnAsync(cancellationToken);
        }
        await tap.SeeAsync(buffer);
    }

    /// <summary>Passes on what a filter still holds of a reply that is complete.</summary>
    public async Task EndAsync(CancellationToken cancel)
    {
        if (filtered is not null)
        {
            filter!.End(filtered);
            await PassOnAsync(cancel);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => client.FlushAsync(cancellationToken);

    private async ValueTask PassOnAsync(CancellationToken cancel)
    {
        if (filtered!.WrittenCount > 0)
        {
            await client.WriteAsync(filtered.WrittenMemory, cancel);
            filtered.ResetWrittenCount();
        }
    }
}
