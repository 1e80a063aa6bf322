namespace Codesession.Cli.Tests.Commands;

/// <summary><c>cs restore</c>.</summary>
public sealed class RestoreTests : CsTest
{
    [Fact]
    public async Task A_backup_comes_back_while_another_process_has_the_ledger_open()
    {
        var id = await Start(Cs);
        await Log(Cs, 10, "0.1");
        var backup = Backup();
        await Log(Cs, 20, "0.2");
        // It holds the ledger open for as long as it runs.
        var proxy = Cs.Begin("proxy", "--port", "0", "--session-id", $"{id}", "--json");
        await proxy.Until(() => proxy.OutputSoFar.Contains('\n', StringComparison.Ordinal), "the proxy listens");

        var answer = await Cs.Json("restore", backup, "--yes");

        answer.IsAnswerOf("restored", "from", "backup", "sessions", "calls");
        Assert.True(answer.Is("restored"));
        Assert.Equal(backup, answer.Text("from"));
        Assert.Equal((1, 1), (answer.Whole("sessions"), answer.Whole("calls")));
        Assert.False(proxy.HasEnded);
        Assert.Equal(0.1m, (await Cs.Json("status")).Dollars("aiCost"));
        await Log(Cs, 5, "0.05");
        using (var ledger = Cs.OpenLedger())
        {
            ledger.IsSound();
            Assert.Equal(2, ledger.Value<long>("SELECT count(*) FROM ai_usage"));
        }
        using var before = new Sql(answer.Text("backup")!);
        Assert.Equal(2, before.Value<long>("SELECT count(*) FROM ai_usage"));
        Assert.Equal(30, before.Value<long>("SELECT sum(tokens) FROM ai_usage"));
    }

    [Fact]
    public async Task Calls_that_others_record_meanwhile_are_in_the_backup_or_in_the_ledger()
    {
        var id = await Start(Cs);
        var backup = Backup();

        var calls = Enumerable.Range(1, 12).Select(i => Log(Cs, i, "0.01", "-s", $"{id}", "--request-id", $"r{i}")).ToList();
        var answer = await Cs.Json("restore", backup, "--yes");
        await Task.WhenAll(calls);

        using var ledger = Cs.OpenLedger();
        ledger.IsSound();
        using var before = new Sql(answer.Text("backup")!);
        Assert.Equal(12, ledger.Value<long>("SELECT count(*) FROM ai_usage") + before.Value<long>("SELECT count(*) FROM ai_usage"));
    }

    [Fact]
    public async Task Nothing_is_replaced_before_somebody_says_yes()
    {
        await Start(Cs);
        var backup = Backup();
        await Log(Cs, 10);

        Assert.Equal(backup, (await Cs.Fails("confirmation_required", "restore", backup)).Text("path"));
        Assert.Equal(1, (await Cs.Run("restore", backup)).ExitCode);

        Assert.Single((await Cs.Json("status")).List("aiUsage"));
    }

    [Fact]
    public async Task A_path_is_relative_to_the_folder_and_people_are_told_where_the_backup_is()
    {
        await Start(Cs);
        File.Move(Backup(), Path.Combine(Cs.Folder, "mine.bak"));

        var result = await Cs.Run("restore", "mine.bak", "-y");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Restored 1 sessions with 0 calls", result.Text, StringComparison.Ordinal);
        Assert.Contains($"{Cs.LedgerPath}.before-restore-", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_ledger_is_refused()
    {
        await Start(Cs);
        var text = Path.Combine(Cs.Folder, "text");
        await File.WriteAllTextAsync(text, "no ledger", TestContext.Current.CancellationToken);
        var newer = Backup();
        using (var ledger = new Sql(newer))
        {
            ledger.Execute("PRAGMA user_version = 1000");
        }

        await Cs.Fails("store_invalid", "restore", text, "--yes");
        await Cs.Fails("store_too_new", "restore", newer, "--yes");
        await Cs.Fails("io_error", "restore", "missing", "--yes");
        await Cs.Fails("invalid_input", "restore", Cs.LedgerPath, "--yes");
        await Cs.Fails("usage", "restore");

        Assert.Single((await Cs.Json("list")).EnumerateArray());
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Cs.LedgerPath)!, "*.before-restore-*"));
    }

    private string Backup()
    {
        var path = Path.Combine(Folder("backups"), $"{Guid.NewGuid():N}.bak");
        using var ledger = Cs.OpenLedger();
        ledger.Execute("VACUUM INTO $1", path);
        return path;
    }
}
