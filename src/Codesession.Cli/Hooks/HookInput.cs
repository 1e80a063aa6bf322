using System.Text.Json;

namespace Codesession.Cli.Hooks;

/// <summary>What Claude Code tells a hook on standard input. Nothing of a prompt, a tool or a reply is taken from it.</summary>
internal sealed record HookInput
{
    private const int Most = 16 * 1024 * 1024;

    /// <summary>Longer ones are no ids.</summary>
    private const int LongestId = 200;

    /// <summary>Who leaves a pipe open does not hold up the agent for ever.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>The event: <c>Stop</c>, <c>PreToolUse</c>, …; null: not told.</summary>
    public string? Event { get; init; }

    /// <summary>The agent's id of the conversation; null: not told.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The conversation's log; null: not told.</summary>
    public string? Transcript { get; init; }

    /// <summary>The log of the subagent that has ended; null: the event is of none.</summary>
    public string? AgentTranscript { get; init; }

    /// <summary>The folder in which the agent works; null: not told.</summary>
    public string? Folder { get; init; }

    /// <summary>Reads standard input; null: it is a terminal, or there is no JSON object on it.</summary>
    public static HookInput? Read() => Console.IsInputRedirected ? Parse(ReadInput()) : null;

    /// <summary>Reads the fields that are of use; null: it is no JSON object.</summary>
    /// <param name="json">The object; of one that is too long, its beginning.</param>
    public static HookInput? Parse(ReadOnlySpan<byte> json)
    {
        if (json.StartsWith("\uFEFF"u8)) json = json[3..];
        try
        {
            var reader = new Utf8JsonReader(json, isFinalBlock: json.Length < Most, new JsonReaderState(new JsonReaderOptions { MaxDepth = 1_000 }));
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? Parse(ref reader) : null;
        }
        // Half of a surrogate pair is the second.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Writes it as <see cref="Read"/> reads it, for a process that goes on with it.</summary>
    public void Write(Stream output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        foreach (var (name, value) in new[] { ("hook_event_name", Event), ("session_id", ConversationId), ("transcript_path", Transcript), ("agent_transcript_path", AgentTranscript), ("cwd", Folder) })
        {
            json.WriteWhereKnown(name, value);
        }
        json.WriteEndObject();
    }

    private static HookInput Parse(ref Utf8JsonReader reader)
    {
        var input = new HookInput();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            input = reader switch
            {
                _ when reader.ValueTextEquals("hook_event_name"u8) => input with { Event = Text(ref reader) },
                _ when reader.ValueTextEquals("session_id"u8) => input with { ConversationId = Text(ref reader) is { Length: <= LongestId } id ? id : null },
                _ when reader.ValueTextEquals("transcript_path"u8) => input with { Transcript = Text(ref reader) },
                _ when reader.ValueTextEquals("agent_transcript_path"u8) => input with { AgentTranscript = Text(ref reader) },
                _ when reader.ValueTextEquals("cwd"u8) => input with { Folder = Text(ref reader) },
                _ => Skip(ref reader, input),
            };
        }
        return input;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.Read() && reader.TokenType == JsonTokenType.String) return reader.GetString() is { Length: > 0 } text ? text : null;
        reader.TrySkip();
        return null;
    }

    private static HookInput Skip(ref Utf8JsonReader reader, HookInput input)
    {
        if (reader.Read()) reader.TrySkip();
        return input;
    }

    private static byte[] ReadInput()
    {
        using var bytes = new MemoryStream();
        // What has come by then is looked at; the thread ends with the process.
        Task.Factory.StartNew(() => Copy(bytes), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Wait(Longest);
        lock (bytes)
        {
            return bytes.ToArray();
        }
    }

    private static void Copy(MemoryStream bytes)
    {
        try
        {
            using var input = Console.OpenStandardInput();
            var buffer = new byte[64 * 1024];
            while (bytes.Length < Most && input.Read(buffer, 0, (int)Math.Min(buffer.Length, Most - bytes.Length)) is var read and > 0)
            {
                lock (bytes)
                {
                    bytes.Write(buffer, 0, read);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder, or nothing at all: what is there is all there is.
        }
    }
}
