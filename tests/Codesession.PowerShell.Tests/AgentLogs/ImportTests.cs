using System.Globalization;
using System.Management.Automation;
using System.Text.Json;

namespace Codesession.PowerShell.Tests.AgentLogs;

/// <summary>Agents' logs, imported by the cmdlet from a home folder with logs of two agents.</summary>
public sealed class ImportTests : ModuleTest
{
    private static readonly DateTimeOffset Day = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private string Machine => Directory.CreateDirectory(Path.Combine(Home, "machine")).FullName;

    private string Claude => Directory.CreateDirectory(Path.Combine(Machine, ".claude", "projects", "made-up")).FullName;

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Line(string conversation, string folder, int call, string model = "claude-sonnet-4-5") => JsonSerializer.Serialize(new
    {
        type = "assistant",
        sessionId = conversation,
        cwd = folder,
        gitBranch = "main",
        timestamp = Text(Day.AddMinutes(call)),
        requestId = $"req_{conversation}_{call}",
        message = new { id = $"msg_{conversation}_{call}", type = "message", role = "assistant", model, usage = new { input_tokens = 1_000, output_tokens = 100 } },
    });

    private string Log(string conversation, int calls)
    {
        var path = Path.Combine(Claude, conversation + ".jsonl");
        File.WriteAllLines(path, Enumerable.Range(0, calls).Select(call => Line(conversation, Repository.Root, call)));
        return path;
    }

    private ShellResult Import(string words = "") => Shell.Run($"Import-CsAgentLog -Path $machine {words}", ("machine", Machine));

    [Fact]
    public void Calls_become_sessions_with_their_cost_and_one_object_an_agent()
    {
        Log("one", 3);
        Log("two", 2);

        var agent = Import().One<ImportedAgent>();

        Assert.Equal(("claude", 2, 2, 5L, 0L, 2), (agent.Agent.Id, agent.Files, agent.FilesRead, agent.Calls, agent.Duplicates, agent.Sessions));
        Assert.Equal(0.0225m, agent.Cost);
        var sessions = Shell.Run("Get-CsSession").All<Session>();
        Assert.Equal([2L, 3L], sessions.Select(session => session.AiCalls).Order());
        Assert.All(sessions, session => Assert.Equal((Repository.Root, SessionOrigin.Log), (session.GitRoot, session.Origin)));
    }

    [Fact]
    public void Only_what_is_new_counts_and_rereading_counts_nothing_twice()
    {
        Log("one", 2);
        Import();
        Log("one", 3);

        Assert.Equal((1, 1L), Import().One<ImportedAgent>() is var more ? (more.FilesRead, more.Calls) : default);
        Assert.Equal((0, 0L), Import().One<ImportedAgent>() is var none ? (none.FilesRead, none.Calls) : default);
        Assert.Equal((1, 0L, 3L), Import("-Reread").One<ImportedAgent>() is var all ? (all.FilesRead, all.Calls, all.Duplicates) : default);
        Assert.Equal(3, Shell.Run("Get-CsSession").One<Session>().AiCalls);
    }

    [Fact]
    public void A_dry_run_tells_the_figures_and_WhatIf_only_what_would_be_done()
    {
        Log("one", 3);

        Assert.Equal(3, Import("-DryRun").One<ImportedAgent>().Calls);
        Assert.Empty(Import("claude -WhatIf").Output);

        Assert.Contains($"\"Record calls from the logs of claude\" on target \"{Machine}\"", Shell.Host.Shown);
        Assert.Empty(Shell.Run("Get-CsSession").Output);
        Assert.Equal(3, Import().One<ImportedAgent>().Calls);
    }

    [Fact]
    public void Agents_a_time_and_single_files_narrow_it_down()
    {
        var path = Log("one", 3);
        Log("two", 2);

        Assert.Empty(Import("codex, gemini").Output);
        Assert.Equal(1, NewShell(Path.GetDirectoryName(path)!).Run("Import-CsAgentLog Claude -Path ./one.jsonl -Since 2026-03-04T12:02Z").One<ImportedAgent>().Calls);
        Assert.Equal(1, Shell.Run("Get-CsSession").One<Session>().AiCalls);
    }

    [Fact]
    public void The_logs_of_this_machine_are_found_without_a_path()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip(".NET asks Windows for the home folder, not the environment.");
        Log("one", 2);
        Environment.SetEnvironmentVariable("HOME", Machine);

