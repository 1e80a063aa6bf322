namespace Codesession.PowerShell.Tests.Running;

/// <summary>Programs and script blocks in sessions of their own.</summary>
public sealed class InvokeTests : ModuleTest
{
    [Fact]
    public void A_block_has_a_session_that_its_calls_find_by_themselves()
    {
        var outer = Start("outer");

        var result = Shell.Run("""
            Invoke-CsRun -Name inner -PassThru {
                param($session)
                "in $($session.Name)"
                Add-CsAiUsage openai gpt-5 -PromptTokens 1000 -CompletionTokens 10
                Add-CsNote working
                (Get-CsStatus).Name
            }
            """);

        result.AssertNoErrors();
        Assert.Equal(["in inner", "inner"], result.Output.Take(2).Select(item => item.BaseObject));
        var session = Assert.IsType<Session>(result.Output[2].BaseObject);
        Assert.Equal(("inner", SessionPhase.Completed, SessionOrigin.Run, 1, 0.00135m), (session.Name, session.Status, session.Origin, session.AiCalls, session.AiCost));
        Assert.Equal(outer.Id, Shell.Run("Get-CsStatus").One<SessionStatus>().Id);
    }

    [Fact]
    public void Blocks_in_blocks_book_on_the_innermost()
    {
        var names = Shell.Run("Invoke-CsRun -Name a { Invoke-CsRun -Name b { (Get-CsStatus).Name }; (Get-CsStatus).Name }");

        Assert.Equal("b\na", names.Text);
    }

    [Fact]
    public void Blocks_in_parallel_runspaces_never_mix()
    {
        var shells = Enumerable.Range(0, 8).Select(i => (Shell: NewShell(Repository.Root), Name: $"run {i}")).ToList();

        Parallel.ForEach(shells, new ParallelOptions { MaxDegreeOfParallelism = 8 }, one => one.Shell.Run("""
            Invoke-CsRun -Name $name { 1..20 | ForEach-Object { Add-CsAiUsage openai gpt-5 -Tokens 10 -AgentName $name } }
            """, ("name", one.Name)).AssertNoErrors());

        using var ledger = OpenLedger();
        foreach (var (_, name) in shells)
        {
            var session = ledger.Sessions.List().Single(session => session.Name == name);
            Assert.Equal(20, session.AiCalls);
            Assert.All(ledger.Usage.Of(session.Id), call => Assert.Equal(name, call.AgentName));
        }
    }

    [Fact]
    public void An_error_in_the_block_ends_the_session_with_a_note_and_is_thrown_on()
    {
        var result = Shell.Run("""
            try { Invoke-CsRun { throw [System.InvalidOperationException]::new('the key is sk-canary') } }
            catch [System.InvalidOperationException] { "caught: $($_.Exception.Message)" }
            """);

        Assert.Equal("caught: the key is sk-canary", result.Text);
        var session = Shell.Run("Get-CsSession").One<Session>();
        Assert.Equal((SessionPhase.Completed, "Ended by an error: InvalidOperationException in line 1"), (session.Status, session.Notes));
        Assert.DoesNotContain(Directory.EnumerateFiles(Home, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("canary"));
    }

    [Fact]
    public void An_error_that_does_not_end_the_block_does_not_end_the_run()
    {
        var result = Shell.Run("Invoke-CsRun { Get-CsSession -Id 99; 'on' }");

        result.Error("session_not_found");
        Assert.Equal("on", result.Text);
        Assert.Null(Shell.Run("Get-CsSession").One<Session>().Notes);
    }

    [Fact]
    public void A_block_that_is_stopped_leaves_no_active_session()
    {
        using var shell = Shell.New("Invoke-CsRun -Name endless { while ($true) { [System.Threading.Thread]::Sleep(10) } }");
        _ = shell.BeginInvoke();
        using var ledger = OpenLedger();
        Assert.True(SpinWait.SpinUntil(() => ledger.Sessions.Newest() is not null, TimeSpan.FromSeconds(20)));

        shell.Stop();

        var session = ledger.Sessions.Newest()!;
        Assert.Equal((SessionPhase.Completed, "Stopped before it was done."), (session.Status, session.Notes));
    }

    [Theory]
    [InlineData("Invoke-CsRun { Stop-CsSession -Note mine }", "mine")]
    [InlineData("foreach ($i in 1) { Invoke-CsRun { break } }", "Stopped before it was done.")]
    public void A_block_that_leaves_otherwise_is_ended_too(string script, string note)
    {
        Shell.Run(script);

        Assert.Equal((SessionPhase.Completed, note), Shell.Run("Get-CsSession").One<Session>() is var session ? (session.Status, session.Notes) : default);
    }

    [Fact]
    public void Output_streams_while_the_block_runs()
    {
        var seen = Shell.Run("Invoke-CsRun { 1..3 } | ForEach-Object { [Codesession.SessionPhase](Get-CsSession).Status; }");

        Assert.Equal([SessionPhase.Active, SessionPhase.Active, SessionPhase.Active], seen.All<SessionPhase>());
    }

    [Fact]
    public void A_program_runs_with_its_words_as_they_are_and_its_exit_code_is_kept()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("sh is asked for");
        }
        var result = Shell.Run("""
            Invoke-CsRun sh -PassThru -- -c 'printf "[%s]\n" "$@"; echo $CODESESSION_SESSION; exit 7' x '' 'a b' "it's" '-p' 'größe'
            $LASTEXITCODE
            """);

