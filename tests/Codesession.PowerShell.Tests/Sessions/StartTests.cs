using System.Management.Automation;

namespace Codesession.PowerShell.Tests.Sessions;

public sealed class StartTests : ModuleTest
{
    [Fact]
    public void A_second_one_in_the_repository_is_an_error_that_names_the_first()
    {
        var first = Start();

        var error = Shell.Run("Start-CsSession again").Error("session_active");

        Assert.Equal((ErrorCategory.ResourceExists, first.Id), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Single(Shell.Run("Get-CsSession").Output);
    }

    [Fact]
    public void Resume_answers_the_active_one() =>
        Assert.Equal(Start(), Shell.Run("Start-CsSession other -Resume").One<Session>());

    [Fact]
    public void Path_names_another_folder()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Home, "else where")).FullName;
        var shell = NewShell(Home);

        var session = shell.Run("Start-CsSession x -Path './else where'").One<Session>();

        Assert.Equal(folder, session.WorkingDirectory);
        Assert.Null(session.GitRoot);
        shell.Run("Start-CsSession x -Path ./nowhere").Error("invalid_input");
    }

    [Fact]
    public void CloseStale_ends_the_one_of_this_repository_without_a_question()
    {
        var old = Start("old");

        var started = Shell.Run("Start-CsSession new -CloseStale -Verbose");

        Assert.Equal("new", started.One<Session>().Name);
        Assert.Contains(started.Verbose, line => line.Contains($"Ended session {old.Id}"));
        Assert.Empty(Shell.Host.Terminal.Questions);
    }

    [Theory]
    [InlineData("", 'y', true)]
    [InlineData("", 'n', false)]
    [InlineData("-Confirm:$false", null, true)]
    [InlineData("-WhatIf", null, false)]
    public void CloseStale_asks_before_it_ends_idle_sessions_of_others(string option, char? answer, bool ends)
    {
        var idle = IdleSessionElsewhere();
        if (answer is { } letter)
        {
            Shell.Host.Terminal.Answers.Enqueue(letter);
        }

        Shell.Run($"Start-CsSession new -CloseStale {option}").AssertNoErrors();

        Assert.Equal(answer is null ? 0 : 1, Shell.Host.Terminal.Questions.Count);
        Assert.Equal(ends ? SessionPhase.Completed : SessionPhase.Active, Shell.Run("Get-CsSession -Id $id", ("id", idle)).One<Session>().Status);
        Assert.Equal(ends ? 2 : 1, Shell.Run("Get-CsSession").Output.Count);
    }

    [Fact]
    public void CloseStale_where_nobody_can_be_asked_ends_nothing()
    {
        var idle = IdleSessionElsewhere();

        var result = Shell.Run("Start-CsSession new -CloseStale");

        Assert.True(result.Terminating is not null || result.Errors.Count > 0);
        Assert.Equal(SessionPhase.Active, Shell.Run("Get-CsSession -Id $id", ("id", idle)).One<Session>().Status);
    }

    [Fact]
    public void WhatIf_starts_nothing()
    {
        Assert.Empty(Shell.Run("Start-CsSession x -WhatIf").All<Session>());
        Assert.Empty(Shell.Run("Get-CsSession").Output);
        Assert.Contains("What if: ", Shell.Host.Shown);
    }

    [Fact]
    public void A_folder_that_is_no_repository_is_a_place_too() =>
        Assert.Null(Shell.Run("Start-CsSession x -Path $there", ("there", Home)).One<Session>().GitRoot);

    private long IdleSessionElsewhere()
    {
        using var ledger = OpenLedger();
        var id = ledger.Sessions.StartAsync(new NewSession { Name = "idle", Folder = Home }).GetAwaiter().GetResult().Session.Id;
        Sql.Execute(DatabasePath, "UPDATE sessions SET start_time = '2026-01-01T00:00:00.000Z' WHERE id = $1", id);
        return id;
    }
}
