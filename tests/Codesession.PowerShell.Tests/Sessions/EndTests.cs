using System.Management.Automation;

namespace Codesession.PowerShell.Tests.Sessions;

/// <summary>Ending, resuming, repairing, changing and removing sessions.</summary>
public sealed class EndTests : ModuleTest
{
    [Fact]
    public void Without_an_id_the_active_session_of_the_folder_ends()
    {
        var session = Start();

        Assert.Empty(Shell.Run("Stop-CsSession").All<Session>());

        Assert.Equal((session.Id, SessionPhase.Completed), Shell.Run("Get-CsSession").One<Session>() is var ended ? (ended.Id, ended.Status) : default);
        Shell.Run("Stop-CsSession").Error("no_active_session");
    }

    [Fact]
    public void A_bad_item_of_a_pipeline_is_an_error_of_its_own_and_the_others_end()
    {
        var (first, second) = TwoSessions();

        var result = Shell.Run("$first, 99, $second | Stop-CsSession -PassThru", ("first", first), ("second", second.Id));

        Assert.Equal([first.Id, second.Id], result.Output.Select(item => ((Session)item.BaseObject).Id));
        var error = result.Error("session_not_found");
        Assert.Equal((ErrorCategory.ObjectNotFound, 99L), (error.CategoryInfo.Category, error.TargetObject));
    }

    [Theory]
    [InlineData('n', SessionPhase.Active)]
    [InlineData('y', SessionPhase.Completed)]
    public void A_session_of_another_folder_that_is_not_named_is_ended_only_on_a_yes(char answer, SessionPhase then)
    {
        var session = Start();
        var elsewhere = NewShell(Home);
        elsewhere.Host.Terminal.Answers.Enqueue(answer);

        elsewhere.Run("Stop-CsSession").AssertNoErrors();

        Assert.Contains(session.WorkingDirectory, Assert.Single(elsewhere.Host.Terminal.Questions));
        Assert.Equal(then, Shell.Run("Get-CsSession").One<Session>().Status);
    }

    [Fact]
    public void Neither_a_preference_nor_WhatIf_false_ends_a_session_of_another_folder_unasked()
    {
        var session = Start();
        var elsewhere = NewShell(Home);

        elsewhere.Run("$WhatIfPreference = $true; Stop-CsSession").AssertNoErrors();
        Assert.Empty(elsewhere.Host.Terminal.Questions);
        elsewhere.Run("$WhatIfPreference = $false; Stop-CsSession -WhatIf:$false");
        Assert.Single(elsewhere.Host.Terminal.Questions);
        Assert.Equal(session, Shell.Run("Get-CsSession").One<Session>());

        Assert.Equal(session.Id, elsewhere.Run("$ConfirmPreference = 'none'; Stop-CsSession -PassThru").One<Session>().Id);
    }

    [Fact]
    public void The_session_that_the_process_runs_under_is_ended_without_a_question()
    {
        var session = Start();
        Environment.SetEnvironmentVariable("CODESESSION_SESSION", $"{session.Id}");

        Assert.Equal(session.Id, NewShell(Home).Run("Stop-CsSession -PassThru").One<Session>().Id);
    }

    [Fact]
    public void Messages_say_what_to_do_with_cmdlets()
    {
        var session = Start();

        Assert.Contains($"Stop-CsSession -Id {session.Id}", Shell.Run("Start-CsSession x").Error("session_active").ToString());
        Assert.Contains("Get-CsSession", Shell.Run("Stop-CsSession 99").Error("session_not_found").ToString());
        Assert.Contains("Set-CsPricing 'made-up'", Shell.Run("Add-CsAiUsage acme made-up -Tokens 1").Error("unknown_model").ToString());
        Assert.Contains("-PromptTokens", Shell.Run("Add-CsAiUsage acme made-up").Error("missing_tokens").ToString());
    }

