namespace Codesession.AgentLogs;

/// <summary>
/// The logs of one agent: where they lie and what they tell. One file an agent, with the facts of its format at the top;
/// nothing else knows a format.
/// </summary>
internal abstract class AgentLog
{
    /// <summary>What a user calls it: <c>claude</c>, <c>codex</c>, …</summary>
    public abstract string Id { get; }

    /// <summary>The agent's name, as its calls and sessions bear it.</summary>
    public abstract string Name { get; }

    /// <summary>Where its format was read: repository, version, files; or whose real files.</summary>
    public abstract string ReadIn { get; }

    /// <summary>Whether the format could not be checked against its agent's source or real files.</summary>
    public virtual bool IsExperimental => false;

    /// <summary>What a user is told of it.</summary>
    public AgentLogInfo Info => field ??= new AgentLogInfo(Id, Name, ReadIn, IsExperimental);

    /// <summary>Whether it only grows: then it is read on from where it was read to, else whole whenever it has changed.</summary>
    public virtual bool Appends => false;

    /// <summary>The folders (or single files) in which it leaves logs, whether they exist or not.</summary>
    public abstract IEnumerable<string> Places(LogSurroundings surroundings);

    /// <summary>Whether a file in one of its places is a log of its, by its path.</summary>
    /// <param name="path">The full path, with <c>/</c> between folders on every system.</param>
    public abstract bool IsLog(ReadOnlySpan<char> path);

    /// <summary>Whether a file of such a name, in a folder that the user names, is this agent's and not another's, by its first bytes.</summary>
    public virtual bool Recognizes(ReadOnlySpan<byte> beginning) => true;

    /// <summary>
    /// Files beside a log in which it goes on: whether one of them changed, came or went tells, as much as its own size and time,
    /// whether there is something new to read. None of them need exist.
    /// </summary>
    public virtual IReadOnlyList<string> SideFiles(string path) => [];

    /// <summary>
    /// Reads a log on from where it was read to the last time. What cannot be understood is counted as a problem, never thrown;
    /// only what the system says of the file is (<see cref="IOException"/>, <see cref="UnauthorizedAccessException"/>).
    /// </summary>
    public abstract void Read(LogFile file, LogSink sink, CancellationToken cancel);
}
