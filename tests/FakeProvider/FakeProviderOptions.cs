namespace Codesession.Fakes;

/// <summary>How a fake provider is set up.</summary>
public sealed record FakeProviderOptions
{
    /// <summary>The port of <see cref="FakeProvider.Url"/> on 127.0.0.1; 0: a free one.</summary>
    public int Port { get; init; }

    /// <summary>Whether requests are recorded and replies kept for the oracle; not for bench, which would measure that.</summary>
    public bool Record { get; init; } = true;

    /// <summary>Whether it also listens with TLS (HTTP/1.1 and HTTP/2), with a certificate of its own making.</summary>
    public bool Tls { get; init; }

    /// <summary>Bytes of a request's body that are kept for assertions; of a larger one only length and hash are.</summary>
    public int KeptBody { get; init; } = 4 * 1024 * 1024;
}
