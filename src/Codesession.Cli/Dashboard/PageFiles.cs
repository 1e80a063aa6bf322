using System.Collections.Frozen;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Dashboard;

/// <summary>
/// The page: the files that the build has put into this executable, compressed, and nothing else. A path that may be one of the page's
/// own is answered with the page.
/// </summary>
internal sealed class PageFiles
{
    private const string Prefix = "dashboard/";
    private const string Suffix = ".gz";

    // Shown where the page was not built: without style, as no other is allowed than that of our files.
    private static readonly byte[] Missing = Encoding.UTF8.GetBytes("""
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>Codesession</title>
        <h1>This cs was built without its page</h1>
        <p>Node.js 20 or later was not there. Install it and build again: <code>dotnet build</code>, or <code>dotnet publish src/Codesession.Cli</code>.</p>
        <p>The API works: see <code>/api/v1/openapi.json</code>, with the token that <code>cs dashboard --json</code> tells.</p>
        </html>

        """);

    // By path; the content is read when it is asked for first, and kept: a few hundred kilobytes.
    private readonly FrozenDictionary<string, Lazy<(byte[] Content, string Tag)>> files = typeof(PageFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => $"/{name[Prefix.Length..^Suffix.Length]}", name => new Lazy<(byte[], string)>(() => Read(name)), StringComparer.Ordinal);

    /// <summary>Answers a request outside of the API.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            throw Refused.Method(context, ["GET"]);
        }
        var path = request.Path.Value ?? "/";
        if (!files.TryGetValue(path, out var file))
        {
            if (!IsPage(path))
            {
                throw Refused.NotFound();
            }
            if (!files.TryGetValue("/index.html", out file))
            {
                response.ContentType = "text/html; charset=utf-8";
                response.ContentLength = Missing.Length;
                await response.Body.WriteAsync(Missing, context.RequestAborted);
                return;
            }
            path = "/index.html";
        }
        await SendAsync(context, path, file.Value);
    }

    private static async Task SendAsync(HttpContext context, string path, (byte[] Content, string Tag) file)
    {
        var (request, response) = (context.Request, context.Response);
        // The names of these change with their content.
        response.Headers.CacheControl = path.StartsWith("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.ETag = file.Tag;
        response.Headers.Vary = "Accept-Encoding";
        if (request.Headers.IfNoneMatch == file.Tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = TypeOf(path);
        if (request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            response.Headers.ContentEncoding = "gzip";
            response.ContentLength = file.Content.Length;
            await response.Body.WriteAsync(file.Content, context.RequestAborted);
            return;
        }
        await using var unpacked = new GZipStream(new MemoryStream(file.Content, writable: false), CompressionMode.Decompress);
        await unpacked.CopyToAsync(response.Body, context.RequestAborted);
    }

    // "/sessions/7": words and numbers, no dot.
    private static bool IsPage(string path) => path == "/" || path.Length <= 200 && path[1..].TrimEnd('/').Split('/')
        .All(part => part.Length > 0 && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'));

    private static (byte[] Content, string Tag) Read(string name)
    {
        using var resource = typeof(PageFiles).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return (content, $"\"{XxHash128.HashToUInt128(content):x32}\"");
    }

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".json" or ".map" => "application/json",
        ".webmanifest" => "application/manifest+json",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        ".txt" or ".md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
}
