namespace Codesession.AgentLogTrees;

/// <summary>How large a tree of logs is to be, and what it is of.</summary>
public sealed record LogTreeSize
{
    /// <summary>Equal numbers make equal trees.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many lines of Claude Code's tell a response (of each there are one to three).</summary>
    public int ClaudeLines { get; init; }

    /// <summary>In how many sessions; some have a file of a subagent besides.</summary>
    public int ClaudeSessions { get; init; } = 10;

    /// <summary>How many responses Codex tells.</summary>
    public int CodexResponses { get; init; }

    /// <summary>In how many files.</summary>
    public int CodexFiles { get; init; } = 10;

    /// <summary>The first day.</summary>
    public DateTime Begin { get; init; } = new(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc);

    /// <summary>Over how many days the sessions begin.</summary>
    public int Days { get; init; } = 60;

    /// <summary>Below which folder the agents worked; it need not exist.</summary>
    public string Projects { get; init; } = "/made/up";

    /// <summary>Of how many responses one is of a model that no price is known of; 0: of none.</summary>
    public int OneUnpricedIn { get; init; }
}