    [Fact]
    public void An_empty_pipeline_ends_nothing()
    {
        var session = Start();

        Shell.Run("Get-CsSession no-such-name | Stop-CsSession").AssertNoErrors();

        Assert.Equal(session, Shell.Run("Get-CsSession").One<Session>());
    }

    [Fact]
    public void With_ErrorAction_Stop_a_script_can_catch_the_code() =>
        Assert.Equal("session_not_found,Codesession.PowerShell.StopCsSessionCommand",
            Shell.Run("try { Stop-CsSession 99 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }").Text);

    [Fact]
    public void What_belongs_to_a_session_stands_for_it_and_never_by_its_own_id()
    {
        var (first, second) = TwoSessions();
        using (var ledger = OpenLedger())
        {
            // The call's own id is that of the first session.
            Assert.Equal(first.Id, ledger.Usage.Add(Call(second.Id)).Usage.Id);
        }

        Assert.Equal(second.Id, Shell.Run("Get-CsAiUsage | Stop-CsSession -PassThru").One<Session>().Id);
        Assert.Equal(second.Id, Shell.Run("Get-CsAiUsage | Get-CsSession").One<Session>().Id);
        Assert.Equal(second.Id, Shell.Run("Get-CsAiUsage | Get-CsStatus").One<SessionStatus>().Id);
        Assert.Equal(second.Id, Shell.Run("[pscustomobject]@{ Id = $id; Name = 'row' } | Get-CsSession", ("id", $"{second.Id}")).One<Session>().Id);
    }

    [Fact]
    public void Nothing_and_objects_that_only_look_like_one_are_no_session()
    {
        var session = Start();

        foreach (var wrong in (string[])["Stop-CsSession $null", "$null | Stop-CsSession", "Stop-CsSession ''", "[System.Diagnostics.Process]::GetCurrentProcess() | Stop-CsSession",
            "[pscustomobject]@{ SessionId = '' } | Stop-CsSession", "Get-CsAiUsage -SessionId $null"])
        {
            Assert.NotEmpty(Shell.Run(wrong).Errors);
        }

        Assert.Equal(session, Shell.Run("Get-CsSession").One<Session>());
    }

    [Fact]
    public void A_note_that_is_piped_is_its_text()
    {
        var session = Start();
        Shell.Run("Add-CsNote 'one'").AssertNoErrors();

        Assert.Equal("one", Shell.Run("Get-CsNote | Add-CsNote -PassThru").One<Note>().Message);
        Assert.NotEmpty(Shell.Run("Get-CsSession | Add-CsNote").Errors);
        Assert.Equal(2, Shell.Run("Get-CsNote").Output.Count);
        Assert.Equal(session.Id, Shell.Run("'a', 'b' | Add-CsNote -PassThru").All<Note>()[1].SessionId);
    }

    [Fact]
    public void Records_of_another_kind_are_not_removed_by_their_ids()
    {
        var session = Start();
        using var ledger = OpenLedger();
        var call = ledger.Usage.Add(Call(session.Id)).Usage;
        ledger.Notes.Add(session.Id, "note");

        foreach (var wrong in (string[])["Get-CsNote | Remove-CsAiUsage", "Get-CsSession | Remove-CsAiUsage", "Get-CsAiUsage | Remove-CsNote"])
        {
            Assert.NotEmpty(Shell.Run(wrong).Errors);
        }

        Assert.Equal(call, Assert.Single(ledger.Usage.Of(session.Id)));
        Assert.Single(ledger.Notes.Of(session.Id));
        Assert.Equal(0, Shell.Run("Get-CsAiUsage | Remove-CsAiUsage -PassThru").One<Session>().AiTokens);
        Assert.Equal(session.Id, Shell.Run("Get-CsNote | Remove-CsNote -PassThru").One<Session>().Id);
        Shell.Run("Remove-CsAiUsage 99").Error("call_not_found");
        Shell.Run("Remove-CsNote 99").Error("note_not_found");
    }

