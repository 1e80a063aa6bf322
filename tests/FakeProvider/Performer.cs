using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Codesession.Fakes;

/// <summary>Sends a reply: coded, cut, held and broken as the test wants it.</summary>
internal sealed class Performer(HttpContext http, Reply reply, Performance performance)
{
    private static readonly byte[] Letters = [.. Enumerable.Repeat((byte)'x', 64 * 1024)];

    private readonly HttpResponse response = http.Response;
    private readonly CancellationToken gone = http.RequestAborted;

    /// <summary>The usage that has been stated so far; null: none yet.</summary>
    public TokenCounts? StatedTokens { get; private set; }

    /// <summary>Whether all was sent.</summary>
    public bool Completed { get; private set; }

    /// <param name="reset">Breaks the connection.</param>
    /// <param name="ending">Comes before the last bytes: who has them may look at once at what was stated.</param>
    public async Task PlayAsync(Action reset, Action ending)
    {
        var pieces = Disturbed().ToList();
        var coding = Accepted();
        var filled = pieces.Any(piece => piece.Filler > 0);
        var coded = filled ? [] : ContentCoding.Encode(coding, [.. pieces.Select(piece => piece.Bytes)]);
        WriteHead(coding, filled ? FilledLength(pieces) : coded.Sum(piece => (long)piece.Length));
        // Else it would wait for the first byte.
        await response.StartAsync(gone);
        var whole = filled ? await FillAsync(pieces, ending) : await SendAsync(pieces, coded, reset, ending);
        if (whole)
        {
            await EndAsync();
            await response.CompleteAsync();
            Completed = true;
        }
    }

    // Kestrel sends trailers with HTTP/2 only; what says that it is chunked already is sent as it is.
    private bool ChunksItself => reply.Trailers.Count > 0 && !response.SupportsTrailers();

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if (ChunksItself)
        {
            bytes = (byte[])[.. Encoding.Latin1.GetBytes($"{bytes.Length:x}\r\n"), .. bytes.Span, .. "\r\n"u8];
        }
        await response.Body.WriteAsync(bytes, gone);
    }

    private async Task EndAsync()
    {
        if (ChunksItself)
        {
            var trailers = string.Concat(reply.Trailers.Select(trailer => $"{trailer.Key}: {trailer.Value}\r\n"));
            await response.Body.WriteAsync(Encoding.Latin1.GetBytes($"0\r\n{trailers}\r\n"), gone);
            return;
        }
        foreach (var (name, value) in reply.Trailers)
        {
            response.AppendTrailer(name, value);
        }
    }

    private void WriteHead(string coding, long length)
    {
        response.StatusCode = performance.Status;
        // The same at all times, so that two replies can be compared.
        response.Headers.Date = "Mon, 23 Nov 2026 00:00:00 GMT";
        foreach (var (name, value) in performance.Headers.Concat(reply.Headers))
        {
            response.Headers.Append(name, value);
        }
        if (response.StatusCode is 204 or 304)
        {
            return;
        }
        response.ContentType = performance.ContentType;
        if (coding != ContentCoding.Identity)
        {
            response.Headers.ContentEncoding = coding;
        }
        if (reply.Coding != ContentCoding.Identity)
        {
            response.Headers.Vary = "Accept-Encoding";
        }
        if (reply.Trailers.Count > 0)
        {
            response.Headers.Trailer = string.Join(", ", reply.Trailers.Select(trailer => trailer.Key));
            if (ChunksItself)
            {
                response.Headers.TransferEncoding = "chunked";
            }
        }
        else if (reply.Chunking == Chunking.Whole)
        {
            response.ContentLength = length;
        }
    }

    private async Task<bool> SendAsync(List<Piece> pieces, IReadOnlyList<byte[]> coded, Action reset, Action ending)
    {
        var bytes = coded.SelectMany(piece => piece).ToArray();
        var ends = new int[coded.Count];
        for (var (i, at) = (0, 0); i < coded.Count; i++)
        {
            ends[i] = at += coded[i].Length;
        }
        var breakAt = reply.BreakAfter is { } events ? ends[events - 1] : reply.BreakAfterBytes;
        var holdAt = reply.Hold is null || reply.HoldAfter == 0 ? (int?)null : ends[reply.HoldAfter - 1];
        var cuts = reply.Chunking.Cuts(bytes, ends);
        cuts.UnionWith(new[] { breakAt, holdAt }.OfType<int>());

        var sent = 0;
        foreach (var cut in cuts)
        {
            if (cut > sent)
            {
                if (cut == bytes.Length)
                {
                    ending();
                }
                await WriteAsync(bytes.AsMemory(sent, cut - sent));
                await response.Body.FlushAsync(gone);
                sent = cut;
                Note(pieces, ends, sent);
            }
            if (cut == holdAt)
            {
                await reply.Hold!.PassAsync(gone);
            }
            if (cut == breakAt)
            {
                reset();
                return false;
            }
        }
        return true;
    }

    // A coding may have bytes behind the last piece.
    private void Note(List<Piece> pieces, int[] ends, int sent)
    {
        for (var i = 0; i < pieces.Count && ends[i] <= sent; i++)
        {
            StatedTokens = pieces[i].Stated ?? StatedTokens;
        }
    }

    private async Task<bool> FillAsync(List<Piece> pieces, Action ending)
    {
        foreach (var piece in pieces)
        {
            if (piece == pieces[^1])
            {
                ending();
            }
            await WriteAsync(piece.Bytes);
            for (var left = piece.Filler; left > 0; left -= Letters.Length)
            {
                await WriteAsync(Letters.AsMemory(0, (int)Math.Min(left, Letters.Length)));
            }
            StatedTokens = piece.Stated ?? StatedTokens;
        }
        await response.Body.FlushAsync(gone);
        return true;
    }

    private static long FilledLength(List<Piece> pieces) => pieces.Sum(piece => piece.Bytes.Length + piece.Filler);

    private IEnumerable<Piece> Disturbed()
    {
        foreach (var piece in performance.Pieces)
        {
            if (reply.Noise && performance.IsEvents && !piece.Undisturbed)
            {
                yield return Broken(Piece.Of(": keep-alive\n\n"));
                yield return Broken(Piece.Of("event: x-unheard-of\nid: 7\nretry: 3000\ndata: {\"type\":\"x-unheard-of\"}\n\n"));
            }
            yield return Broken(piece);
        }
    }

    private Piece Broken(Piece piece) => reply.CrLf && performance.IsEvents
        ? piece with { Bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(piece.Bytes).ReplaceLineEndings("\r\n")) }
        : piece;

    private string Accepted() =>
        http.Request.Headers.AcceptEncoding.ToString().Split(',').Any(one => one.Split(';')[0].Trim().Equals(reply.Coding, StringComparison.OrdinalIgnoreCase))
            ? reply.Coding
            : ContentCoding.Identity;
}
