namespace Codesession.Fakes;

/// <summary>What a fake provider answers. What is not said here follows from the request, in the shape of its path.</summary>
public sealed record Reply
{
    /// <summary>Status code; from 400 on, the body is the provider's own error of that status.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The model that answers; null: the one asked for.</summary>
    public string? Model { get; init; }

    /// <summary>The id of the response; null: a new one each time, or of a recorded one its own.</summary>
    public string? Id { get; init; }

    /// <summary>The reply's text in the pieces it comes in, with characters of one to four bytes.</summary>
    public IReadOnlyList<string> Text { get; init; } = ["Grüße", ", 世界", "! 👋🏽", "\nDone."];

    /// <summary>Whether the text goes on with so many letters, made as they are sent.</summary>
    public long Filler { get; init; }

    /// <summary>The tokens, in disjoint classes; each provider states them its own way.</summary>
    public TokenCounts Tokens { get; init; } = new() { Input = 1000, Output = 200 };

    /// <summary>The passes of a call that was billed for several; Anthropic only.</summary>
    public IReadOnlyList<UsagePass> Passes { get; init; } = [];

    /// <summary>The service tier as the provider names it; null: its word for the ordinary one.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>The speed; Anthropic only; null: not said.</summary>
    public string? Speed { get; init; }

    /// <summary>Where it was served; Anthropic only; null: not said.</summary>
    public string? Geography { get; init; }

    /// <summary>Web searches; Anthropic only.</summary>
    public int WebSearches { get; init; }

    /// <summary>A recorded body, played as it is; null: made for the request.</summary>
    public RecordedStream? Recorded { get; init; }

    /// <summary>The coding, where the request accepts it; else none.</summary>
    public string Coding { get; init; } = ContentCoding.Identity;

    /// <summary>Where the body is cut.</summary>
    public Chunking Chunking { get; init; } = Chunking.Events;

    /// <summary>Whether lines of a stream end with CR and LF.</summary>
    public bool CrLf { get; init; }

    /// <summary>Whether comments and events of types that nobody knows stand between the events of a stream.</summary>
    public bool Noise { get; init; }

    /// <summary>Where to wait; null: nowhere.</summary>
    public Gate? Hold { get; init; }

    /// <summary>After how many events to wait at <see cref="Hold"/>; 0: before the status line.</summary>
    public int HoldAfter { get; init; }

    /// <summary>After how many events the connection is reset; null: never. Behind a hold at the same place.</summary>
    public int? BreakAfter { get; init; }

    /// <summary>After how many bytes of the body, as sent, the connection is reset; null: never.</summary>
    public int? BreakAfterBytes { get; init; }

    /// <summary>Headers besides those of the provider; of a redirect, its Location.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Fields sent behind the body.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Trailers { get; init; } = [];

    /// <summary>Whether the body of the request is read; if not, whoever waits for 100 Continue never gets it.</summary>
    public bool ReadBody { get; init; } = true;
}
