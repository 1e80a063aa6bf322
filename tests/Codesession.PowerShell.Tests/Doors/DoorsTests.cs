namespace Codesession.PowerShell.Tests.Doors;

/// <summary>The same work through <c>cs</c>, through the cmdlets and through both in turn leaves equal rows.</summary>
public sealed class DoorsTests : ModuleTest
{
    /// <summary>Tables, and the columns that differ from run to run: numbers of records, times, how much git had done before.</summary>
    private static readonly (string Table, string Without)[] Tables =
    [
        ("sessions", "id,start_time,end_time,duration,reflog_length"),
        ("ai_usage", "id,session_id,timestamp"),
        ("session_notes", "id,session_id,timestamp"),
        ("file_changes", "id,session_id,timestamp"),
        ("commits", "id,session_id"),
        ("session_baseline", "session_id"),
    ];

    private static readonly (string Cs, string Cmdlet)[] Steps =
    [
        ("cs start 'the work' --json", "Start-CsSession 'the work'"),
        ("cs log-ai -p anthropic -m claude-sonnet-4-5 --prompt-tokens 1000 --completion-tokens 100 --json",
            "Add-CsAiUsage anthropic claude-sonnet-4-5 -PromptTokens 1000 -CompletionTokens 100"),
        ("cs log-ai -p anthropic -m claude-sonnet-4-5 --prompt-tokens 9000 --completion-tokens 500 --cache-read-tokens 5000 --cache-write-tokens 1000 --cache-write-1h-tokens 500 --reasoning-tokens 100 --agent cli --request-id r1 --json",
            "Add-CsAiUsage anthropic claude-sonnet-4-5 -PromptTokens 9000 -CompletionTokens 500 -CacheReadTokens 5000 -CacheWriteTokens 1000 -CacheWrite1hTokens 500 -ReasoningTokens 100 -AgentName cli -RequestId r1"),
        ("cs log-ai -p openai -m gpt-5 -t 1234 --json", "Add-CsAiUsage openai gpt-5 -Tokens 1234"),
        ("cs log-ai -p acme -m made-up -t 10 -c 0.0123456789 --json", "Add-CsAiUsage acme made-up -Tokens 10 -Cost 0.0123456789"),
        ("cs note 'größer' --json", "Add-CsNote 'größer'"),
        ("cs end -n 'well done' --json", "Stop-CsSession -Note 'well done'"),
    ];

    [Fact]
    public void Every_way_leaves_equal_rows()
    {
        var byCs = Rows("cs", (step, _) => step.Cs);
        var byCmdlets = Rows("cmdlets", (step, _) => step.Cmdlet);
        var mixed = Rows("mixed", (step, i) => i % 2 == 0 ? step.Cs : step.Cmdlet);
        var otherwise = Rows("otherwise", (step, i) => i % 2 == 1 ? step.Cs : step.Cmdlet);

        Assert.Equal(4, byCs.Count(row => row.StartsWith("ai_usage", StringComparison.Ordinal)));
        Assert.Equal(3, byCs.Count(row => row.StartsWith("file_changes", StringComparison.Ordinal)));
        Assert.Equal(byCs, byCmdlets);
        Assert.Equal(byCs, mixed);
        Assert.Equal(byCs, otherwise);
    }

    /// <summary>Does the work in the repository, put back to its state before, and answers what the ledger then has.</summary>
    private List<string> Rows(string ledger, Func<(string Cs, string Cmdlet), int, string> way)
    {
        var path = Path.Combine(Home, ledger, "sessions.db");
        Environment.SetEnvironmentVariable("CODESESSION_DB_PATH", path);
        var before = Repository.Head;
        Repository.Write("dirty.txt", "before");
        Repository.Write("a", "changed before");

        for (var i = 0; i < Steps.Length; i++)
        {
            if (i == Steps.Length - 1)
            {
                Repository.Write("a", "changed again");
                Repository.Write("src/new.cs", "new");
                Repository.Git(["add", "src"]);
                Repository.CommitStaged("Work", "2026-11-22T12:00:00Z");
                Repository.Delete("b");
            }
            Shell.Run(way(Steps[i], i)).AssertNoErrors();
        }

        Repository.Git("reset", "--quiet", "--hard", before);
        Repository.Delete("dirty.txt");
        return [.. Tables.SelectMany(table => Sql.Rows(path, $"SELECT * FROM {table.Table}")
            .Select(row => $"{table.Table}\n{Without(row, table.Without.Split(','))}")
            .Order(StringComparer.Ordinal))];
    }

    private static string Without(string row, string[] columns) =>
        string.Join('\n', row.Split('\n').Where(cell => !columns.Contains(cell[..cell.IndexOf('=')])));
}
