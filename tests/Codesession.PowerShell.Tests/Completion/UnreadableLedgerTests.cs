namespace Codesession.PowerShell.Tests.Completion;

/// <summary>Tab neither fails nor leaves anything behind where there is no ledger, or none that can be read.</summary>
public sealed class UnreadableLedgerTests : CompletionTest
{
    private static readonly string[] Lines =
    [
        "Get-CsSession ", "Get-CsSession -Id ", "Get-CsSession -Path ", "Stop-CsSession ", "Add-CsAiUsage ", "Add-CsAiUsage anthropic ", "Get-CsAiUsage -AgentName ",
    ];

    private void NothingFails()
    {
        Assert.All(Lines, line => Shell.Complete(line));
        Assert.Empty(Shell.Run("$Error").Output);
    }

    [Fact]
    public void Where_there_is_no_ledger_none_is_made()
    {
        NothingFails();

        Assert.False(Directory.Exists(Path.Combine(Home, ".codesession")));
        Assert.Contains("anthropic", Offers("Add-CsAiUsage "));
    }

    [Fact]
    public void A_damaged_ledger_is_passed_over_and_left_as_it_is()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        File.WriteAllText(DatabasePath, new string('x', 5_000));

        NothingFails();

        Assert.Equal(new string('x', 5_000), File.ReadAllText(DatabasePath));
        Assert.Contains("anthropic", Offers("Add-CsAiUsage "));
        Assert.Contains("gpt-5", Offers("Get-CsPricing gpt"));
    }

    [Fact]
    public void Prices_that_cannot_be_read_leave_the_models_that_were_used()
    {
        Start();
        Shell.Run("Add-CsAiUsage together my-model -Tokens 10 -Cost 0").AssertNoErrors();
        File.WriteAllText(Path.Combine(Home, ".codesession", "pricing.json"), "{ broken");

        NothingFails();

        Assert.Equal(["my-model"], Offers("Get-CsAiUsage -Model "));
        Assert.Equal(["together"], Offers("Get-CsAiUsage -Provider "));
    }

    [Fact]
    public void Somebody_who_holds_the_ledger_keeps_nobody_waiting()
    {
        Start();
        using var holder = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        holder.Open();
        using var command = holder.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();

        var clock = System.Diagnostics.Stopwatch.StartNew();
        Shell.Complete("Get-CsSession -Id ");

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }
}
