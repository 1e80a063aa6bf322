using Codesession.Cli.Serving;
using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Proxy;

/// <summary>Where a request goes, and for which session.</summary>
/// <param name="Upstream">The provider that the request belongs to.</param>
/// <param name="SessionId">The session that its path names; null: none.</param>
/// <param name="Target">Path and query for the provider, as the client wrote them.</param>
internal sealed record Route(Upstream Upstream, long? SessionId, string Target)
{
    /// <summary>The path alone.</summary>
    public ReadOnlySpan<char> Path => PathOf(Target);

    /// <summary>
    /// Finds the way of a request from its target as it was received: <c>[/s/&lt;session&gt;][/&lt;provider&gt;]/path?query</c>. The host is
    /// the upstream's, whatever the target looks like.
    /// </summary>
    /// <exception cref="RefusedException">The target is no plain path, or it cannot be told whose it is.</exception>
    public static Route Of(string target, IHeaderDictionary headers, Upstreams upstreams)
    {
        if (!IsPlain(target))
        {
            throw new RefusedException(StatusCodes.Status400BadRequest, "invalid_target", "The target of a request must be a plain path: /v1/messages. No host, no dot segments, no control characters.");
        }
        long? session = null;
        if (target.StartsWith("/s/", StringComparison.Ordinal))
        {
            var id = FirstSegment(target.AsSpan(2));
            session = long.TryParse(id, out var number) && number > 0 ? number : throw Refusals.NoSession(PlainText.Of(id.ToString(), 40));
            target = target[(3 + id.Length)..];
        }
        if (upstreams.Find(FirstSegment(target)) is { } named)
        {
            var rest = target[(1 + FirstSegment(target).Length)..];
            return new Route(named, session, rest.StartsWith('/') ? rest : "/" + rest);
        }
        return new Route(OwnerOf(PathOf(target), headers, upstreams) ?? throw Refusals.UnknownPath(upstreams), session, target);
    }

    // Whose a path is, where none is named. What several have (/v1/models, /v1/files) is told by the headers that only one uses.
    private static Upstream? OwnerOf(ReadOnlySpan<char> path, IHeaderDictionary headers, Upstreams upstreams)
    {
        if (IsUnder(path, "/v1/messages") || IsUnder(path, "/v1/complete"))
        {
            return upstreams.Anthropic;
        }
        if (IsUnder(path, "/v1/chat") || IsUnder(path, "/v1/responses") || IsUnder(path, "/v1/embeddings") || IsUnder(path, "/v1/completions"))
        {
            return upstreams.OpenAI;
        }
        if (IsUnder(path, "/v1beta") || IsUnder(path, "/v1alpha") || IsUnder(path, "/upload/v1beta") || EndsInVerb(path) || headers.ContainsKey("x-goog-api-key"))
        {
            return upstreams.Google;
        }
        if (headers.ContainsKey("anthropic-version") || headers.ContainsKey("anthropic-beta") || headers.ContainsKey("x-api-key"))
        {
            return upstreams.Anthropic;
        }
        return IsUnder(path, "/v1") ? upstreams.OpenAI : null;
    }

    // models/gemini-2.5-pro:generateContent, but not the fine-tuned models of others: models/ft:gpt-4o:acme.
    private static bool EndsInVerb(ReadOnlySpan<char> path) => path[(path.LastIndexOf(':') + 1)..] is
        "generateContent" or "streamGenerateContent" or "countTokens" or "embedContent" or "batchEmbedContents" or "batchGenerateContent";

    private static bool IsUnder(ReadOnlySpan<char> path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/');

    private static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> target) => target.IndexOf('?') is var query and >= 0 ? target[..query] : target;

    private static ReadOnlySpan<char> FirstSegment(ReadOnlySpan<char> target)
    {
        var rest = target.Length > 0 ? target[1..] : target;
        var end = rest.IndexOfAny('/', '?');
        return end < 0 ? rest : rest[..end];
    }

    private static bool IsPlain(string target)
    {
        if (!target.StartsWith('/') || target.AsSpan().ContainsAnyExceptInRange('!', '~') || target.AsSpan().ContainsAny('#', '\\'))
        {
            return false;
        }
        if (!PathOf(target).ContainsAny('%', '.'))
        {
            return true;
        }
        foreach (var range in PathOf(target).Split('/'))
        {
            // Servers take %2e for a dot, some %2f for a slash.
            var segment = Uri.UnescapeDataString(PathOf(target)[range]);
            if (segment is "." or ".." || segment.Contains("../", StringComparison.Ordinal) || segment.Contains("/..", StringComparison.Ordinal) || segment.Any(char.IsControl))
            {
                return false;
            }
        }
        return true;
    }
}
