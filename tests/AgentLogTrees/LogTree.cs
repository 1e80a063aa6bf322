namespace Codesession.AgentLogTrees;

/// <summary>
/// Makes logs of Claude Code and Codex CLI below a home folder, as large as need be, and tells what they state: the calls that a
/// right reading comes to. Among them are all the traps that real ones have.
/// </summary>
public static class LogTree
{
    /// <summary>Stands in every prompt, reply, command and result.</summary>
    public const string Secret = "heron-7d1f-nobodys-business";

    /// <summary>Stands in every title that an agent wrote.</summary>
    public const string Title = "Mend the gutter";

    /// <summary>Writes the logs.</summary>
    /// <param name="home">The home folder.</param>
    /// <param name="size">How much.</param>
    /// <param name="tell">Is told each call once.</param>
    public static StatedTotals Write(string home, LogTreeSize size, Action<StatedCall>? tell = null)
    {
        var totals = new StatedTotals();
        var told = tell is null ? totals.Add : totals.Add + tell;
        if (size.ClaudeLines > 0) new ClaudeTree(home, size, totals, told).Write();
        if (size.CodexResponses > 0) new CodexTree(home, size, totals, told).Write();
        return totals;
    }
}