        Assert.Equal(2, Shell.Run("Import-CsAgentLog claude").One<ImportedAgent>().Calls);
    }

    [Fact]
    public void What_was_committed_meanwhile_is_the_sessions_and_marked_as_inferred()
    {
        Log("one", 3);
        Repository.Write("new.txt", "");
        Repository.Commit("work", Text(Day.AddMinutes(1)));
        Repository.Commit("later", Text(Day.AddHours(1)));

        Import();
        Import("-Reread");

        var commit = Shell.Run("Get-CsSession | Get-CsCommit").One<Commit>();
        Assert.Equal(("work", WorkEvidence.Inferred), (commit.Message, commit.Evidence));
        var file = Shell.Run("Get-CsFileChange | Where-Object Evidence -eq Inferred").One<FileChange>();
        Assert.Equal(("new.txt", FileChangeType.Created), (file.FilePath, file.ChangeType));
        Assert.Equal((1, 1), Shell.Run("Get-CsSession").One<Session>() is var session ? (session.Commits, session.FilesChanged) : default);
    }

    [Fact]
    public void What_cannot_be_read_is_a_warning_and_the_rest_is_recorded()
    {
        File.AppendAllText(Log("one", 2), "{\"usage\": this is no JSON\n" + Line("one", Repository.Root, 7) + "\n");

        var result = Import();

        Assert.Equal(3, result.One<ImportedAgent>().Calls);
        var warning = Assert.Single(result.Warnings);
        Assert.Contains("1 broken", warning);
        Assert.Contains("one.jsonl", warning);
        Assert.DoesNotContain("this is no JSON", warning);
    }

    [Fact]
    public void Of_many_problems_some_are_warnings_and_Verbose_tells_the_others()
    {
        for (var i = 0; i < 23; i++)
        {
            File.AppendAllText(Log($"conversation-{i}", 1), "{\"usage\": this is no JSON\n");
        }

        var result = Import("-Verbose");

        Assert.Equal(21, result.Warnings.Count);
        Assert.Equal("… and 3 more problems; -Verbose lists them all.", result.Warnings[^1]);
        Assert.Equal(3, result.Verbose.Count(line => line.Contains("1 broken", StringComparison.Ordinal)));
        Assert.Equal(23, result.Warnings.Concat(result.Verbose).SelectMany(line => line.Split('/', '\\')).Where(part => part.Contains(".jsonl", StringComparison.Ordinal)).Distinct().Count());
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        var error = Import("no-such-agent").Error("invalid_input");
        Assert.Equal("no-such-agent", error.TargetObject);
        Shell.Run("Import-CsAgentLog -Path ./no-such-folder").Error("invalid_input");
        Shell.Run("Import-CsAgentLog -Path env:").Error("invalid_input");
        Assert.Empty(Shell.Run("Get-CsSession").Output);
    }

    [Fact]
    public void Progress_is_told_and_taken_away()
    {
        Log("one", 3);
        using var shell = Shell.New("Import-CsAgentLog -Path $machine", ("machine", Machine));

        shell.Invoke();

        var records = shell.Streams.Progress.Where(record => record.Activity == "Importing agents' logs").ToList();
        Assert.Equal(ProgressRecordType.Completed, records[^1].RecordType);
        Assert.Contains("of 1 logs", records[0].StatusDescription);
    }

    [Fact]
    public void A_stopped_import_keeps_what_it_has_and_the_next_one_goes_on()
    {
        const int Many = 20_000;
        Log("one", 3);
        File.WriteAllLines(Path.Combine(Claude, "long.jsonl"), Enumerable.Range(0, Many).Select(call => Line("long", Repository.Root, call)));
        using var shell = Shell.New("Import-CsAgentLog -Path $machine", ("machine", Machine));
        // As Ctrl+C would, while the first calls are being recorded.
        shell.Streams.Progress.DataAdded += (_, _) =>
        {
            shell.BeginStop(null, null);
            SpinWait.SpinUntil(() => shell.InvocationStateInfo.State != PSInvocationState.Running);
        };

        shell.Invoke();

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        long recorded;
        using (var ledger = OpenLedger())
        {
            recorded = ledger.Sessions.List().Sum(session => session.AiCalls);
        }
        Assert.InRange(recorded, 0, Many + 2);
        Assert.Equal(Many + 3 - recorded, Import().One<ImportedAgent>().Calls);
        Assert.Equal(Many + 3, Shell.Run("Get-CsSession").All<Session>().Sum(session => session.AiCalls));
    }

    [Fact]
    public void Tab_offers_the_agents_whose_logs_can_be_read()
    {
        var offers = Shell.Complete("Import-CsAgentLog cl");

        Assert.Contains(("claude", "Claude Code"), offers.Select(offer => (offer.CompletionText, offer.ListItemText)));
        Assert.DoesNotContain("codex", offers.Select(offer => offer.CompletionText));
    }
}
