namespace Codesession.PowerShell.Tests.Budgets;

/// <summary>Budgets by cmdlets.</summary>
public sealed class BudgetTests : ModuleTest
{
    private BudgetState Set(string words) => Shell.Run($"Set-CsBudget {words} -PassThru").One<BudgetState>();

    private void Spend(decimal cost, string more = "") =>
        Shell.Run($"Add-CsAiUsage local my-model -Tokens 100 -Cost {cost.ToString(System.Globalization.CultureInfo.InvariantCulture)} {more}").AssertNoErrors();

    [Fact]
    public void A_budget_is_a_days_unless_told_and_a_sessions_where_one_is_named()
    {
        var session = Start();

        Assert.Equal("$10.00 a day", Set("10").Name);
        Assert.Equal("$5.50 a week", Set("5.50 Week").Name);
        Assert.Equal($"$5.00 for session {session.Id}", Shell.Run("Get-CsStatus | Set-CsBudget 5 -PassThru").One<BudgetState>().Name);
        Assert.Equal($"$5.00 a day for session {session.Id}", Set($"5 -Per Day -SessionId {session.Id}").Name);
        Assert.Equal($"$5.00 a session in {Repository.Root} for agent codex", Set("5 -Per Session -Project . -AgentName codex").Name);
    }

    [Fact]
    public void Setting_emits_nothing_unless_asked_and_the_same_kind_is_replaced()
    {
        Assert.Empty(Shell.Run("Set-CsBudget 10 -Per Total").Output);

        var replaced = Set("20 -Per Total -WarnAt 0.5");

        Assert.Equal((1L, 20m, 0.5m), (replaced.Id, replaced.Limit, replaced.Budget.WarnAt));
        Assert.Equal(replaced, Shell.Run("Get-CsBudget").One<BudgetState>());
    }

    [Fact]
    public void What_is_spent_is_told_by_budget()
    {
        Start();
        Set("1 -Per Total");
        Set("5 -Per Total -AgentName codex");
        Spend(0.75m);
        Spend(0.5m, "-AgentName codex");

        Assert.Equal([(1.25m, 0m, true), (0.5m, 4.5m, false)],
            Shell.Run("Get-CsBudget").All<BudgetState>().Select(state => (state.Spent, state.Remaining, state.Exceeded)));
        Assert.Equal(0.5m, Shell.Run("Get-CsBudget -Id 2").One<BudgetState>().Spent);
        Shell.Run("Get-CsBudget 99").Error("budget_not_found");
    }

    [Fact]
    public void Budgets_are_removed_by_id_and_by_pipeline()
    {
        Set("1 -Per Day");
        Set("2 -Per Week");
        Set("3 -Per Month");

        Assert.Empty(Shell.Run("Remove-CsBudget 1").Output);
        Shell.Run("Get-CsBudget | Where-Object Limit -eq 3 | Remove-CsBudget").AssertNoErrors();

        Assert.Equal(2, Shell.Run("Get-CsBudget").One<BudgetState>().Limit);
        var error = Shell.Run("Remove-CsBudget 1").Error("budget_not_found");
        Assert.Contains("Get-CsBudget lists", error.ErrorDetails.Message);
    }

    [Fact]
    public void What_would_be_set_or_removed_is_said_and_not_done()
    {
        Set("1 -Per Week");

        Shell.Run("Set-CsBudget 5 -AgentName codex -WhatIf").AssertNoErrors();
        Shell.Run("Get-CsBudget | Remove-CsBudget -WhatIf").AssertNoErrors();

        Assert.Contains("\"Set budget\" on target \"$5.00 a day for agent codex\"", Shell.Host.Shown);
        Assert.Contains("\"Remove budget\" on target \"1\"", Shell.Host.Shown);
        Assert.Equal("$1.00 a week", Shell.Run("Get-CsBudget").One<BudgetState>().Name);
    }

    [Theory]
    [InlineData("-1", "invalid_input")]
    [InlineData("100000001", "invalid_input")]
    [InlineData("1 -WarnAt 0", "invalid_input")]
    [InlineData("1 -WarnAt 80", "invalid_input")]
    [InlineData("1 -AgentName ' '", "invalid_input")]
    [InlineData("1 -SessionId 99", "session_not_found")]
    [InlineData("1 -Project env:", "invalid_input")]
    public void What_makes_no_sense_is_refused(string words, string code)
    {
        Shell.Run($"Set-CsBudget {words}").Error(code);

        Assert.Empty(Shell.Run("Get-CsBudget").Output);
    }

