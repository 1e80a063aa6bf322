using System.Text;

namespace Codesession.Core.Tests.Providers;

/// <summary>A reply of <c>Samples/</c>, and how replies are read in these tests.</summary>
public sealed record Sample(string File, ApiShape Shape, ReplyFormat Format)
{
    public static IReadOnlyList<Sample> All { get; } =
    [
        .. Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Where(file => file != "README.md").Order(StringComparer.Ordinal).Select(file => Of(file!)),
    ];

    public static TheoryData<Sample> Streams => [.. All.Where(sample => sample.Format == ReplyFormat.EventStream)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Providers", "Samples");

    public byte[] Bytes => System.IO.File.ReadAllBytes(Path.Combine(Folder, File));

    public static Sample Of(string file) => new(
        file,
        file.Split('-', '.')[0] switch
        {
            "anthropic" => file.EndsWith(".jsonl") ? ApiShape.AnthropicBatchResults : ApiShape.AnthropicMessages,
            "chat" or "completion" => ApiShape.ChatCompletions,
            "responses" => ApiShape.Responses,
            "gemini" => ApiShape.Gemini,
            "embeddings" => ApiShape.Embeddings,
            _ => throw new ArgumentException($"Whose reply is {file}?"),
        },
        Path.GetExtension(file) switch
        {
            ".sse" => ReplyFormat.EventStream,
            ".jsonl" => ReplyFormat.JsonLines,
            _ => ReplyFormat.Json,
        });

    public override string ToString() => File;

    public IReadOnlyList<ObservedUsage> Read(bool complete = true) => Read(Bytes, complete);

    public IReadOnlyList<ObservedUsage> Read(byte[] bytes, bool complete = true) => Read(Shape, Format, bytes, complete);

    public static IReadOnlyList<ObservedUsage> Read(ApiShape shape, ReplyFormat format, string text, bool complete = true) =>
        Read(shape, format, Encoding.UTF8.GetBytes(text), complete);

    public static IReadOnlyList<ObservedUsage> Read(ApiShape shape, ReplyFormat format, byte[] bytes, bool complete = true)
    {
        var reader = new ReplyReader(shape, format);
        reader.Read(bytes);
        return reader.End(complete);
    }

    /// <summary>Two readings of one reply, compared with all that is in them.</summary>
    public static void AssertEqual(IReadOnlyList<ObservedUsage> expected, IReadOnlyList<ObservedUsage> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (one, other) in expected.Zip(actual))
        {
            Assert.Equal(one.Passes, other.Passes);
            Assert.Equal(one with { Passes = [] }, other with { Passes = [] });
        }
    }
}
