namespace Codesession.Core.Tests.Sessions;

/// <summary>What the commits of a session cost.</summary>
public sealed class CommitCostTests : SessionTest
{
    [Fact]
    public async Task A_commit_costs_the_calls_since_the_one_before_and_the_rest_is_told_apart()
    {
        var repository = GitRepository.Create(Test);
        var id = Test.Start(repository.Root).Id;
        CallAfter(id, 10, 0.1m);
        CallAfter(id, 10, 0.2m);
        CommitAfter(repository, 10);
        CommitAfter(repository, 10);
        CallAfter(id, 10, null);
        CommitAfter(repository, 10);
        CallAfter(id, 10, 0.4m);
        Test.Clock.Advance(TimeSpan.FromSeconds(10));
        await Test.EndAsync(id);

        var costs = Test.Ledger.Sessions.CommitCosts(id);

        Assert.Equal([new(2, 0, 200, 0.3m), new(0, 0, 0, 0m), new(1, 1, 100, 0m)], costs.Commits.Select(commit => commit.Calls));
        Assert.Equal(Test.Ledger.Sessions.Commits(id), costs.Commits.Select(commit => commit.Commit));
        Assert.Equal(new(1, 0, 100, 0.4m), costs.Uncommitted);
    }

    [Fact]
    public void Without_a_commit_all_is_uncommitted_and_every_call_counts_once()
    {
        var id = Test.Start().Id;
        CallAfter(id, 0, 0.1m);
        // An import may add what was before.
        CallAfter(id, -3600, 0.2m);

        var costs = Test.Ledger.Sessions.CommitCosts(id);

        Assert.Empty(costs.Commits);
        Assert.Equal(new(2, 0, 200, 0.3m), costs.Uncommitted);
    }

    [Fact]
    public void What_was_in_the_second_of_a_commit_led_to_the_first_commit_of_that_second()
    {
        var id = Test.Start().Id;
        CallAfter(id, 10.999, 0.1m);
        CallAfter(id, 0.001, 0.2m);
        Committed(id, 10, 10);

        var costs = Test.Ledger.Sessions.CommitCosts(id);

        Assert.Equal([new(1, 0, 100, 0.1m), new(0, 0, 0, 0m)], costs.Commits.Select(commit => commit.Calls));
        Assert.Equal(new(1, 0, 100, 0.2m), costs.Uncommitted);
    }

    [Fact]
    public void Commits_are_put_in_the_order_of_their_times_whatever_was_recorded_first()
    {
        var id = Test.Start().Id;
        CallAfter(id, 5, 0.1m);
        CallAfter(id, 10, 0.2m);
        Committed(id, 20, 10);

        Assert.Equal([0.2m, 0.1m], Test.Ledger.Sessions.CommitCosts(id).Commits.Select(commit => commit.Calls!.Cost));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3600)]
    public void A_commit_of_another_time_leaves_what_it_may_have_cost_unknown(double outside)
    {
        var id = Test.Start().Id;
        foreach (var cost in (decimal[])[0.1m, 0.2m, 0.4m, 0.8m]) CallAfter(id, 10, cost);
        Committed(id, 15, outside, 25, 35);

        var costs = Test.Ledger.Sessions.CommitCosts(id);

        Assert.Equal([0.1m, null, null, 0.4m], costs.Commits.Select(commit => commit.Calls?.Cost));
        Assert.Equal(0.8m, costs.Uncommitted!.Cost);
    }

    [Fact]
    public void Where_the_last_commit_is_of_another_time_it_is_not_known_what_came_behind()
    {
        var id = Test.Start().Id;
        CallAfter(id, 10, 0.1m);
        Committed(id, 15, -60);

        var costs = Test.Ledger.Sessions.CommitCosts(id);

        Assert.Equal([0.1m, null], costs.Commits.Select(commit => commit.Calls?.Cost));
        Assert.Null(costs.Uncommitted);
    }

    [Fact]
    public void A_session_starts_and_ends_within_a_second_that_counts()
    {
        Test.Clock.Advance(TimeSpan.FromSeconds(0.9));
        var id = Test.Start().Id;
        Committed(id, 0);

        Assert.NotNull(Assert.Single(Test.Ledger.Sessions.CommitCosts(id).Commits).Calls);
    }

    [Fact]
    public void A_session_that_is_not_there_has_none()
    {
        Assert.Equal(ErrorCode.SessionNotFound, Assert.Throws<CodesessionException>(() => Test.Ledger.Sessions.CommitCosts(99)).Code);
    }

    private void CallAfter(long id, double seconds, decimal? cost)
    {
        if (seconds > 0) Test.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Test.Ledger.Usage.Add(new()
        {
            SessionId = id, Provider = "p", Model = "m", Source = UsageSource.Log, Tokens = 100, Cost = cost,
            Timestamp = Test.Clock.GetUtcNow().AddSeconds(Math.Min(0, seconds)), EventId = $"{Guid.NewGuid()}", ConversationId = "c",
        });
    }

    private void CommitAfter(GitRepository repository, double seconds)
    {
        Test.Clock.Advance(TimeSpan.FromSeconds(seconds));
        repository.Commit("work");
    }

    /// <summary>Records commits of those whole seconds after the start.</summary>
    private void Committed(long id, params double[] seconds)
    {
        foreach (var (i, after) in seconds.Index())
        {
            var time = DateTimeOffset.FromUnixTimeSeconds(Test.Session(id).StartTime.AddSeconds(after).ToUnixTimeSeconds());
            Test.Sql.Execute("INSERT INTO commits (session_id, hash, message, timestamp) VALUES ($1, $2, 'm', $3)",
                id, $"{i:0000000}", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        }
    }
}
