namespace Codesession.AgentLogTrees;

/// <summary>A call that a tree tells, however often and in whichever forms.</summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="Conversation">The agent's id of the conversation to which it belongs.</param>
/// <param name="ResponseId">The response's own id; null: the log has none.</param>
/// <param name="Model">The model.</param>
/// <param name="Time">When it was complete.</param>
/// <param name="Tokens">Its tokens.</param>
/// <param name="WebSearches">Its searches.</param>
public sealed record StatedCall(string Agent, string Conversation, string? ResponseId, string Model, DateTime Time, StatedTokens Tokens, int WebSearches);

/// <summary>Tokens in disjoint classes.</summary>
/// <param name="Input">Neither read from a cache nor written to one.</param>
/// <param name="Write">Written for five minutes.</param>
/// <param name="WriteHour">Written for an hour.</param>
/// <param name="Read">Read from a cache.</param>
/// <param name="Output">Output, reasoning included.</param>
/// <param name="Reasoning">How many of those were reasoning.</param>
public readonly record struct StatedTokens(long Input, long Write, long WriteHour, long Read, long Output, long Reasoning)
{
    /// <summary>The sums, class by class.</summary>
    public static StatedTokens operator +(StatedTokens a, StatedTokens b) => new(
        a.Input + b.Input, a.Write + b.Write, a.WriteHour + b.WriteHour, a.Read + b.Read, a.Output + b.Output, a.Reasoning + b.Reasoning);
}
