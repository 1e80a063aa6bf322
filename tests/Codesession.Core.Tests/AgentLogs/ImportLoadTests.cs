using Codesession.AgentLogTrees;
using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>An import of so much that indexes and triggers are put aside leaves what any other does; one that is stopped leaves what it had.</summary>
public sealed class ImportLoadTests : ImportTest
{
    private static readonly LogTreeSize Large = Small with { ClaudeLines = 9_000, ClaudeSessions = 30, CodexResponses = 4_000 };

    [Fact]
    public void Much_at_once_leaves_the_same_as_little_by_little()
    {
        WriteTree(Large);
        using var other = new TestLedger();

        var much = Import(request => request with { MuchToRead = 0 });
        var little = Import(ledger: other.Ledger);

        Assert.Equal(Stated, Calls);
        Assert.Equal(ContentOf(other), ContentOf(Test));
        Assert.Equal(other.Sql.Schema(), Test.Sql.Schema());
        const string files = "SELECT path, agent, size, modified, position, fingerprint, state, since FROM log_files ORDER BY path";
        Assert.Equal(other.Sql.Rows(files), Test.Sql.Rows(files));
        Assert.Equal(other.Sql.Rows("SELECT agent, conversation_id FROM conversations ORDER BY 1, 2"), Test.Sql.Rows("SELECT agent, conversation_id FROM conversations ORDER BY 1, 2"));
        Assert.Equal(other.Sql.Rows("SELECT name, seq FROM sqlite_sequence ORDER BY 1"), Test.Sql.Rows("SELECT name, seq FROM sqlite_sequence ORDER BY 1"));
        Assert.Equal(Figures(little), Figures(much));
        AssertSound(Test);
    }

    [Fact]
    public void Much_that_is_partly_known_leaves_the_same()
    {
        WriteTree(Large);
        var files = Files.ToDictionary(file => file, File.ReadAllBytes);
        foreach (var (number, (file, bytes)) in files.Index()) File.WriteAllBytes(file, bytes[..(bytes.Length * (number % 10) / 100)]);
        Import();
        foreach (var (file, bytes) in files) File.WriteAllBytes(file, bytes);

        Import(request => request with { MuchToRead = 0 });

        AssertComplete();
        Assert.Equal(0, Import(request => request with { MuchToRead = 0, Reread = true }).Agents.Sum(agent => agent.Calls));
        AssertComplete();
    }

    [Fact]
    public void Removing_and_adding_calls_afterwards_moves_the_totals()
    {
        WriteTree(Small);
        Import(request => request with { MuchToRead = 0 });

        Test.Ledger.Usage.Remove(Test.Sql.Number("SELECT max(id) FROM ai_usage"));
        Test.Ledger.Usage.Add(new NewUsage { SessionId = 1, Provider = "somebody", Model = "gpt-5", Source = UsageSource.Proxy, PromptTokens = 10, CompletionTokens = 5 });

        AssertSound(Test);
    }

    [Fact]
    public void Much_that_fails_in_the_middle_changes_nothing()
    {
        WriteTree(Large);
        var session = Test.Start();
        Test.Ledger.Usage.Add(new NewUsage { SessionId = session.Id, Provider = "somebody", Model = "gpt-5", Source = UsageSource.Proxy, PromptTokens = 10, CompletionTokens = 5 });
        var (content, schema) = (ContentOf(Test), Test.Sql.Schema());

        Assert.Throws<TimeoutException>(() => Test.Ledger.Logs.Import(Request with { MuchToRead = 0 }, new After(5, () => throw new TimeoutException()), TestContext.Current.CancellationToken));

        Assert.Equal(content, ContentOf(Test));
        Assert.Equal(schema, Test.Sql.Schema());
        Assert.Equal(0, Test.Sql.Number("SELECT count(*) FROM log_files"));
        Import(request => request with { MuchToRead = 0 });
        Assert.Superset(Stated.ToHashSet(), Calls.ToHashSet());
        Assert.Equal(Stated.Count + 1, Calls.Count);
        AssertSound(Test);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void What_was_recorded_before_somebody_stopped_it_stays_and_the_next_import_completes_it(long muchToRead)
    {
        WriteTree(Large);
        using var stop = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => Test.Ledger.Logs.Import(Request with { MuchToRead = muchToRead }, new After(5, stop.Cancel), stop.Token));

        var kept = Calls;
        Assert.True(kept.Count > 0, "Something was recorded before.");
        Assert.NotEqual(Stated.Count, kept.Count);
        AssertSound(Test);
        Import();
        AssertComplete();
    }

    [Fact]
    public void One_that_is_stopped_before_it_begins_leaves_nothing()
    {
        WriteTree(Small);

        Assert.Throws<OperationCanceledException>(() => Test.Ledger.Logs.Import(Request, cancel: new CancellationToken(canceled: true)));

        Assert.Empty(Calls);
        Import();
        AssertComplete();
    }

    private sealed class After(int reports, Action act) : IProgress<LogProgress>
    {
        private int told;

        public void Report(LogProgress value)
        {
            if (++told == reports) act();
        }
    }
}
