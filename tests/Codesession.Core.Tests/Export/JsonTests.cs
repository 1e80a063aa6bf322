using System.Text;
using System.Text.Json;
using Codesession.Core.Tests.Sessions;

namespace Codesession.Core.Tests.Export;

/// <summary>Sessions with all that belongs to them, as JSON.</summary>
public sealed class JsonTests : SessionTest
{
    [Fact]
    public async Task A_session_has_the_keys_of_the_contract_in_their_order()
    {
        var repository = GitRepository.Create(Test);
        var session = (await Test.StartAsync(repository.Root)).Session;
        Test.Ledger.Notes.Add(session.Id, "a note");
        AddCall(session.Id, cost: null);
        repository.Commit("Second", "a.txt");
        await Test.EndAsync(session.Id, "done");

        var keys = Keys(Exported()[0]);

        Assert.Equal(
            [
                "id", "name", "startTime", "endTime", "duration", "workingDirectory", "gitRoot", "startGitHead", "filesChanged", "commits",
                "aiCost", "aiTokens", "notes", "status", "aiUsage", "files",
            ],
            keys.Take(16));
        Assert.Equal(["annotations", "unpricedCalls"], keys.Skip(16));
    }

    [Fact]
    public void Keys_without_a_value_are_left_out()
    {
        Test.Start();

        var session = Exported()[0];

        Assert.Equal(
            ["id", "name", "startTime", "workingDirectory", "filesChanged", "commits", "aiCost", "aiTokens", "status", "aiUsage", "files"],
            Keys(session).Where(key => key != "annotations"));
        Assert.DoesNotContain("null", session.GetRawText());
        Assert.Equal(0, session.GetProperty("commits").GetArrayLength());
    }

    [Fact]
    public async Task Values_have_the_types_of_the_contract()
    {
        var repository = GitRepository.Create(Test);
        var session = (await Test.StartAsync(repository.Root, "Größe <&> \"q\"")).Session;
        AddCall(session.Id, agent: "Claude Code", cost: 0.0000000001m);
        var commit = repository.Commit("Second", "a.txt");
        Test.Clock.Advance(TimeSpan.FromSeconds(90));
        await Test.EndAsync(session.Id, "done");

        var json = Exported()[0];

        Assert.Equal("Größe <&> \"q\"", json.GetProperty("name").GetString());
        Assert.Equal("2026-11-20T12:01:30.000Z", json.GetProperty("endTime").GetString());
        Assert.Equal(90, json.GetProperty("duration").GetInt64());
        Assert.Equal(0.0000000001m, json.GetProperty("aiCost").GetDecimal());
        Assert.Equal("completed", json.GetProperty("status").GetString());
        Assert.Equal((1, 100), (json.GetProperty("filesChanged").GetInt64(), json.GetProperty("aiTokens").GetInt64()));
        Assert.Equal(["id", "sessionId", "hash", "message", "timestamp"], Keys(json.GetProperty("commits")[0]));
        Assert.Equal(commit[..7], json.GetProperty("commits")[0].GetProperty("hash").GetString());
        Assert.Equal(["id", "sessionId", "filePath", "changeType", "timestamp"], Keys(json.GetProperty("files")[0]));
        Assert.Equal("created", json.GetProperty("files")[0].GetProperty("changeType").GetString());
    }

    [Fact]
    public void A_call_has_its_keys_in_their_order_and_what_is_unknown_is_left_out()
    {
        var session = Test.Start();
        Test.Ledger.Usage.Add(new()
        {
            SessionId = session.Id,
            Provider = "p",
            Model = "m",
            Source = UsageSource.Proxy,
            PromptTokens = 1_000,
            CompletionTokens = 100,
            CacheReadTokens = 400,
            CacheWriteTokens = 300,
            CacheWrite1hTokens = 200,
            ReasoningTokens = 50,
            Cost = 0.5m,
            AgentName = "Claude Code",
            ResponseId = "msg_1",
            RequestId = "req_1",
        });
        AddCall(session.Id, cost: null);

        var calls = Exported()[0].GetProperty("aiUsage");

        Assert.Equal(
            [
                "id", "sessionId", "provider", "model", "tokens", "promptTokens", "completionTokens", "cacheReadTokens", "cacheWriteTokens",
                "cacheWrite1hTokens", "reasoningTokens", "cost", "agentName", "timestamp", "source", "responseId", "requestId",
            ],
            Keys(calls[0]));
        Assert.Equal(["id", "sessionId", "provider", "model", "tokens", "cost", "unpriced", "timestamp", "source"], Keys(calls[1]));
        Assert.Equal(JsonValueKind.Null, calls[1].GetProperty("cost").ValueKind);
        Assert.True(calls[1].GetProperty("unpriced").GetBoolean());
        Assert.Equal("proxy", calls[0].GetProperty("source").GetString());
    }