    [Fact]
    public void The_test_is_true_within_and_false_beyond()
    {
        Assert.True(Shell.Run("Test-CsBudget").One<bool>());
        Set("1 -Per Total -Project .");
        Assert.True(Shell.Run("Test-CsBudget").One<bool>());
        var session = Start();
        Spend(0.5m);
        Assert.True(Shell.Run("Test-CsBudget").One<bool>());
        Spend(0.5m);

        Assert.False(Shell.Run("Test-CsBudget").One<bool>());
        Assert.False(Shell.Run($"Test-CsBudget -SessionId {session.Id}").One<bool>());
        Assert.False(Shell.Run("Get-CsSession | Test-CsBudget").One<bool>());
        Assert.Equal(["budget: $1.00 of $1.00 in all in " + Repository.Root + " spent, nothing left"], Shell.Run("Test-CsBudget -Verbose").Verbose);
        Shell.Run("Test-CsBudget 99").Error("session_not_found");

        // Where no session is active, it is asked for one to be started here.
        Shell.Run("Stop-CsSession").AssertNoErrors();
        Assert.False(Shell.Run("Test-CsBudget").One<bool>());
    }

    [Fact]
    public void The_budget_of_an_agent_is_tested_where_the_agent_is_named()
    {
        Start();
        Set("1 -Per Total -AgentName codex");
        Spend(2, "-AgentName codex");

        Assert.True(Shell.Run("Test-CsBudget").One<bool>());
        Assert.False(Shell.Run("Test-CsBudget -AgentName codex").One<bool>());
        Assert.Null(Shell.Run("Get-CsStatus").One<SessionStatus>().Budget);
        Environment.SetEnvironmentVariable("CODESESSION_AGENT_NAME", "codex");
        Assert.False(Shell.Run("Test-CsBudget").One<bool>());
        Assert.Equal(2, Shell.Run("Get-CsStatus").One<SessionStatus>().Budget!.Spent);
    }

    [Fact]
    public void A_call_that_crosses_a_budget_is_recorded_with_a_warning()
    {
        Start();
        Set("1 -Per Total");

        Assert.Empty(Shell.Run("Add-CsAiUsage local my-model -Tokens 100 -Cost 0.5").Warnings);
        Assert.Equal(["The budget is nearly used up: $0.90 of $1.00 in all spent."], Shell.Run("Add-CsAiUsage local my-model -Tokens 100 -Cost 0.4").Warnings);
        Assert.Equal(["The budget is exceeded: $4.90 of $1.00 in all spent."],
            Shell.Run("1..4 | ForEach-Object { [pscustomobject]@{ Provider = 'local'; Model = 'my-model'; Tokens = $_; Cost = 1 } } | Add-CsAiUsage").Warnings);
        Assert.Equal(6, Shell.Run("Get-CsStatus").One<SessionStatus>().AiCalls);
    }

    [Fact]
    public void A_session_may_be_started_with_a_budget()
    {
        var session = Shell.Run("Start-CsSession work -Budget 2.5").One<Session>();

        var status = Shell.Run("Get-CsStatus").One<SessionStatus>();

        Assert.Equal((2.5m, (long?)session.Id), (status.Budget!.Limit, status.Budget.SessionId));
        Shell.Run("Start-CsSession other -CloseStale -Budget -1").Error("invalid_input");
        Assert.Equal(SessionPhase.Active, Shell.Run("Get-CsSession").One<Session>().Status);
    }

    [Fact]
    public void A_dear_session_without_a_budget_carries_a_warning()
    {
        var session = Start();
        Spend(5.01m);

        var shown = Shell.Show("Get-CsStatus");

        Assert.Equal($"Session {session.Id} has cost $5.01, and no budget is set.", Shell.Run("Get-CsStatus").One<SessionStatus>().Warning);
        Assert.EndsWith($"\nWarning  : Session {session.Id} has cost $5.01, and no budget is set.", shown);
        Set("6 -Per Session");
        Assert.EndsWith("\nBudget   : $5.01 of $6.00 a session spent, $0.99 left", Shell.Show("Get-CsStatus"));
    }

    [Fact]
    public void Both_doors_tell_the_same()
    {
        Start();
        Set("1 -Per Total");
        Spend(2);

        Assert.Equal("2|False", Shell.Run("cs budget check | Out-Null; \"$LASTEXITCODE|$(Test-CsBudget)\"").One<string>());
    }

    [Fact]
    public void Tab_offers_budgets_with_their_names()
    {
        Set("1 -Per Week");

        Assert.Equal([("1", "1 $1.00 a week")], Shell.Complete("Remove-CsBudget ").Select(offer => (offer.CompletionText, offer.ListItemText)));
        Assert.Contains("Month", Shell.Complete("Set-CsBudget 5 -Per ").Select(offer => offer.CompletionText));
    }
}
