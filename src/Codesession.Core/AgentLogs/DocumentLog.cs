using System.Text.Json;

namespace Codesession.AgentLogs;

/// <summary>A log that is one JSON document, which its agent writes anew each time: it is read whole whenever it has changed.</summary>
internal abstract class DocumentLog : AgentLog
{
    /// <summary>Larger files are none of an agent's.</summary>
    private const long LargestFile = 256 * 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 };

    /// <summary>Tells what a document says.</summary>
    protected abstract void Read(JsonElement document, LogFile file, LogSink sink);

    public sealed override void Read(LogFile file, LogSink sink, CancellationToken cancel)
    {
        if (file.Size > LargestFile)
        {
            sink.Problem(LogProblemKind.TooLong);
            sink.End(new LogPosition(file.Size, null));
            return;
        }
        using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        LogPosition? position = new LogPosition(file.Size, null);
        try
        {
            using var document = JsonDocument.Parse(stream, Options);
            Read(document.RootElement, file, sink);
        }
        catch (JsonException)
        {
            // It may be in the middle of being written: the next import looks again.
            sink.Problem(LogProblemKind.Broken);
            position = null;
        }
        sink.End(position);
    }
}
