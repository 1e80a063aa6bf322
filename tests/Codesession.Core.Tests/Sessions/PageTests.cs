namespace Codesession.Core.Tests.Sessions;

/// <summary>Sessions as a page of a longer list: searched, put in order, counted, with who worked in them.</summary>
public sealed class PageTests : SessionTest
{
    [Theory]
    [InlineData("login")]
    [InlineData("LOGIN P")]
    [InlineData("in the ende")]
    [InlineData("/shop-front")]
    [InlineData("feature/cart")]
    [InlineData("Über Größe")]
    [InlineData("üBER grÖße")]
    [InlineData("Ж")]
    [InlineData("100%_done")]
    [InlineData(@"C:\temp")]
    [InlineData("[a*?]")]
    [InlineData("€[a*?]")]
    public void Text_is_found_in_names_notes_folders_branches_and_annotations_in_upper_or_lower_case(string text)
    {
        var session = Test.Start(Test.NewFolder("shop-front"));
        Test.Ledger.Sessions.Change(session.Id, "The login page", "fixed IN THE ENDEAVOUR");
        Test.Sql.Execute("UPDATE sessions SET branch = 'feature/cart' WHERE id = $1", session.Id);
        Test.Ledger.Notes.Add(session.Id, "über größe, then ж");
        Test.Ledger.Notes.Add(session.Id, @"100%_done, see C:\temp and €[a*?]");
        Test.Start(Test.NewFolder("other"));

        Assert.Equal([session.Id], Found(new() { Search = text }));
        Assert.Equal(1, Test.Ledger.Sessions.Count(new() { Search = text }));
    }

    [Theory]
    [InlineData("100%done")]
    [InlineData("w_rk")]
    [InlineData("w%k")]
    [InlineData("w?rk")]
    [InlineData("[w]ork")]
    [InlineData("ö*")]
    [InlineData(@"\")]
    public void No_character_of_a_text_stands_for_others(string text)
    {
        var session = Test.Start(Test.Work);
        Test.Ledger.Notes.Add(session.Id, "100% and then done, öffnen");

        Assert.Empty(Found(new() { Search = text }));
    }

    [Fact]
    public void An_empty_text_finds_all_and_one_that_is_too_long_is_refused()
    {
        Test.Start();

        Assert.Single(Found(new() { Search = "" }));
        Assert.Empty(Found(new() { Search = new string('x', SessionQuery.LongestSearch) }));
        var error = Assert.Throws<CodesessionException>(() => Found(new() { Search = new string('x', SessionQuery.LongestSearch + 1) }).ToList());
        Assert.Equal(ErrorCode.InvalidInput, error.Code);
    }

    [Fact]
    public void Agents_and_models_narrow_by_their_exact_names()
    {
        var first = Test.Start(Test.NewFolder("a")).Id;
        var second = Test.Start(Test.NewFolder("b")).Id;
        AddCall(first, model: "opus", agent: "Codex");
        AddCall(second, model: "opus", agent: "Claude Code");
        AddCall(second, model: "haiku");

        Assert.Equal([first], Found(new() { AgentName = "Codex" }));
        Assert.Equal([second, first], Found(new() { Model = "opus" }));
        Assert.Equal([second], Found(new() { Model = "haiku" }));
        Assert.Equal([second], Found(new() { Model = "opus", AgentName = "Claude Code" }));
        Assert.Empty(Found(new() { Model = "OPUS" }));
        Assert.Empty(Found(new() { AgentName = "Claude" }));
    }

    [Fact]
    public async Task Each_order_has_two_directions_and_breaks_ties_by_the_start()
    {
        var ids = new List<long>();
        foreach (var name in (string[])["beta", "Alpha", "gamma", "alpha"])
        {
            ids.Add((await Test.StartAsync(Test.NewFolder($"f{ids.Count}"), name)).Session.Id);
            Test.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        var (a, b, c, d) = (ids[0], ids[1], ids[2], ids[3]);
        AddCall(a, cost: 0.2m);
        AddCall(b, cost: 0.3m);
        AddCall(b, cost: 0.3m);
        AddCall(c, cost: null);
        // Of the longest by now one goes on.
        await Test.EndAsync(b);
        Test.Clock.Advance(TimeSpan.FromHours(1));
        Test.Sql.Execute("UPDATE sessions SET files_changed = id % 3, commits = 10 - id");

        Assert.Equal([d, c, b, a], Ordered(SessionOrder.Start));
        Assert.Equal([b, a, d, c], Ordered(SessionOrder.Cost));
        Assert.Equal([b, c, a, d], Ordered(SessionOrder.Tokens));
        Assert.Equal([a, c, d, b], Ordered(SessionOrder.Duration));
        Assert.Equal([b, d, a, c], Ordered(SessionOrder.Files));
        Assert.Equal([a, b, c, d], Ordered(SessionOrder.Commits));
        Assert.Equal([b, c, a, d], Ordered(SessionOrder.Calls));
        Assert.Equal([c, a, d, b], Ordered(SessionOrder.Name));
        Assert.All(Enum.GetValues<SessionOrder>(), order => Assert.Equal(Ordered(order), Found(new() { Order = order, Ascending = true }).Reverse()));
    }

    [Fact]
    public void Pages_of_any_order_join_without_gap_or_overlap()
    {
        foreach (var i in Enumerable.Range(0, 23))
        {
            AddCall(Test.Start(Test.NewFolder($"f{i}")).Id, cost: i % 4);
        }

        Assert.All(Enum.GetValues<SessionOrder>(), order =>
        {
            var query = new SessionQuery { Order = order };
            var pages = Enumerable.Range(0, 4).SelectMany(page => Found(query with { Skip = 7 * page, Limit = 7 }));
            Assert.Equal(Found(query), pages);
        });
        Assert.Equal(23, Test.Ledger.Sessions.Count(new() { Skip = 7, Limit = 7 }));
    }

    [Fact]
    public void A_page_tells_agents_and_models_of_each_session_once()
    {
        var busy = Test.Start(Test.NewFolder("a")).Id;
        var idle = Test.Start(Test.NewFolder("b")).Id;
        AddCall(busy, model: "opus", agent: "Codex");
        AddCall(busy, model: "haiku", agent: "Codex", cost: 0.2m);
        AddCall(busy, model: "opus", agent: "Claude Code", cost: 0.3m);
        var removed = AddCall(busy, model: "gone", agent: "Gone").Usage.Id;
        AddCall(busy, model: "nobody's", cost: 0.4m);
        Test.Ledger.Usage.Remove(removed);

        var page = Test.Ledger.Sessions.Page(new());

        Assert.Equal([idle, busy], page.Select(session => session.Id));
        Assert.Empty(page[0].Agents);
        Assert.Empty(page[0].Models);
        Assert.Equal(["Claude Code", "Codex"], page[1].Agents);
        Assert.Equal(["haiku", "nobody's", "opus"], page[1].Models);
        Assert.Equal(Test.Session(busy).AiCost, page[1].AiCost);
    }

    private IEnumerable<long> Found(SessionQuery query) => Test.Ledger.Sessions.List(query).Select(session => session.Id);

    private IEnumerable<long> Ordered(SessionOrder order) => Found(new() { Order = order });
}
