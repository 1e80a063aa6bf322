using Codesession.Storage;

namespace Codesession.AgentLogs;

/// <summary>A part of a log with all done to it that needs no ledger.</summary>
/// <param name="Part">What was read.</param>
/// <param name="Calls">Its calls, valid and priced.</param>
/// <param name="Problems">What could not be read, or would be refused.</param>
/// <param name="Read">How far the file is read with this part; null: not to be kept.</param>
internal sealed record PreparedPart(LogPart Part, IReadOnlyList<PreparedCall> Calls, IReadOnlyList<LogProblem> Problems, LogFileRow? Read);

/// <summary>A call with its price. Its session is yet to be found.</summary>
/// <param name="Usage">The call; its session id is 0.</param>
/// <param name="Conversation">The conversation that decides on the session.</param>
/// <param name="Time">When it was made.</param>
/// <param name="Cost">US dollars; null: no price is known.</param>
/// <param name="Row">The values of its row, where they are many and the writer has more to do than the readers; null: it is recorded as any other call.</param>
internal sealed record PreparedCall(NewUsage Usage, LoggedConversation Conversation, DateTimeOffset Time, decimal? Cost, object?[]? Row);
