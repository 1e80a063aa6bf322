using Codesession.AgentLogs;
using Microsoft.Data.Sqlite;

namespace Codesession.Core.Tests.AgentLogs;

public sealed class OpenCodeLogTests : IDisposable
{
    private const long Created = 1_760_000_000_000;

    private readonly LoggedDatabase database = new("opencode.db", """
        CREATE TABLE session (id TEXT PRIMARY KEY, directory TEXT NOT NULL, title TEXT NOT NULL, time_created INTEGER, time_updated INTEGER);
        CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT NOT NULL, time_created INTEGER NOT NULL, time_updated INTEGER NOT NULL, data TEXT NOT NULL);
        CREATE TABLE part (id TEXT PRIMARY KEY, message_id TEXT NOT NULL, session_id TEXT NOT NULL, time_created INTEGER NOT NULL, time_updated INTEGER NOT NULL, data TEXT NOT NULL);
        CREATE TABLE session_message (id TEXT PRIMARY KEY, session_id TEXT NOT NULL, type TEXT NOT NULL, seq INTEGER NOT NULL, time_created INTEGER NOT NULL, time_updated INTEGER NOT NULL, data TEXT NOT NULL);
        """);

    public void Dispose() => database.Dispose();

    [Fact]
    public void An_assistants_message_is_a_call()
    {
        Session("ses_1", "A title of its own");
        Message("msg_1", "ses_1", Created, """{"input":12,"output":345,"reasoning":5,"cache":{"read":4000,"write":500},"total":4862}""", cost: "0.0123");

        var reading = database.Read(OpenCodeLog.OpenCode);

        var call = Assert.Single(reading.Calls);
        Assert.Equal(new TokenCounts { Input = 12, CacheRead = 4000, CacheWrite = 500, Output = 350, Reasoning = 5 }, call.Observed.Tokens);
        Assert.Equal("claude-sonnet-4-5", call.Observed.Model);
        Assert.Null(call.Observed.ResponseId);
        Assert.Equal("anthropic", call.Provider);
        Assert.Equal("msg_1", call.EventId);
        Assert.Equal(0.0123m, call.StatedCost);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(Created), call.Time);
        Assert.Equal("ses_1", call.Conversation.Id);
        Assert.Equal("/home/demo/app", call.Conversation.Folder);
        Assert.Equal("A title of its own", call.Conversation.Title);
        Assert.Empty(reading.Problems);
    }

    [Theory]
    [InlineData("openai", """{"input":10,"output":50,"reasoning":30,"total":60}""", 50)]
    [InlineData("openai", """{"input":10,"output":50,"reasoning":30,"total":90}""", 80)]
    [InlineData("openai", """{"input":10,"output":50,"reasoning":30}""", 50)]
    [InlineData("openai", """{"input":10,"output":20,"reasoning":30}""", 50)]
    [InlineData("google", """{"input":10,"output":50,"reasoning":30}""", 80)]
    public void Reasoning_is_counted_once_in_the_output_of_every_version(string provider, string tokens, long output)
    {
        Session("ses_1", "t");
        Message("msg_1", "ses_1", Created, tokens, provider: provider);

        var call = Assert.Single(database.Read(OpenCodeLog.OpenCode).Calls);

        Assert.Equal(output, call.Observed.Tokens.Output);
        Assert.Equal(30, call.Observed.Tokens.Reasoning);
    }

    [Fact]
    public void Sessions_of_the_second_kind_are_read_where_there_are_none_of_the_first()
    {
        Session("ses_2", "t");
        Session("ses_both", "t");
        Message("msg_1", "ses_both", Created, """{"input":1,"output":1}""");
        var data = $$"""{"agent":"build","model":{"id":"gpt-5","providerID":"openai"},"content":[],"cost":0.5,"tokens":{"input":10,"output":20,"reasoning":3,"cache":{"read":1,"write":0} },"time":{"created":{{Created}} } }""";
        database.Do("INSERT INTO session_message VALUES ('msg_a', 'ses_2', 'assistant', 1, $1, $1, $2)", Created, data);
        database.Do("INSERT INTO session_message VALUES ('msg_b', 'ses_both', 'assistant', 1, $1, $1, $2)", Created, data);
        database.Do("INSERT INTO session_message VALUES ('msg_c', 'ses_2', 'user', 2, $1, $1, '{}')", Created);

        var calls = database.Read(OpenCodeLog.OpenCode).Calls;

        Assert.Equal(["msg_1", "msg_a"], calls.Select(call => call.EventId));
        Assert.Equal(("gpt-5", "openai"), (calls[1].Observed.Model, calls[1].Provider));
        Assert.Equal(10, calls[1].Observed.Tokens.Input);
    }

    [Fact]
    public void Only_what_has_changed_is_told_the_next_time_also_while_it_is_in_the_write_ahead_log()
    {
        database.Do("PRAGMA journal_mode = WAL");
        Session("ses_1", "t");
        Message("msg_1", "ses_1", Created, """{"input":1,"output":1}""");
        Message("msg_2", "ses_1", Created + 3_600_000, """{"input":0,"output":0}""");
        database.Do("PRAGMA wal_checkpoint(TRUNCATE)");
        var first = database.Read(OpenCodeLog.OpenCode);

        var size = new FileInfo(database.Path).Length;
        database.Do("UPDATE message SET time_updated = $1, data = replace(data, '\"output\":0', '\"output\":7') WHERE id = 'msg_2'", Created + 3_601_000);
        var second = database.Read(OpenCodeLog.OpenCode, first.End!.Value);

        Assert.Equal(["msg_1"], first.Calls.Select(call => call.EventId));
        Assert.Equal(["msg_2"], second.Calls.Select(call => call.EventId));
        Assert.Equal(size, new FileInfo(database.Path).Length);
        Assert.Contains(OpenCodeLog.OpenCode.SideFiles(database.Path), side => new FileInfo(side) is { Exists: true, Length: > 0 });
    }

    [Fact]
    public void A_forks_copies_are_no_calls()
    {
        Session("ses_1", "t");
        Session("ses_2", "t (fork #1)");
        Message("msg_9c82cc000001Demo", "ses_1", Created, """{"input":1,"output":1}""");
        Message("msg_9cd531c00002Demo", "ses_2", Created, """{"input":1,"output":1}""");

        Assert.Equal(["ses_1"], database.Read(OpenCodeLog.OpenCode).Calls.Select(call => call.Conversation.Id));
    }

    [Theory]
    [InlineData("New session - 2025-10-09T08:53:20.000Z", null)]
    [InlineData("Child session - 2025-10-09T08:53:20.000Z", null)]
    [InlineData("Say \"hello\" to...", null)]
    [InlineData("Greeting in demo", "Greeting in demo")]
    public void No_title_is_a_prompts_beginning(string title, string? told)
    {
        Session("ses_1", title);
        database.Do("INSERT INTO message VALUES ('msg_0', 'ses_1', 1, 1, '{\"role\":\"user\"}')");
        database.Do("INSERT INTO part VALUES ('prt_0', 'msg_0', 'ses_1', 1, 1, '{\"type\":\"text\",\"text\":\"Say \\\"hello\\\" to everybody\"}')");
        database.Do("INSERT INTO part VALUES ('prt_1', 'msg_0', 'ses_1', 1, 1, 'no JSON')");
        Message("msg_1", "ses_1", Created, """{"input":1,"output":1}""");

        Assert.Equal(told, Assert.Single(database.Read(OpenCodeLog.OpenCode).Conversations).Title);
    }

    [Fact]
    public void Files_that_edit_tools_changed_are_told()
    {
        Session("ses_1", "t");
        Part(1, "edit", """{"filePath":"/home/demo/app/a.cs"}""", "{}");
        Part(2, "write", """{"filePath":"/home/demo/app/b.cs"}""", """{"exists":false}""");
        Part(3, "apply_patch", "{}", """{"files":[{"type":"delete","filePath":"/home/demo/app/c.cs"},{"type":"update"}]}""");
        Part(4, "edit", """{"filePath":"/home/demo/app/refused.cs"}""", "{}", status: "error");
        Part(5, "bash", """{"command":"echo '\"tool\":\"edit\"'","filePath":"/home/demo/app/none.cs"}""", "{}");

        var edits = Assert.Single(database.Read(OpenCodeLog.OpenCode).Conversations).Edits;

        Assert.Equal(
            [("/home/demo/app/a.cs", FileChangeType.Modified), ("/home/demo/app/b.cs", FileChangeType.Created), ("/home/demo/app/c.cs", FileChangeType.Deleted)],
            edits.Select(edit => (edit.Key, edit.Value.Type)).Order());
    }

    [Fact]
    public void What_makes_no_sense_is_a_problem_and_the_rest_is_told()
    {
        Session("ses_1", "t");
        Message("msg_1", "ses_1", Created, """{"input":-1,"output":1}""");
        Message("msg_2", "ses_1", Created, """{"input":1.5,"output":1}""");
        Message("msg_3", "ses_1", Created, "\"many\"");
        Message("msg_4", "ses_1", Created, """{"input":1,"output":{"assistant":1}}""");
        database.Do("INSERT INTO message VALUES ('msg_5', 'ses_1', 1, 1, '{\"role\":\"assistant\",')");
        database.Do("INSERT INTO message VALUES ('msg_6', 'ses_1', 1, 1, '{\"role\":\"assistant\",\"tokens\":{\"input\":1}}')");
        database.Do("INSERT INTO message VALUES ('msg_7', 'ses_1', 1, 1, X'22617373697374616E7422FF00')");
        Message("msg_8", "ses_gone", Created, """{"input":1,"output":1,"reasoning":null,"cache":null}""", cost: "\"free\"");

        var reading = database.Read(OpenCodeLog.OpenCode);

        var call = Assert.Single(reading.Calls);
        Assert.Equal(("msg_8", null), (call.EventId, call.StatedCost));
        Assert.Equal(
            [(LogProblemKind.Broken, 2L), (LogProblemKind.UnknownShape, 5L)],
            reading.Problems.Select(problem => (problem.Kind, problem.Count)).Order());
    }

    [Fact]
    public void Thousands_of_messages_are_handed_on_in_parts()
    {
        Session("ses_1", "t");
        var data = Data(Created, """{"input":1,"output":1}""");
        database.Do("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500) INSERT INTO message SELECT 'msg_' || i, 'ses_1', 1, $1, $2 FROM n", Created, data);

        var reading = database.Read(OpenCodeLog.OpenCode);

        Assert.Equal(2500, reading.Calls.Select(call => call.EventId).Distinct().Count());
        Assert.True(reading.Conversations.Count > 1);
        Assert.All(reading.Conversations, conversation => Assert.Equal("/home/demo/app", conversation.Folder));
    }

    [Fact]
    public void Older_versions_left_a_file_a_message()
    {
        var calls = Directory.GetFiles(Path.Combine(LogReading.Samples, "opencode"), "*.json", SearchOption.AllDirectories)
            .Where(path => OpenCodeLog.OpenCode.IsLog(path.Replace('\\', '/')))
            .SelectMany(path => LogReading.Of(OpenCodeLog.OpenCode, path).Calls).OrderBy(call => call.Time).ToList();

        Assert.Equal(
            [
                new TokenCounts { Input = 12, CacheRead = 4000, CacheWrite = 500, Output = 345 },
                new TokenCounts { Input = 100, Output = 50, Reasoning = 30 },
                new TokenCounts { Input = 100, CacheRead = 7, Output = 50, Reasoning = 30 },
            ],
            calls.Select(call => call.Observed.Tokens));
        Assert.All(calls, call => Assert.Equal(("ses_demo", "/home/demo/app"), (call.Conversation.Id, call.Conversation.Folder)));
        Assert.Equal("msg_9c82cc000001DemoDemoDemo01", calls[0].EventId);
    }

    [Fact]
    public void A_file_that_is_cut_off_is_read_again()
    {
        var reading = LogReading.OfSample(OpenCodeLog.OpenCode, "opencode/storage/message/ses_demo/msg_9c82ccfa0006DemoDemoDemo01.json");

        Assert.Equal(LogProblemKind.Broken, Assert.Single(reading.Problems).Kind);
        Assert.Null(reading.End);
    }

    [Fact]
    public void The_database_of_every_channel_is_looked_for_and_the_users_files_beside_it_are_not()
    {
        var home = Path.GetDirectoryName(database.Path)!;
        var data = Directory.CreateDirectory(Path.Combine(home, "share", "opencode")).FullName;
        File.WriteAllText(Path.Combine(data, "opencode-dev.db"), "");
        var surroundings = new LogSurroundings(home, new Dictionary<string, string> { ["XDG_DATA_HOME"] = Path.Combine(home, "share"), ["OPENCODE_DB"] = "opencode-mine.db" });

        Assert.Equal(
            new[] { "opencode.db", "opencode-dev.db", "opencode-mine.db", "storage/message" }.Select(name => Path.Combine(data, name)),
            OpenCodeLog.OpenCode.Places(surroundings));
        Assert.True(OpenCodeLog.OpenCode.IsLog("/x/opencode/opencode-dev.db"));
        Assert.False(OpenCodeLog.OpenCode.IsLog("/x/opencode/opencode.db-wal"));
        Assert.False(OpenCodeLog.OpenCode.IsLog("/x/opencode/storage/part/msg_1/prt_1.json"));
        Assert.True(ClineLog.Kilo.IsLog("/x/kilo/kilo.db"));
    }

    private void Session(string id, string title) => database.Do("INSERT INTO session VALUES ($1, '/home/demo/app', $2, 1, 1)", id, title);

    private void Message(string id, string session, long time, string tokens, string cost = "0", string provider = "anthropic") =>
        database.Do("INSERT INTO message VALUES ($1, $2, $3, $3, $4)", id, session, time, Data(time, tokens, cost, provider));

    private static string Data(long time, string tokens, string cost = "0", string provider = "anthropic") =>
        $$"""{"role":"assistant","modelID":"claude-sonnet-4-5","providerID":"{{provider}}","path":{"cwd":"/home/demo/app"},"cost":{{cost}},"tokens":{{tokens}},"time":{"created":{{time}} } }""";

    private void Part(int number, string tool, string input, string metadata, string status = "completed") => database.Do(
        "INSERT INTO part VALUES ($1, 'msg_1', 'ses_1', 1, 1, $2)", $"prt_{number}",
        $$"""{"type":"tool","tool":"{{tool}}","callID":"c","state":{"status":"{{status}}","input":{{input}},"output":"","metadata":{{metadata}},"time":{"start":{{Created}},"end":{{Created + 1}} } } }""");
}
