namespace Codesession.Dashboard.Tests;

/// <summary>A user of a dashboard whose agents have worked: two sessions in a repository, files, commits, notes, calls of every kind, budgets.</summary>
public sealed class WorkedHome : DashboardHome
{
    /// <summary>A session that has ended.</summary>
    public long Done { get; private set; }

    /// <summary>A session that goes on.</summary>
    public long Active { get; private set; }

    /// <summary>The commit of the ended one.</summary>
    public string Hash { get; private set; } = "";

    public GitRepo Project { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        Project = RepoWithCommit("project");
        var cs = Cs.In(Project.Folder);
        Done = await Start(cs, "first");
        await cs.Json("log-ai", "-p", "anthropic", "-m", "claude-sonnet-4", "--prompt-tokens", "1000", "--completion-tokens", "200", "--cache-read-tokens", "300",
            "--cache-write-tokens", "100", "--agent", "codex");
        Project.Write("src/made.cs", "class Made;\n");
        Project.Write("first.txt", "first\nsecond\n");
        Project.Commit("Make it");
        await Log(cs, 500, "0.0123456789", "--agent", "claude-code");
        await cs.Json("note", "half way");
        Project.Write("left.txt", "not committed\n");
        var ended = await cs.Json("end", "-n", "done");
        Hash = ended.List("commits")[0].Text("hash")!;
        Active = await Start(cs, "second");
        await Log(cs, 70, "1.5", "--agent", "codex");
        Unpriced(cs, Active);
        await cs.Json("budget", "set", "100", "--per", "month");
        await cs.Json("budget", "set", "1", "--per", "session", "--warn-at", "50");
        await cs.Json("pricing", "set", "house-model", "1", "2", "--provider", "house");
        await base.InitializeAsync();
    }

    // As an import books a call of a model that nobody knows.
    private static void Unpriced(Cs cs, long session)
    {
        using var ledger = cs.OpenLedger();
        ledger.Execute("""
            INSERT INTO ai_usage (session_id, provider, model, tokens, prompt_tokens, completion_tokens, cost, cost_e10, timestamp, source)
            VALUES ($1, 'somebody', 'unheard-of', 30, 20, 10, 0, NULL, $2, 'log')
            """, session, Sql.Time(DateTimeOffset.UtcNow));
    }
}