    [Fact]
    public void Sessions_come_newest_first_as_many_as_wanted()
    {
        for (var i = 0; i < 3; i++) Test.Start(origin: SessionOrigin.Run);

        Assert.Equal([3, 2, 1], Exported().Select(session => session.GetProperty("id").GetInt64()));
        Assert.Equal([3, 2], Exported(limit: 2).Select(session => session.GetProperty("id").GetInt64()));
        Assert.Empty(Exported(limit: 0));
    }

    [Fact]
    public async Task An_answer_about_a_session_says_null_where_nothing_is_known()
    {
        var session = Test.Start();
        string[] keys =
        [
            "schemaVersion", "codesessionVersion", "id", "name", "status", "startTime", "endTime", "duration", "durationFormatted",
            "workingDirectory", "gitRoot", "filesChanged", "commits", "aiTokens", "aiCost", "notes",
        ];

        var active = Answer(session);
        Assert.Equal(keys, Keys(active));
        Assert.Equal(["endTime", "duration", "durationFormatted", "gitRoot", "notes"],
            active.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Null).Select(property => property.Name));

        AddCall(session.Id, cost: null);
        var ended = Answer((await Test.EndAsync(session.Id)).Session);
        Assert.Equal([.. keys, "unpricedCalls"], Keys(ended));
        Assert.Equal((0, "0s"), (ended.GetProperty("duration").GetInt64(), ended.GetProperty("durationFormatted").GetString()));
    }

    [Fact]
    public void A_long_session_is_written_piece_by_piece()
    {
        var session = Test.Start();
        Test.Sql.Execute("""
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 50000)
            INSERT INTO ai_usage (session_id, provider, model, tokens, cost, timestamp)
            SELECT $1, 'provider', 'model', 1, 0.1, '2026-10-01T08:00:00.000Z' FROM numbers
            """, session.Id);
        using var output = new Pieces();

        LedgerExport.WriteJson(Test.Ledger, output, Test.Ledger.Sessions.List());

        using var json = JsonDocument.Parse(output.Content.ToArray());
        Assert.Equal(50_000, json.RootElement[0].GetProperty("aiUsage").GetArrayLength());
        Assert.Equal(5_000m, json.RootElement[0].GetProperty("aiCost").GetDecimal());
        Assert.InRange(output.Largest, 1, 128 * 1024);
    }

    private static JsonElement Answer(Session session)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, LedgerJson.Options))
        {
            json.WriteStartObject();
            json.WriteSession(session);
            json.WriteEndObject();
        }
        return JsonDocument.Parse(output.ToArray()).RootElement;
    }

    private List<JsonElement> Exported(long? limit = null)
    {
        using var output = new MemoryStream();
        LedgerExport.WriteJson(Test.Ledger, output, Test.Ledger.Sessions.List(limit));
        Assert.True(output.CanWrite);
        return [.. JsonDocument.Parse(Encoding.UTF8.GetString(output.ToArray())).RootElement.EnumerateArray()];
    }

    private static IEnumerable<string> Keys(JsonElement json) => json.EnumerateObject().Select(property => property.Name);

    /// <summary>Keeps what is written, and how large the largest piece was.</summary>
    private sealed class Pieces : Stream
    {
        public MemoryStream Content { get; } = new();

        public int Largest { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Content.Length;

        public override long Position { get => Content.Position; set => throw new NotSupportedException(); }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            Largest = Math.Max(Largest, count);
            Content.Write(buffer, offset, count);
        }
    }
}
