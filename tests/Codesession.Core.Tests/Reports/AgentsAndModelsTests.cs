using Codesession.Core.Tests.Sessions;
using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Reports;

/// <summary>Who worked in a session, and which model cost it most.</summary>
public sealed class AgentsAndModelsTests : SessionTest
{
    [Fact]
    public void Agents_are_listed_in_the_order_of_their_first_call()
    {
        var session = Test.Start();
        AddAt(session.Id, 3, "Codex");
        AddAt(session.Id, 1, "Gemini");
        AddAt(session.Id, 2, "Claude Code");
        AddAt(session.Id, 4, "Gemini");
        AddAt(session.Id, 0, null);
        AddAt(Test.Start(Test.NewFolder("other")).Id, 0, "Other");

        Assert.Equal(["Gemini", "Claude Code", "Codex"], Test.Ledger.Reports.Agents(session.Id));
        Assert.Empty(Test.Ledger.Reports.Agents(99));
    }

    [Fact]
    public void Agents_whose_first_calls_are_of_one_moment_keep_the_order_of_recording()
    {
        var session = Test.Start();
        foreach (var agent in (string[])["C", "A", "B"]) AddAt(session.Id, 0, agent);

        Assert.Equal(["C", "A", "B"], Test.Ledger.Reports.Agents(session.Id));
    }

    [Fact]
    public void The_top_model_is_the_one_that_cost_most_in_all()
    {
        var session = Test.Start();
        AddCall(session.Id, model: "once", cost: 0.5m);
        AddCall(session.Id, model: "often", cost: 0.3m);
        AddCall(session.Id, model: "often", cost: 0.3m);
        AddCall(session.Id, model: "often", cost: null);
        AddCall(session.Id, model: "unheard-of", cost: null);

        Assert.Equal(new ModelCost("often", 0.6m, 300), Test.Ledger.Reports.TopModel(session.Id));
    }

    [Fact]
    public void There_is_no_top_model_where_nothing_cost_anything()
    {
        var session = Test.Start();
        AddCall(session.Id, model: "free", cost: 0);
        AddCall(session.Id, model: "unheard-of", cost: null);

        Assert.Null(Test.Ledger.Reports.TopModel(session.Id));
        Assert.Null(Test.Ledger.Reports.TopModel(99));
    }

    private void AddAt(long session, int minute, string? agent) => Test.Ledger.Usage.Add(new()
    {
        SessionId = session,
        Provider = "p",
        Model = "m",
        Source = UsageSource.Log,
        Tokens = 1,
        Cost = 0,
        AgentName = agent,
        Timestamp = TestLedger.Noon.AddMinutes(minute),
    });
}
