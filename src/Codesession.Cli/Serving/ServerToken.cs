using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Serving;

/// <summary>A secret of one run of a server: who knows it is of its user.</summary>
internal sealed class ServerToken
{
    /// <summary>The secret, for the server's record and for its user's eyes.</summary>
    // The system's random numbers: those of .NET's cryptography need OpenSSL, which a machine may lack that calls no provider.
    public string Value { get; } = $"{Guid.NewGuid():N}{Guid.NewGuid():N}";

    /// <summary>Whether that is the secret; how much of it is right shows in no figure of time.</summary>
    public bool Is(string given) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Value));

    /// <summary>Whether a request brings it: <c>Authorization: Bearer …</c></summary>
    public bool IsIn(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var given && given.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && Is(given["Bearer ".Length..]);
}
