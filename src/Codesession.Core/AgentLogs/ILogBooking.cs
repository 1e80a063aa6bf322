using System.Collections.Concurrent;

namespace Codesession.AgentLogs;

/// <summary>What becomes of what was read.</summary>
internal interface ILogBooking
{
    /// <summary>Takes parts until there are no more.</summary>
    void Book(BlockingCollection<PreparedPart> parts, ImportTally tally);

    /// <summary>The same of so much that it pays to prepare for it.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="tally">Where to count.</param>
    /// <param name="expected">About how many calls there will be.</param>
    void BookMany(BlockingCollection<PreparedPart> parts, ImportTally tally, int expected);

    /// <summary>How many sessions were made of an agent's conversations.</summary>
    int SessionsMade(AgentLog log);

    /// <summary>The sessions that got calls.</summary>
    IReadOnlyList<long> SessionsUsed { get; }
}
