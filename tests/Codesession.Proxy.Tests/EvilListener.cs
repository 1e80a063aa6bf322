using System.Net;
using System.Net.Sockets;

namespace Codesession.Proxy.Tests;

/// <summary>A server that nothing may ever reach.</summary>
public sealed class EvilListener : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public EvilListener() => listener.Start();

    /// <summary>Host and port.</summary>
    public string Authority => listener.LocalEndpoint.ToString()!;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Whether somebody connected: it accepts nobody, so each would still be waiting.</summary>
    public bool WasReached => listener.Pending();

    public void Dispose() => listener.Dispose();
}
