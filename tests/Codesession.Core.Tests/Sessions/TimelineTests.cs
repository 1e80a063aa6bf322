namespace Codesession.Core.Tests.Sessions;

/// <summary>What happened in a session, in the order of time and page by page.</summary>
public sealed class TimelineTests : SessionTest
{
    [Fact]
    public async Task All_that_happened_comes_in_the_order_of_time_with_its_records()
    {
        var repository = GitRepository.Create(Test);
        var id = Test.Start(repository.Root).Id;
        Test.Clock.Advance(TimeSpan.FromMinutes(1));
        AddCall(id, model: "first");
        Test.Clock.Advance(TimeSpan.FromMinutes(1));
        var hash = repository.Commit("Second", "a.txt");
        Test.Clock.Advance(TimeSpan.FromMinutes(1));
        Test.Ledger.Notes.Add(id, "now the rest");
        Test.Clock.Advance(TimeSpan.FromMinutes(1));
        AddCall(id, model: "second");
        Test.Clock.Advance(TimeSpan.FromMinutes(1));
        await Test.EndAsync(id);

        var (items, next) = Test.Ledger.Sessions.Timeline(id);

        Assert.Null(next);
        Assert.Equal(
            [TimelineKind.Start, TimelineKind.Call, TimelineKind.Commit, TimelineKind.Note, TimelineKind.Call, TimelineKind.File, TimelineKind.End],
            items.Select(item => item.Kind));
        Assert.Equal(["first", "second"], items.Where(item => item.Kind == TimelineKind.Call).Select(item => item.Call!.Model));
        Assert.Equal(hash, items[2].Commit!.FullHash);
        Assert.Equal("now the rest", items[3].Note!.Message);
        Assert.Equal("a.txt", items[5].File!.FilePath);
        var start = Test.Session(id).StartTime;
        Assert.Equal([0, 1, 2, 3, 4, 5, 5], items.Select(item => (item.Time - start).TotalMinutes));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Pages_of_any_size_join_without_gap_or_overlap(int size)
    {
        var id = Filled();
        var all = Test.Ledger.Sessions.Timeline(id, limit: 1000).Items;

        Assert.Equal(1 + 12 + 12 + 6 + 6, all.Count);
        Assert.Equal(all, Pages(id, size));
        Assert.Equal(all.OrderBy(item => item.Time).ThenBy(item => item.Kind), all);
    }

    [Fact]
    public void A_page_begins_where_the_last_one_ended_whatever_happened_meanwhile()
    {
        var id = Filled();
        var first = Test.Ledger.Sessions.Timeline(id, limit: 5);
        var rest = Test.Ledger.Sessions.Timeline(id, first.Next, 1000).Items;

        // Later, earlier (an import may add it), and the very record that the cursor is of.
        Test.Clock.Advance(TimeSpan.FromSeconds(1));
        AddCall(id, model: "later");
        Test.Ledger.Usage.Add(new() { SessionId = id, Provider = "p", Model = "earlier", Source = UsageSource.Log, Tokens = 1, Cost = 0, Timestamp = first.Items[1].Time });
        var last = first.Items[^1];
        Test.Sql.Execute($"DELETE FROM {(last.Kind == TimelineKind.Call ? "ai_usage" : "session_notes")} WHERE id = $1", last.Call?.Id ?? last.Note!.Id);

        var now = Test.Ledger.Sessions.Timeline(id, first.Next, 1000).Items;
        Assert.Equal([.. rest, now[^1]], now);
        Assert.Equal("later", now[^1].Call!.Model);
    }

    [Fact]
    public void Only_the_kinds_that_are_asked_for_come()
    {
        var id = Filled();

        var found = Pages(id, 4, TimelineKind.Note, TimelineKind.Commit);

        Assert.Equal(12 + 6, found.Count);
        Assert.Equal([TimelineKind.Commit, TimelineKind.Note], found.Select(item => item.Kind).Distinct().Order());
        Assert.Empty(Pages(id, 4, TimelineKind.End));
        Assert.Empty(Test.Ledger.Sessions.Timeline(id, kinds: []).Items);
    }

    [Fact]
    public void Of_another_session_nothing_comes()
    {
        var other = Filled();
        var id = Test.Start(Test.NewFolder("another")).Id;

        Assert.Equal([TimelineKind.Start], Pages(id, 10).Select(item => item.Kind));
        Assert.All(Pages(other, 10), item => Assert.Equal(other, item.Call?.SessionId ?? item.File?.SessionId ?? item.Commit?.SessionId ?? item.Note?.SessionId ?? other));
    }

    [Fact]
    public void Times_in_forms_of_other_hands_get_lost_on_no_page()
    {
        var id = Filled();
        Test.Sql.Execute("UPDATE ai_usage SET timestamp = '11/20/2026 12:00' WHERE id % 4 = 0");
        Test.Sql.Execute("UPDATE ai_usage SET timestamp = 'yesterday. at 1.2' WHERE id % 4 = 1");

        Assert.Equal(12, Pages(id, 3).Where(item => item.Kind == TimelineKind.Call).DistinctBy(item => item.Call!.Id).Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("OS4yLjM")] // 9.2.3
    [InlineData("eC55Lno")] // x.y.z
    [InlineData("LTEuLTEu")] // -1.-1.
    public void A_text_that_is_no_cursor_is_refused(string cursor)
    {
        var id = Test.Start().Id;

        Assert.Equal(ErrorCode.InvalidInput, Assert.Throws<CodesessionException>(() => Test.Ledger.Sessions.Timeline(id, cursor)).Code);
    }

    [Fact]
    public void What_is_not_there_or_too_much_is_refused()
    {
        var id = Test.Start().Id;

        Assert.Equal(ErrorCode.SessionNotFound, Assert.Throws<CodesessionException>(() => Test.Ledger.Sessions.Timeline(99)).Code);
        Assert.Equal(ErrorCode.InvalidInput, Assert.Throws<CodesessionException>(() => Test.Ledger.Sessions.Timeline(id, limit: 0)).Code);
        Assert.Equal(ErrorCode.InvalidInput, Assert.Throws<CodesessionException>(() => Test.Ledger.Sessions.Timeline(id, limit: 1001)).Code);
    }

    /// <summary>A session with much that happened, some of it at the same times.</summary>
    private long Filled()
    {
        var id = Test.Start(Test.NewFolder("filled")).Id;
        foreach (var i in Enumerable.Range(0, 12))
        {
            Test.Clock.Advance(TimeSpan.FromSeconds(i % 3 == 0 ? 0 : 1));
            AddCall(id, model: $"m{i}", cost: i);
            Test.Ledger.Notes.Add(id, $"note {i}");
            if (i % 2 == 0)
            {
                Test.Ledger.Sessions.RecordFiles(id, [new($"f{i}", FileChangeType.Created)], complete: false);
                Test.Sql.Execute("INSERT INTO commits (session_id, hash, message, timestamp) VALUES ($1, $2, 'm', $3)",
                    id, $"{i:0000000}", Test.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
            }
        }
        return id;
    }

    private List<TimelineItem> Pages(long id, int size, params TimelineKind[] kinds)
    {
        var items = new List<TimelineItem>();
        for (string? cursor = null; ;)
        {
            var page = Test.Ledger.Sessions.Timeline(id, cursor, size, kinds.Length == 0 ? null : kinds);
            Assert.True(page.Items.Count <= size);
            items.AddRange(page.Items);
            if (page.Next is null)
            {
                return items;
            }
            cursor = page.Next;
        }
    }
}
