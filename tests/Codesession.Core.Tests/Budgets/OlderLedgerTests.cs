using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Budgets;

/// <summary>Ledgers from before there were budgets, and the original beside them.</summary>
public sealed class OlderLedgerTests : BudgetTest
{
    [Fact]
    public void A_ledger_of_schema_1_is_upgraded_with_a_copy_beside_it()
    {
        var schema = Test.Sql.Schema();
        Spend(1, agent: "codex");
        Spend(2, agent: "codex");
        Spend(4);
        Spend(null, agent: "codex");
        Test.Close();
        BackToSchema1();

        using var upgraded = Ledger.Open(Test.Options);

        Assert.Equal(schema, Test.Sql.Schema());
        Assert.Equal(5, Test.Sql.Number("PRAGMA user_version"));
        Assert.Equal(1, new SqlFile(Test.DatabasePath + ".v1.bak").Number("PRAGMA user_version"));
        upgraded.Budgets.Set(new() { Limit = 5, Period = BudgetPeriod.Total, AgentName = "codex" });
        var state = Assert.Single(upgraded.Budgets.StatesFor(Session.Id, "codex"));
        Assert.Equal((3m, 1), (state.Spent, state.UnpricedCalls));
        Assert.Equal(4, upgraded.Sessions.Find(Session.Id)!.AiCalls);
    }

    [Theory]
    [InlineData(Age.Earliest)]
    [InlineData(Age.Middle)]
    [InlineData(Age.Latest)]
    public void A_database_of_the_original_can_have_budgets(Age age)
    {
        var path = Path.Combine(Test.Folder, "original", "sessions.db");
        var original = OriginalTool.Create(path, age);
        var session = original.Start("theirs", Test.Work);
        original.LogCall(session, 100, 0.25);

        using var ledger = Ledger.Open(Test.Options with { DatabasePath = path });
        ledger.Budgets.Set(new() { Limit = 5, Period = BudgetPeriod.Session, Project = Test.Work });
        original.LogCall(session, 100, 0.5);

        Assert.Equal(0.75m, Assert.Single(ledger.Budgets.StatesFor(session)).Spent);
    }

    [Fact]
    public void The_originals_Start_Fresh_still_works()
    {
        Set(5, BudgetPeriod.Session, session: Session.Id);
        var days = Set(5, BudgetPeriod.Day);
        Spend(1, agent: "codex");
        Assert.NotNull(Reserve().Id);

        new OriginalTool(Test.DatabasePath).StartFresh();

        Assert.Equal(days, Assert.Single(Budgets.States()).Budget);
        Assert.Equal((0, 0m), (Reserved, Budgets.States()[0].Spent));
        Assert.Equal(0, Test.Sql.Number("SELECT count(*) FROM session_agents"));
        Assert.Equal("ok", Test.Sql.One("PRAGMA integrity_check"));
        Assert.Empty(Test.Sql.Rows("PRAGMA foreign_key_check"));
        Assert.True(Reserve(session: Test.Start().Id).IsGranted);
    }

    private void BackToSchema1() => Test.Sql.Execute("""
        DROP TABLE budgets; DROP TABLE reservations; DROP TABLE session_agents;
        DROP INDEX cs_usage_time; DROP INDEX cs_sessions_project;
        DROP TRIGGER cs_agent_call_inserted; DROP TRIGGER cs_agent_call_updated; DROP TRIGGER cs_agent_call_deleted;
        DROP TRIGGER cs_slot_call_inserted; DROP TRIGGER cs_slot_call_updated; DROP TRIGGER cs_slot_call_deleted; DROP TABLE usage_slots;
        ALTER TABLE ai_usage DROP COLUMN partial;
        DROP TABLE log_files; DROP TABLE conversations; DROP INDEX cs_usage_conversation;
        ALTER TABLE sessions DROP COLUMN branch; ALTER TABLE file_changes DROP COLUMN evidence; ALTER TABLE commits DROP COLUMN evidence;
        PRAGMA user_version = 1;
        """);
}
