using System.Globalization;

namespace Codesession.Core.Tests.Sessions;

/// <summary>A session around an agent in one's own program.</summary>
public sealed class AgentSessionTests : SessionTest
{
    private static readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    private AgentSessionOptions Options => new() { Ledger = Test.Options, Directory = Test.Work };

    [Fact]
    public async Task It_records_calls_by_the_price_of_their_model()
    {
        await using var session = await AgentSession.StartAsync("work", Options with { AgentName = "fixer" }, cancel);

        var receipt = session.Log("anthropic", "claude-sonnet-4-5", promptTokens: 12_000, completionTokens: 800);
        session.Log(session.Call("anthropic", "claude-sonnet-4-5") with { PromptTokens = 10_000, CacheReadTokens = 10_000, CompletionTokens = 1, RequestId = "one" });
        session.Log(session.Call("anthropic", "claude-sonnet-4-5") with { PromptTokens = 10_000, CacheReadTokens = 10_000, CompletionTokens = 1, RequestId = "one" });

        Assert.Equal(((12_000 * 3m) + (800 * 15m)) / 1_000_000, receipt.Usage.Cost);
        Assert.Equal("fixer", receipt.Usage.AgentName);
        Assert.Equal(2, session.Status.AiCalls);
        Assert.Equal(receipt.Usage.Cost + (((10_000 * 0.3m) + 15m) / 1_000_000), session.Spent);
        Assert.Null(session.BudgetRemaining);
        Assert.True(session.CanAfford(1_000_000));
    }

    [Fact]
    public async Task The_call_that_uses_up_the_budget_is_recorded_before_it_is_told()
    {
        await using var session = await AgentSession.StartAsync("work", Options with { Budget = 1 }, cancel);
        session.Log("p", "m", 100, 10, cost: 0.4m);
        Assert.Equal(0.6m, session.BudgetRemaining);
        Assert.True(session.CanAfford(0.6m));
        Assert.False(session.CanAfford(0.61m));

        var exceeded = Assert.Throws<BudgetExceededException>(() => session.Log("p", "m", 100, 10, cost: 0.7m));

        Assert.Equal((ErrorCode.BudgetExceeded, 1.1m, 1m), (exceeded.Code, exceeded.Budget.Spent, exceeded.Budget.Limit));
        Assert.Equal(1.1m, Test.Ledger.Sessions.Find(session.Id)!.AiCost);
        Assert.Equal(exceeded.Receipt.Usage.Id, Test.Ledger.Usage.Of(session.Id).Max(call => call.Id));
        Assert.Equal(0, session.BudgetRemaining);
        Assert.False(session.CanAfford(0));
    }

    [Fact]
    public async Task Budgets_that_others_have_set_count_too()
    {
        Test.Ledger.Budgets.Set(new() { Limit = 0.5m, Period = BudgetPeriod.Day, AgentName = "fixer" });
        await using var session = await AgentSession.StartAsync("work", Options with { AgentName = "fixer", Budget = 10 }, cancel);

        var exceeded = Assert.Throws<BudgetExceededException>(() => session.Log("p", "m", 100, 10, cost: 0.5m));

        Assert.Equal("fixer", exceeded.Budget.Budget.AgentName);
        session.Log(session.Call("p", "m") with { Tokens = 1, Cost = 0.5m, AgentName = "other" });
    }

    [Fact]
    public async Task A_model_without_a_price_is_recorded_as_unpriced_unless_a_price_is_required()
    {
        await using (var session = await AgentSession.StartAsync("work", Options, cancel))
        {
            Assert.Null(session.Log("acme", "unheard-of", 100, 10).Usage.Cost);
            Assert.Equal(1, session.Status.UnpricedCalls);
        }
        await using var strict = await AgentSession.StartAsync("strict", Options with { RequirePrice = true }, cancel);
        await RefusedAsync(ErrorCode.UnknownModel, () => Task.FromResult(strict.Log("acme", "unheard-of", 100, 10)));
        Assert.Equal(0, strict.Status.AiCalls);
    }

    [Fact]
    public async Task It_ends_when_it_is_disposed_with_what_git_says_has_changed()
    {
        var repository = GitRepository.Create(Test);
        long id;
        using (var session = await AgentSession.StartAsync("work", Options with { Directory = repository.Root }, cancel))
        {
            id = session.Id;
            session.AddNote("half way");
            repository.Commit("Second", "b.txt");
        }

        Assert.Equal(SessionPhase.Completed, Test.Ledger.Sessions.Find(id)!.Status);
        Assert.Equal(["created b.txt"], Files(id));
        Assert.Equal("Second", Assert.Single(Test.Ledger.Sessions.Commits(id)).Message);
        Assert.Equal("half way", Assert.Single(Test.Ledger.Notes.Of(id)).Message);
    }

    [Fact]
    public async Task Ended_or_removed_by_another_it_is_let_go_quietly()
    {
        var ended = await AgentSession.StartAsync("one", Options, cancel);
        await Test.EndAsync(ended.Id);
        await RefusedAsync(ErrorCode.SessionNotFound, () => Task.FromResult(ended.Log("p", "m", 1, 1, 1)));
        Assert.Equal(SessionPhase.Completed, (await ended.EndAsync("again", cancel)).Session.Status);
        await ended.DisposeAsync();
        await ended.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => ended.Spent);

