namespace Codesession.AgentLogs;

/// <summary>What a piece of a log told; it is booked in one transaction with the place up to which it was read.</summary>
/// <param name="Log">The agent's log.</param>
/// <param name="File">The file.</param>
/// <param name="Conversations">The conversations that it is of.</param>
/// <param name="Calls">The calls, each once.</param>
/// <param name="Problems">What could not be read.</param>
/// <param name="Position">Up to where; null: the file has to be read again from where it was.</param>
/// <param name="IsLast">Whether nothing more follows of this file.</param>
internal sealed record LogPart(
    AgentLog Log, LogFile File, IReadOnlyCollection<LoggedConversation> Conversations, IReadOnlyList<LoggedCall> Calls,
    IReadOnlyCollection<LogProblem> Problems, LogPosition? Position, bool IsLast);