        result.AssertNoErrors();
        var session = Assert.IsType<Session>(result.Output[^2].BaseObject);
        Assert.Equal(["[]", "[a b]", "[it's]", "[-p]", "[größe]", $"{session.Id}"], result.Output.Take(6).Select(line => line.BaseObject));
        Assert.Equal(7, result.Output[^1].BaseObject);
        Assert.Equal(("sh", SessionPhase.Completed, SessionOrigin.Run), (session.Name, session.Status, session.Origin));
    }

    [Theory]
    [InlineData("Invoke-CsRun sh -- -c 'echo out; echo err >&2' 2>&1", "out,err")]
    [InlineData("Invoke-CsRun sh -- -c 'echo out; echo err >&2' *>&1 | ForEach-Object { $_ }", "out,err")]
    [InlineData("Invoke-CsRun { 'out'; Get-CsSession -Id 99 } 2>&1", "out,There is no session 99. Get-CsSession lists the sessions there are.")]
    public void Errors_that_are_merged_into_the_output_are_there(string script, string lines)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && script.Contains(" sh "), "sh is asked for");

        Assert.Equal(lines, string.Join(',', Shell.Run(script).Output.Select(line => line.ToString())));
    }

    [Fact]
    public void A_list_is_as_many_words_as_it_has_items()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "printf is asked for");

        Assert.Equal("<a b><c><x>", Shell.Run("$list = 'a b', 'c'; Invoke-CsRun printf '<%s>' $list 'x'").Text);
    }

    [Fact]
    public void No_arguments_may_be_said_by_null() =>
        Assert.Equal("1", Shell.Run("Invoke-CsRun { $args.Count } -ArgumentList $null; $null = Invoke-CsRun git -ArgumentList $null").Text);

    [Fact]
    public void Runspaces_that_a_block_starts_book_on_its_session()
    {
        Start("outer");

        Shell.Run("Invoke-CsRun -Name inner { 1..2 | ForEach-Object -Parallel { Import-Module $using:module; Add-CsAiUsage acme m -Tokens 5 -Cost 1 } }",
            ("module", ModuleAssemblies.Folder)).AssertNoErrors();

        Assert.Equal(2, Shell.Run("Get-CsSession inner").One<Session>().AiCalls);
    }

    [Fact]
    public void A_warning_that_ends_the_pipeline_ends_the_session_too()
    {
        File.WriteAllText(Repository.PathOf(".git/index"), "broken");

        Shell.Run("Invoke-CsRun { 'ran' } -WarningAction Stop");

        Assert.Equal(SessionPhase.Completed, Shell.Run("Get-CsSession").One<Session>().Status);
    }

    [Fact]
    public void Parameters_of_all_cmdlets_may_be_called_by_their_short_names() =>
        Assert.Equal("x", Shell.Run("Invoke-CsRun { 'x' } -ea Stop; $null = Invoke-CsRun git -ea Stop -- --version").Text);

    [Theory]
    [InlineData("Invoke-CsRun git -v")]
    [InlineData("Invoke-CsRun git status -p")]
    [InlineData("1 | ForEach-Object {\n  Invoke-CsRun git `\n    -n status }")]
    public void An_argument_that_PowerShell_would_keep_for_itself_is_refused(string script)
    {
        var error = Shell.Run(script).Error("usage");

        Assert.Contains("-- -", error.ToString());
        Assert.Empty(Shell.Run("Get-CsSession").Output);
    }

    [Fact]
    public void Programs_of_a_block_find_its_session_and_lose_it_with_its_end()
    {
        var outer = Start("outer");

        var result = Shell.Run("""
            $env:CODESESSION_SESSION = 77
            Invoke-CsRun -Name a { cs note one --json; Invoke-CsRun -Name b { cs note two --json }; cs note three --json }
            $env:CODESESSION_SESSION
            """);

        Assert.Equal("77", result.Output[^1].ToString());
        using var ledger = OpenLedger();
        Assert.Equal(["a one", "b two", "a three"],
            ledger.Notes.List(new()).Select(note => $"{ledger.Sessions.Find(note.SessionId)!.Name} {note.Message}"));
        Assert.Empty(ledger.Notes.Of(outer.Id));
    }

    [Fact]
    public void Programs_of_parallel_blocks_are_told_no_session_rather_than_a_wrong_one()
    {
        using var inside = new Barrier(2);
        var shells = (Shell[])[NewShell(Repository.Root), NewShell(Repository.Root)];
        var told = new System.Collections.Concurrent.ConcurrentBag<string>();

        Parallel.ForEach(shells, shell => told.Add(shell.Run("""
            Invoke-CsRun { $null = $inside.SignalAndWait(20000); "[$env:CODESESSION_SESSION]"; $null = $inside.SignalAndWait(20000) }
            """, ("inside", inside)).Text));

        Assert.Equal(["[]", "[]"], told);
        Assert.Null(Environment.GetEnvironmentVariable("CODESESSION_SESSION"));
    }

    [Fact]
    public void What_a_program_commits_is_in_its_session()
    {
        var session = Shell.Run("Invoke-CsRun git -Name work -PassThru -- -c user.name=A -c user.email=a@b commit --quiet --allow-empty -m done").One<Session>();

        Assert.Equal(("work", 1), (session.Name, session.Commits));
    }

    [Fact]
    public void A_program_that_is_not_there_exits_127()
    {
        var result = Shell.Run("Invoke-CsRun no-such-program -PassThru 2>$null; $LASTEXITCODE");

        Assert.Equal(127, result.Output[^1].BaseObject);
        Assert.Equal(SessionPhase.Completed, Assert.IsType<Session>(result.Output[0].BaseObject).Status);
    }

    [Fact]
    public void WhatIf_runs_nothing()
    {
        Assert.Empty(Shell.Run("Invoke-CsRun { 'ran' } -WhatIf; Invoke-CsRun git status -WhatIf").Output);
        Assert.Empty(Shell.Run("Get-CsSession").Output);
    }
}