        var removed = await AgentSession.StartAsync("two", Options, cancel);
        Test.Ledger.Sessions.Remove(removed.Id);
        await removed.DisposeAsync();
    }

    [Fact]
    public async Task A_second_one_in_the_folder_is_refused_or_resumes_the_first()
    {
        var first = await AgentSession.StartAsync("first", Options, cancel);

        await RefusedAsync(ErrorCode.SessionActive, () => AgentSession.StartAsync("second", Options, cancel));
        await using (var again = await AgentSession.StartAsync("second", Options with { Resume = true }, cancel))
        {
            Assert.Equal(first.Id, again.Id);
        }
        await first.DisposeAsync();
    }

    [Fact]
    public async Task Calls_from_many_threads_are_all_recorded()
    {
        await using var session = await AgentSession.StartAsync("work", Options, cancel);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 25; i++)
            {
                session.Log(session.Call("p", $"m{thread}") with { Tokens = 7, Cost = 0.0000000001m, RequestId = $"{thread}-{i}" });
                _ = session.Spent;
            }
        }, cancel)));

        var summary = await session.EndAsync(cancel: cancel);
        Assert.Equal((200, 1_400, 0.00000002m), (summary.Session.AiCalls, summary.Session.AiTokens, summary.Session.AiCost));
        Assert.Equal(8, summary.Session.Models.Count);
    }

    [Fact]
    public async Task Work_that_stops_at_a_budget_is_summed_up()
    {
        var summary = await AgentSession.RunAsync("work", Options with { Budget = 1 }, (session, _) =>
        {
            for (var i = 0; ; i++) session.Log("p", i.ToString(CultureInfo.InvariantCulture), 1, 1, 0.6m);
        }, cancel);

        Assert.True(summary.BudgetExceeded);
        Assert.Equal((1.2m, SessionPhase.Completed), (summary.Session.AiCost, summary.Session.Status));
        Assert.StartsWith("Budget exceeded", summary.Session.Notes);
    }

    [Fact]
    public async Task Work_that_fails_ends_its_session_and_its_words_are_not_kept()
    {
        long id = 0;
        await Assert.ThrowsAsync<InvalidOperationException>(() => AgentSession.RunAsync("work", Options, (session, _) =>
        {
            id = session.Id;
            throw new InvalidOperationException("key sk-123");
        }, cancel));

        var session = Test.Ledger.Sessions.Find(id)!;
        Assert.Equal((SessionPhase.Completed, "Stopped by InvalidOperationException"), (session.Status, session.Notes));
    }

    [Fact]
    public async Task Ended_by_another_while_git_is_asked_it_is_summed_up()
    {
        AgentSession? session = null;
        session = await AgentSession.StartAsync("work", InterruptedAtTheEnd(() => Test.EndAsync(session!.Id, "theirs").GetAwaiter().GetResult()), cancel);

        var summary = await session.EndAsync("ours", cancel);

        Assert.Equal((SessionPhase.Completed, "theirs"), (summary.Session.Status, summary.Session.Notes));
        await session.DisposeAsync();
    }

    [Fact]
    public async Task While_its_end_asks_git_nobody_waits_for_it()
    {
        AgentSession? session = null;
        var (noted, disposed) = (false, false);
        session = await AgentSession.StartAsync("work", InterruptedAtTheEnd(() =>
        {
            noted = Task.Run(() => session!.AddNote("meanwhile")).Wait(TimeSpan.FromSeconds(30));
            disposed = Task.Run(session!.Dispose).Wait(TimeSpan.FromSeconds(30));
        }), cancel);

        await session.DisposeAsync();

        Assert.Equal((true, true), (noted, disposed));
        Assert.Equal(SessionPhase.Completed, Test.Session(session.Id).Status);
        Assert.Equal("meanwhile", Assert.Single(Test.Ledger.Notes.Of(session.Id)).Message);
        Assert.Throws<ObjectDisposedException>(() => session.AddNote("late"));
    }

    [Fact]
    public Task Work_that_fails_is_heard_of_though_its_session_is_gone() =>
        Assert.ThrowsAsync<TimeoutException>(() => AgentSession.RunAsync("work", Options, (session, _) =>
        {
            Test.Ledger.Sessions.Remove(session.Id);
            throw new TimeoutException();
        }, cancel));

    [Fact]
    public async Task Work_that_fails_is_heard_of_though_the_ledger_is_out_of_reach()
    {
        var place = Test.Options with { BusyTimeout = TimeSpan.Zero };
        using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Test.DatabasePath};Pooling=False");
        await Assert.ThrowsAsync<TimeoutException>(() => AgentSession.RunAsync("work", Options with { Ledger = place }, (_, _) =>
        {
            other.Open();
            using var lockIt = other.CreateCommand();
            lockIt.CommandText = "BEGIN IMMEDIATE";
            lockIt.ExecuteNonQuery();
            throw new TimeoutException();
        }, cancel));
    }

    [Fact]
    public async Task Work_that_stops_at_the_budget_of_a_calls_own_agent_says_so()
    {
        Test.Ledger.Budgets.Set(new() { Limit = 0.5m, Period = BudgetPeriod.Total, AgentName = "helper" });

        var summary = await AgentSession.RunAsync("work", Options, (session, _) =>
        {
            session.Log(session.Call("p", "m") with { Tokens = 1, Cost = 1, AgentName = "helper" });
            return Task.CompletedTask;
        }, cancel);

        Assert.True(summary.BudgetExceeded);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_refused()
    {
        var error = await RefusedAsync(ErrorCode.InvalidInput,
            () => AgentSession.StartAsync("work", Options with { Directory = Path.Combine(Test.Work, "nowhere") }, cancel));

        Assert.Equal(Path.Combine(Test.Work, "nowhere"), error.Subject);
        Assert.Empty(Test.Ledger.Sessions.List());
    }

    // Its start asks git for the first time, its end for the second.
    private AgentSessionOptions InterruptedAtTheEnd(Action meanwhile) => new()
    {
        Ledger = Test.Options with { Git = new InterruptedGit(Test.Options.Git, meanwhile, reading: 2) },
        Directory = GitRepository.Create(Test).Root,
    };
}
