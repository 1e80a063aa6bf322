using System.Text;
using Codesession.Fakes.Shapes;

namespace Codesession.Fakes;

/// <summary>Which provider a path belongs to, and what it answers there.</summary>
internal static class Repertoire
{
    /// <param name="call">What was asked.</param>
    /// <param name="reply">What the test wants answered.</param>
    /// <param name="number">The how manieth reply this is: ids are made of it.</param>
    public static Performance For(Call call, Reply reply, long number)
    {
        if (reply.Recorded is { } recorded)
        {
            return Recorded(recorded, reply);
        }
        // Prefixes of OpenAI-compatible gateways: /openai/v1/…, /api/v1/…
        var path = call.Path[Math.Max(0, Start(call.Path))..];
        var google = path.StartsWith("/v1beta/", StringComparison.Ordinal);
        var anthropic = path.StartsWith("/v1/messages", StringComparison.Ordinal) || (path.StartsWith("/v1/models", StringComparison.Ordinal) && call.IsAnthropic);
        var performance = (reply.Status, google, anthropic) switch
        {
            (>= 300 and < 400, _, _) => new Performance("text/html", [Piece.Of("<html><body>Moved.</body></html>\n")]),
            (>= 400, true, _) => GeminiShapes.Error(reply.Status),
            (>= 400, _, true) => AnthropicShapes.Error(reply.Status, number),
            (>= 400, _, _) => OpenAiShapes.Error(reply.Status, number),
            (_, true, _) => GeminiShapes.For(call, path, reply, number),
            (_, _, true) => AnthropicShapes.For(call, path, reply, number),
            _ => OpenAiShapes.For(call, path, reply, number),
        };
        return performance.Status == 200 ? performance with { Status = reply.Status } : performance;
    }

    private static int Start(string path) => Math.Max(path.IndexOf("/v1/", StringComparison.Ordinal), path.IndexOf("/v1beta/", StringComparison.Ordinal));

    private static Performance Recorded(RecordedStream recorded, Reply reply)
    {
        var stated = recorded.Stated;
        var pieces = recorded.Read().Select(piece => new Piece(piece)).ToList();
        if (stated?.ResponseId is { } id && reply.Id is { } other)
        {
            pieces = [.. pieces.Select(piece => Piece.Of(Encoding.UTF8.GetString(piece.Bytes).Replace(id, other)))];
            stated = stated with { ResponseId = other };
        }
        if (stated is not null)
        {
            pieces[^1] = pieces[^1] with { Stated = stated.Tokens };
        }
        return new Performance(recorded.ContentType, pieces)
        {
            Status = reply.Status,
            Headers = [new("x-recorded", recorded.Name)],
            Stated = stated,
        };
    }
}
