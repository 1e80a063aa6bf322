using System.Text.Json;
using Codesession.Providers;

namespace Codesession.AgentLogs;

/// <summary>
/// Copilot CLI, where its telemetry goes to a file: the one that <c>COPILOT_OTEL_FILE_EXPORTER_PATH</c> names, by custom one of
/// <c>~/.copilot/otel/*.jsonl</c> (<c>COPILOT_HOME</c> moves <c>~/.copilot</c>). One OpenTelemetry span or metric a line, its
/// attributes an object; a span <c>chat</c> is a call to a model, <c>invoke_agent</c> repeats the sums of its calls. Input is all
/// input, caches included, and output has the reasoning. Before 1.0.64 the details had other names.
/// </summary>
internal sealed class CopilotLog : LineLog
{
    private const string Usage = "gen_ai.usage.";

    public override string Id => "copilot";

    public override string Name => "Copilot CLI";

    public override string ReadIn =>
        "github/copilot-sdk@cc0438d nodejs/test/e2e/telemetry.e2e.test.ts; github/copilot-cli changelog.md (1.0.64); docs.github.com, OpenTelemetry monitoring: what others state of its files, its source not being public";

    public override bool IsExperimental => true;

    public override IEnumerable<string> Places(LogSurroundings surroundings) =>
        surroundings.Folders("COPILOT_OTEL_FILE_EXPORTER_PATH")
            .Append(Path.Combine(surroundings.Folder("COPILOT_HOME") ?? surroundings.InHome(".copilot"), "otel"));

    // The file that the variable names may be called anything.
    public override bool IsLog(ReadOnlySpan<char> path) =>
        path.EndsWith(".jsonl", StringComparison.Ordinal) || path.EndsWith(".ndjson", StringComparison.Ordinal)
        || path.EndsWith(".json", StringComparison.Ordinal) || path.EndsWith(".log", StringComparison.Ordinal);

    public override bool Recognizes(ReadOnlySpan<byte> beginning) =>
        beginning.IndexOf("\"type\":\"span\""u8) >= 0 || beginning.IndexOf("\"type\":\"metric\""u8) >= 0;

    protected override LineReader Open(LogFile file, LogSink sink) => new Reader(sink);

    private sealed class Reader(LogSink sink)
        : MarkedLineReader(sink, Usage + "input_tokens", Usage + "output_tokens")
    {
        protected override void Read(JsonElement line)
        {
            var span = new UsageFigures(line);
            if (span.Text("type") is not (null or "span")) return;
            if (span.Part("attributes") is not { } attributes)
            {
                Sink.Problem(LogProblemKind.UnknownShape);
                return;
            }
            if (attributes.Text("gen_ai.operation.name") is { } operation ? operation != "chat" : span.Text("name")?.StartsWith("chat", StringComparison.Ordinal) != true) return;
            var tokens = TokensIn(attributes);
            if (!attributes.MakeSense || (TimeIn(span, "endTime") ?? TimeIn(span, "startTime")) is not { } time
                || (attributes.Text("gen_ai.conversation.id") ?? span.Text("traceId")) is not { } id)
            {
                Sink.Problem(LogProblemKind.UnknownShape);
                return;
            }
            var conversation = Sink.Conversation(id);
            conversation.SawAt(TimeIn(span, "startTime") ?? time);
            conversation.Branch ??= attributes.Text("github.copilot.git.branch");
            if (new ObservedUsage
            {
                Model = attributes.Text("gen_ai.response.model") ?? attributes.Text("gen_ai.request.model"),
                Tokens = tokens,
                ResponseId = attributes.Text("gen_ai.response.id"),
            }.IfAny is not { } observed) return;
            Sink.Add(new LoggedCall
            {
                Conversation = conversation,
                Observed = observed,
                Time = time,
                EventId = span.Text("spanId") ?? $"{time.UtcTicks}",
            });
        }

        private static TokenCounts TokensIn(UsageFigures attributes)
        {
            var input = attributes.Count(Usage + "input_tokens") ?? 0;
            var output = attributes.Count(Usage + "output_tokens") ?? 0;
            var read = attributes.Count(Usage + "cache_read.input_tokens") ?? attributes.Count(Usage + "cache_read_input_tokens") ?? 0;
            var written = attributes.Count(Usage + "cache_creation.input_tokens") ?? attributes.Count(Usage + "cache_creation_input_tokens") ?? 0;
            var reasoning = attributes.Count(Usage + "reasoning.output_tokens") ?? attributes.Count(Usage + "reasoning_output_tokens") ?? 0;
            read = Math.Min(read, input);
            written = Math.Min(written, input - read);
            return new TokenCounts
            {
                Input = input - read - written,
                CacheRead = read,
                CacheWrite = written,
                Output = output,
                Reasoning = Math.Min(reasoning, output),
            };
        }

        // Seconds and nanoseconds, as OpenTelemetry's own library for JavaScript has them; or as everybody writes times.
        private static DateTimeOffset? TimeIn(UsageFigures span, string name)
        {
            if (span.Value(name) is not { } told) return null;
            if (told.ValueKind != JsonValueKind.Array) return LogTime.Of(told);
            return told.GetArrayLength() == 2 && told[0].ValueKind == JsonValueKind.Number && told[0].TryGetInt64(out var seconds)
                && told[1].ValueKind == JsonValueKind.Number && told[1].TryGetInt64(out var nanoseconds) && nanoseconds is >= 0 and < 1_000_000_000
                && seconds is >= 0 and < 100_000_000_000
                ? LogTime.Of((decimal)seconds)?.AddTicks(nanoseconds / 100) : null;
        }
    }
}
