namespace Codesession.AgentLogs;

/// <summary>What a part of a log tells of a conversation. Nobody's prompt.</summary>
internal sealed class LoggedConversation(string id)
{
    /// <summary>The agent's own id of it.</summary>
    public string Id { get; } = id;

    /// <summary>The working directory at its beginning.</summary>
    public string? Folder { get; set; }

    /// <summary>The branch at its beginning.</summary>
    public string? Branch { get; set; }

    /// <summary>The title that the agent itself wrote.</summary>
    public string? Title { get; set; }

    /// <summary>The time of its first line.</summary>
    public DateTimeOffset? Start { get; private set; }

    /// <summary>The time of its last line.</summary>
    public DateTimeOffset? End { get; private set; }

    /// <summary>The files that its edit tools changed, by their paths as the log states them.</summary>
    public Dictionary<string, LoggedEdit> Edits { get; } = [];

    /// <summary>A line of it bears this time.</summary>
    public void SawAt(DateTimeOffset time)
    {
        if (time < Start || Start is null) Start = time;
        if (time > End || End is null) End = time;
    }

    /// <summary>Its edit tools changed a file.</summary>
    public void Edited(string path, FileChangeType type, DateTimeOffset time)
    {
        // Who made a file and went on with it has made it; who deleted it last has deleted it.
        var kept = Edits.TryGetValue(path, out var before) && before.Type == FileChangeType.Created && type == FileChangeType.Modified ? FileChangeType.Created : type;
        Edits[path] = new LoggedEdit(kept, time);
    }
}

/// <summary>A change of a file that a log states.</summary>
/// <param name="Type">What became of the file.</param>
/// <param name="Time">When.</param>
internal readonly record struct LoggedEdit(FileChangeType Type, DateTimeOffset Time);