    [Fact]
    public void Resume_emits_the_active_one_of_the_folder_and_reopens_an_ended_one_by_id()
    {
        var session = Start();
        Assert.Equal(session, Shell.Run("Resume-CsSession").One<Session>());
        Shell.Run("Stop-CsSession").AssertNoErrors();

        var error = Shell.Run("Resume-CsSession").Error("no_active_session");
        Assert.Contains($"Resume-CsSession -Id {session.Id}", error.Exception.Message);

        Assert.Empty(Shell.Run("Resume-CsSession -Id $id -WhatIf", ("id", session.Id)).Output);
        Assert.Equal(SessionPhase.Active, Shell.Run("Get-CsSession | Resume-CsSession").One<Session>().Status);
    }

    [Fact]
    public void Repair_asks_and_ends_what_is_older()
    {
        var (first, second) = TwoSessions();
        Sql.Execute(DatabasePath, "UPDATE sessions SET start_time = '2026-01-01T00:00:00.000Z' WHERE id = $1", first.Id);

        Shell.Host.Terminal.Answers.Enqueue('n');
        Assert.Empty(Shell.Run("Repair-CsSession -PassThru").All<Session>());
        Assert.Contains($"{first.Id} \"{first.Name}\"", Assert.Single(Shell.Host.Terminal.Questions));

        Shell.Host.Terminal.Answers.Enqueue('y');
        var ended = Shell.Run("Repair-CsSession -PassThru").One<Session>();
        Assert.Equal((first.Id, SessionPhase.Completed, " [auto-recovered: stale session]"), (ended.Id, ended.Status, ended.Notes));

        Assert.Equal(second.Id, Shell.Run("Repair-CsSession -OlderThan 0 -PassThru -Confirm:$false").One<Session>().Id);
        Shell.Run("Repair-CsSession -OlderThan '-1:00' -Confirm:$false").Error("invalid_input");
        Assert.Contains("New-TimeSpan -Hours 48", Assert.Single(Shell.Run("Repair-CsSession -OlderThan 48 -Confirm:$false").Errors).ToString());
    }

    [Fact]
    public void Set_changes_name_and_note()
    {
        var session = Start();

        var changed = Shell.Run("Get-CsSession | Set-CsSession -Name better -Note 'see #7' -PassThru").One<Session>();

        Assert.Equal((session.Id, "better", "see #7"), (changed.Id, changed.Name, changed.Notes));
        Assert.Null(Shell.Run("Get-CsSession | Set-CsSession -Note '' -PassThru").One<Session>().Notes);
        Shell.Run("Get-CsSession | Set-CsSession -Note 'see #7'").AssertNoErrors();
        Assert.Empty(Shell.Run("Set-CsSession $id -Name worse -WhatIf -PassThru", ("id", session.Id)).Output);
        Shell.Run("Set-CsSession $id", ("id", session.Id)).Error("invalid_input");
        Shell.Run("Set-CsSession $id -Name ' '", ("id", session.Id)).Error("invalid_input");
        Assert.Equal(changed, Shell.Run("Get-CsSession").One<Session>());
    }

    [Fact]
    public void Remove_asks_and_takes_everything_with_it()
    {
        var session = Start();
        using var ledger = OpenLedger();
        ledger.Usage.Add(Call(session.Id));

        Shell.Host.Terminal.Answers.Enqueue('n');
        Shell.Run("Get-CsSession | Remove-CsSession").AssertNoErrors();
        Assert.NotNull(ledger.Sessions.Find(session.Id));

        Assert.Equal(session.Id, Shell.Run("Get-CsSession | Remove-CsSession -PassThru -Confirm:$false").One<Session>().Id);
        Assert.Null(ledger.Sessions.Find(session.Id));
        Assert.Empty(ledger.Usage.List(new()));
    }

    private (Session First, Session Second) TwoSessions() =>
        (Start("first"), Shell.Run("Start-CsSession second -Path $there", ("there", Home)).One<Session>());
}
