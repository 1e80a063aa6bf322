using System.Globalization;
using Codesession.AgentLogTrees;
using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>A ledger, and a home folder in which agents have left logs.</summary>
public abstract class ImportTest : IDisposable
{
    private const string CallColumns = """
        coalesce(agent_name, ''), coalesce(conversation_id, ''), coalesce(response_id, ''), model, timestamp,
        prompt_tokens - cache_read_tokens - cache_write_tokens - cache_write_1h_tokens, cache_write_tokens, cache_write_1h_tokens, cache_read_tokens,
        completion_tokens, reasoning_tokens, web_searches
        """;

    protected static readonly LogTreeSize Small = new() { ClaudeLines = 600, ClaudeSessions = 15, CodexResponses = 300, CodexFiles = 13, OneUnpricedIn = 20 };

    private readonly List<StatedCall> stated = [];

    protected ImportTest() => Home = Test.NewFolder("home");

    protected TestLedger Test { get; } = new();

    protected string Home { get; }

    /// <summary>The calls of the trees that were written, each as <see cref="Calls"/> tells it.</summary>
    protected List<string> Stated => [.. stated.Select(Row).Order(StringComparer.Ordinal)];

    /// <summary>The calls in the ledger, in an order of their own.</summary>
    protected List<string> Calls => CallsIn(Test);

    public void Dispose()
    {
        Test.Dispose();
        GC.SuppressFinalize(this);
    }

    protected StatedTotals WriteTree(LogTreeSize size)
    {
        var totals = LogTree.Write(Home, size, stated.Add);
        // The oracle itself tells no call twice.
        Assert.Equal(stated.Count, stated.Select(Row).Distinct().Count());
        return totals;
    }

    /// <summary>Writes lines into a log below the home folder.</summary>
    protected string Log(string path, params string[] lines)
    {
        var full = Path.Combine(Home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, string.Concat(lines.Select(line => line + "\n")));
        return full;
    }

    /// <summary>Writes a session's log, in Claude Code's own place.</summary>
    protected string ClaudeLog(params string[] lines) => Log(".claude/projects/-made-up/session.jsonl", lines);

    /// <summary>Writes a thread's log, in Codex's own place.</summary>
    protected string CodexLog(params string[] lines) => Log(".codex/sessions/2026/03/01/rollout-2026-03-01T08-00-00-thread.jsonl", lines);

    protected LogImport Request => new() { Surroundings = new LogSurroundings(Home, new Dictionary<string, string>()) };

    protected LogImportReport Import(Func<LogImport, LogImport>? change = null, Ledger? ledger = null) =>
        (ledger ?? Test.Ledger).Logs.Import(change is null ? Request : change(Request), cancel: TestContext.Current.CancellationToken);

    /// <summary>Every log below the home folder.</summary>
    protected List<string> Files => [.. Directory.EnumerateFiles(Home, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    protected static List<string> CallsIn(TestLedger test) =>
        [.. test.Sql.Rows($"SELECT {CallColumns} FROM ai_usage").Order(StringComparer.Ordinal)];

    /// <summary>All that an import leaves, told without the numbers that rows happen to have.</summary>
    protected static List<string> ContentOf(TestLedger test)
    {
        const string session = "(SELECT group_concat(agent || conversation_id) FROM conversations WHERE session_id = s.id)";
        var sessions = string.Join(", ", test.Sql.Columns("sessions").Where(column => column != "id").Select(column => "s." + column));
        // Of a response that several requests told, the one that was read first stays.
        var calls = string.Join(", ", test.Sql.Columns("ai_usage").Where(column => column is not ("id" or "session_id" or "request_id")).Select(column => "u." + column));
        string[] queries =
        [
            $"SELECT 'session', {session}, {sessions} FROM sessions AS s",
            $"SELECT 'call', {session}, {calls} FROM ai_usage AS u JOIN sessions AS s ON s.id = session_id",
            $"SELECT 'agent', {session}, a.agent_name, a.cost_e10, a.unpriced_calls FROM session_agents AS a JOIN sessions AS s ON s.id = session_id",
            $"SELECT 'file', {session}, f.file_path, f.change_type, f.timestamp, f.evidence FROM file_changes AS f JOIN sessions AS s ON s.id = session_id",
            "SELECT 'totals', * FROM completed_totals",
        ];
        return [.. queries.SelectMany(query => test.Sql.Rows(query)).Order(StringComparer.Ordinal)];
    }

    /// <summary>What an import of everything at once leaves in a ledger of its own.</summary>
    protected List<string> ContentAtOnce()
    {
        using var other = new TestLedger();
        Import(ledger: other.Ledger);
        return ContentOf(other);
    }

    /// <summary>What a report says that does not depend on which form of a response, or which of its copies, was read first.</summary>
    protected static List<(string, int, int, long, long, long, long, int, long)> Figures(LogImportReport report) =>
    [
        .. report.Agents.Select(agent => (agent.Agent.Id, agent.Files, agent.FilesRead, agent.Bytes, agent.Calls, agent.Duplicates, agent.UnpricedCalls, agent.Sessions, agent.Tokens.Prompt)),
    ];

    /// <summary>The ledger holds what was stated, in sessions as an import at once makes them, and its totals are the sums.</summary>
    protected void AssertComplete()
    {
        Assert.Equal(Stated, Calls);
        Assert.Equal(ContentAtOnce(), ContentOf(Test));
        AssertSound(Test);
    }

    /// <summary>The file is whole, and all totals are the sums of the calls.</summary>
    protected static void AssertSound(TestLedger test)
    {
        Assert.Equal("ok", test.Sql.One("PRAGMA integrity_check"));
        Assert.Empty(test.Sql.Rows("PRAGMA foreign_key_check"));
        Assert.Equal(
            test.Sql.Rows("""
                SELECT s.id, coalesce(sum(u.cost_e10), 0), coalesce(sum(u.tokens), 0), count(u.id), count(u.id) - count(u.cost_e10), coalesce(sum(u.cost_e10), 0) / 1e10
                FROM sessions AS s LEFT JOIN ai_usage AS u ON u.session_id = s.id GROUP BY s.id ORDER BY s.id
                """),
            test.Sql.Rows("SELECT id, cost_e10, ai_tokens, calls, unpriced_calls, ai_cost FROM sessions ORDER BY id"));
        Assert.Equal(
            test.Sql.Rows("SELECT agent_name, session_id, coalesce(sum(cost_e10), 0), count(*) - count(cost_e10) FROM ai_usage WHERE agent_name <> '' GROUP BY 1, 2 ORDER BY 1, 2"),
            test.Sql.Rows("SELECT agent_name, session_id, cost_e10, unpriced_calls FROM session_agents ORDER BY 1, 2"));
        Assert.Equal(
            test.Sql.Rows("SELECT count(*), coalesce(sum(duration), 0), coalesce(sum(cost_e10), 0), coalesce(sum(unpriced_calls), 0) FROM sessions WHERE status = 'completed'"),
            test.Sql.Rows("SELECT sessions, duration, cost_e10, unpriced_calls FROM completed_totals"));
        KeptSlots.AssertMirror(test.Sql);
    }

    private static string Row(StatedCall call) => string.Join('|', (object[])
    [
        call.Agent, call.Conversation, call.ResponseId ?? "", call.Model, call.Time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        call.Tokens.Input, call.Tokens.Write, call.Tokens.WriteHour, call.Tokens.Read, call.Tokens.Output, call.Tokens.Reasoning, call.WebSearches,
    ]);
}
