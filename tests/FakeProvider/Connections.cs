using System.IO.Pipelines;
using Codesession.Fakes.Recording;
using Microsoft.AspNetCore.Connections;

namespace Codesession.Fakes;

/// <summary>Counts connections while they live, and puts a tape on those whose requests are recorded.</summary>
internal sealed class Connections(bool taped)
{
    private int live;
    private long ever;

    public int Live => Volatile.Read(ref live);

    public long Ever => Interlocked.Read(ref ever);

    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        Interlocked.Increment(ref live);
        Interlocked.Increment(ref ever);
        try
        {
            if (taped)
            {
                await TapeAsync(connection, next);
            }
            else
            {
                await next(connection);
            }
        }
        finally
        {
            Interlocked.Decrement(ref live);
        }
    }

    private static async Task TapeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var tape = new RequestTape();
        var transport = connection.Transport;
        connection.Features.Set(tape);
        var heard = PipeReader.Create(new HeardStream(transport.Input.AsStream(leaveOpen: true), tape));
        connection.Transport = new HeardTransport(heard, transport.Output);
        try
        {
            await next(connection);
        }
        finally
        {
            await heard.CompleteAsync();
            connection.Transport = transport;
        }
    }

    private sealed record HeardTransport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
