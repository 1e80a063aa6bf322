using System.Management.Automation;

namespace Codesession.PowerShell.Tests.Usage;

/// <summary>Calls that come in a pipeline.</summary>
public sealed class ManyTests : ModuleTest
{
    private const string Record = "$input | Add-CsAiUsage -PassThru";

    [Fact]
    public void Good_ones_are_recorded_in_their_order_and_each_bad_one_is_its_own_error()
    {
        var session = Start();

        var result = Shell.Run(Record, Rows(2_000).Select((row, i) => i % 100 == 7 ? WithModel(row, "made-up") : row));

        Assert.Equal(20, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("unknown_model,", error.FullyQualifiedErrorId));
        Assert.Equal(1_980, result.Output.Count);
        Assert.Equal(Enumerable.Range(0, 2_000).Where(i => i % 100 != 7).Select(i => $"r{i}"), result.Output.Select(item => ((AiUsage)item.BaseObject).RequestId));
        using var ledger = OpenLedger();
        Assert.Equal((1_980, 1_980 * 0.0045m), ledger.Sessions.Find(session.Id) is { } now ? (now.AiCalls, now.AiCost) : default);
    }

    [Fact]
    public void None_waits_for_the_next()
    {
        Start();
        using var shell = Shell.New(Record);
        using var input = new PSDataCollection<PSObject>();
        var running = shell.BeginInvoke(input);
        using var ledger = OpenLedger();

        foreach (var (row, count) in Rows(3).Zip(Enumerable.Range(1, 3)))
        {
            input.Add(row);
            Assert.True(SpinWait.SpinUntil(() => ledger.Usage.List(new()).Count() == count, TimeSpan.FromSeconds(20)), $"call {count} is not on disk");
        }

        input.Complete();
        Assert.Equal(3, shell.EndInvoke(running).Count);
    }

    [Fact]
    public void A_pipeline_that_is_stopped_ends_soon_and_keeps_what_was_handed_in()
    {
        Start();
        using var shell = Shell.New(Record);
        using var input = new PSDataCollection<PSObject>();
        foreach (var row in Rows(50))
        {
            input.Add(row);
        }
        _ = shell.BeginInvoke(input, new PSDataCollection<PSObject>());
        using var ledger = OpenLedger();
        Assert.True(SpinWait.SpinUntil(() => ledger.Usage.List(new()).Count() == 50, TimeSpan.FromSeconds(20)));

        // The input is still open: the cmdlet waits for more.
        var began = TimeProvider.System.GetTimestamp();
        shell.Stop();
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(5));

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Equal(50, ledger.Usage.List(new()).Count());
    }

    [Fact]
    public void ErrorAction_Stop_ends_at_the_first_bad_one()
    {
        Start();

        var result = Shell.Run("$input | Add-CsAiUsage -ErrorAction Stop", Rows(3).Select((row, i) => i == 0 ? WithModel(row, "made-up") : row));

        Assert.StartsWith("unknown_model,", result.Terminating?.ErrorRecord.FullyQualifiedErrorId);
        Assert.Empty(Shell.Run("Get-CsAiUsage").Output);
    }

    [Fact]
    public void A_ledger_that_fails_on_the_way_ends_the_pipeline_and_what_was_recorded_is_told()
    {
        Start();
        Sql.Execute(DatabasePath, "CREATE TRIGGER full BEFORE INSERT ON ai_usage WHEN NEW.request_id = 'r1500' BEGIN SELECT RAISE(ABORT, 'disk'); END");

        var result = Shell.Run(Record, Rows(2_000));

        result.Error("internal_error");
        using var ledger = OpenLedger();
        var recorded = ledger.Usage.List(new()).Select(call => call.Id).ToList();
        Assert.InRange(recorded.Count, 1, 1_500);
        Assert.Equal(recorded, result.Output.Select(item => ((AiUsage)item.BaseObject).Id));
    }

    [Fact]
    public void Eight_runspaces_at_once_lose_nothing()
    {
        var session = Start();
        var shells = Enumerable.Range(0, 8).Select(_ => NewShell(Repository.Root)).ToList();

        Parallel.ForEach(shells, new ParallelOptions { MaxDegreeOfParallelism = 8 }, shell =>
        {
            shell.Run("1..50 | ForEach-Object { Add-CsAiUsage openai gpt-5 -PromptTokens 1000 -CompletionTokens 10; Add-CsNote $_ }; Get-CsStatus").AssertNoErrors();
            shell.Run("$input | Add-CsAiUsage", Rows(200, $"{shell.GetHashCode()}-")).AssertNoErrors();
        });

        using var ledger = OpenLedger();
        var now = ledger.Sessions.Find(session.Id)!;
        Assert.Equal((8 * 250, 8 * 50 * 1_010 + 8 * 200 * 1_100, 8 * 50 * 0.00135m + 8 * 200 * 0.0045m), (now.AiCalls, now.AiTokens, now.AiCost));
        Assert.Equal(400, ledger.Notes.List(new()).Count());
    }

    private static IEnumerable<PSObject> Rows(int count, string prefix = "r") => Enumerable.Range(0, count).Select(i =>
    {
        var row = new PSObject();
        foreach (var (name, value) in ((string, object)[])[("Provider", "anthropic"), ("Model", "claude-sonnet-4-5"), ("PromptTokens", 1_000), ("CompletionTokens", 100), ("RequestId", $"{prefix}{i}")])
        {
            row.Properties.Add(new PSNoteProperty(name, value));
        }
        return row;
    });

    private static PSObject WithModel(PSObject row, string model)
    {
        row.Properties["Model"].Value = model;
        return row;
    }
}
