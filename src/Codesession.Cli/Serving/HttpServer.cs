using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Codesession.Cli.Serving;

/// <summary>
/// Kestrel, and nothing of a web host around it, which would read settings from the current folder and the environment, take signals for
/// itself, and take longer to start than a short command takes to run.
/// </summary>
internal sealed class HttpServer : IHttpApplication<HttpContext>, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly KestrelServer kestrel;
    private readonly Func<HttpContext, Task> answer;
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // One for the server itself: it ends last.
    private int active = 1;

    private HttpServer(KestrelServerOptions options, Func<HttpContext, Task> answer)
    {
        this.answer = answer;
        kestrel = new KestrelServer(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
    }

    /// <summary>The port on which it listens.</summary>
    public int Port { get; private set; }

    /// <summary>Starts one. It listens when this is done.</summary>
    /// <param name="address">The address of this machine on which it listens.</param>
    /// <param name="port">The port; 0: a free one.</param>
    /// <param name="options">Its limits.</param>
    /// <param name="answer">Answers a request.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.PortInUse"/>, <see cref="ErrorCode.IoError"/>.</exception>
    public static async Task<HttpServer> StartAsync(
        IPAddress address, int port, KestrelServerOptions options, Func<HttpContext, Task> answer, CancellationToken cancel)
    {
        options.AddServerHeader = false;
        options.Listen(address, port, listen => listen.Protocols = HttpProtocols.Http1);
        var server = new HttpServer(options, answer);
        try
        {
            await server.kestrel.StartAsync(server, cancel);
            server.Port = new Uri(server.kestrel.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port;
            return server;
        }
        catch (Exception error)
        {
            await server.DisposeAsync();
            throw error switch
            {
                AddressInUseException or IOException { InnerException: AddressInUseException } => PortInUse(port, error),
                SocketException => new CodesessionException(ErrorCode.IoError, $"At {address}, port {port}, one cannot listen: {error.Message}.", error),
                _ => error,
            };
        }
    }

    HttpContext IHttpApplication<HttpContext>.CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    void IHttpApplication<HttpContext>.DisposeContext(HttpContext context, Exception? exception)
    {
    }

    async Task IHttpApplication<HttpContext>.ProcessRequestAsync(HttpContext context)
    {
        Interlocked.Increment(ref active);
        try
        {
            await answer(context);
        }
        finally
        {
            Left();
        }
    }

    /// <summary>Closes, and cuts off requests that go on when nobody is there for them any more.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var patience = new CancellationTokenSource(Patience))
        {
            await kestrel.StopAsync(patience.Token);
        }
        Left();
        await Task.WhenAny(idle.Task, Task.Delay(Patience));
        kestrel.Dispose();
    }

    private void Left()
    {
        if (Interlocked.Decrement(ref active) == 0)
        {
            idle.TrySetResult();
        }
    }

    private static CodesessionException PortInUse(int port, Exception error) => new(ErrorCode.PortInUse,
        $"The port {port} is in use by another program.", error)
    {
        CsAdvice = "Take another one with --port, or a free one with --port 0.",
        Subject = port,
        Details = [new("port", (long)port)],
    };
}
