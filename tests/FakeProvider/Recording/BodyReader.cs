using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Codesession.Fakes.Recording;

/// <summary>Reads the body of a request: its hash and length always, itself where it is small enough.</summary>
internal static class BodyReader
{
    public static async Task<(long Length, string Sha256, byte[]? Body)> ReadAsync(HttpRequest request, int most)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        long length = 0;
        while (await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is var read and > 0)
        {
            hash.AppendData(buffer, 0, read);
            length += read;
            if (length <= most)
            {
                kept.Write(buffer, 0, read);
            }
        }
        return (length, Convert.ToHexString(hash.GetHashAndReset()), length <= most ? kept.ToArray() : null);
    }
}
