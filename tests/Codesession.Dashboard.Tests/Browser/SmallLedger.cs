namespace Codesession.Dashboard.Tests.Browser;

/// <summary>
/// A day's work of one person, made through <c>cs</c>: a session with commits, files, notes and calls of two agents, one in a plain folder,
/// one whose model has no known price, and one that goes on; a budget that is spent and one that is not.
/// </summary>
/// <param name="Done">The session that ended in the repository.</param>
/// <param name="Active">The one that goes on.</param>
/// <param name="Commits">The commits of the first.</param>
public sealed record SmallLedger(long Done, long Plain, long Active, IReadOnlyList<string> Commits)
{
    public const string UnpricedModel = "acme-next-1";

    /// <summary>Makes it.</summary>
    /// <param name="cs">Whose ledger.</param>
    /// <param name="repo">A repository with a first commit.</param>
    /// <param name="plain">A folder that is none.</param>
    public static async Task<SmallLedger> MakeAsync(Cs cs, GitRepo repo, string plain)
    {
        var (inRepo, inFolder) = (cs.In(repo.Folder), cs.In(plain));

        var done = await Start(inRepo, "Fix the login redirect");
        await Call(inRepo, "anthropic", "claude-sonnet-4-5", 42_000, 1_800, "Claude Code", "--cache-read-tokens", "38000", "--cache-write-tokens", "1500");
        await Call(inRepo, "anthropic", "claude-haiku-4-5", 9_000, 420, "Claude Code");
        await inRepo.Json("note", "The redirect loses its query");
        repo.Write("src/login.ts", "export const redirect = (to: string) => location.assign(to);\n");
        var first = repo.Commit("Keep the query of the redirect");
        await Call(inRepo, "openai", "gpt-5", 20_000, 3_000, "Codex", "--reasoning-tokens", "1200");
        repo.Write("src/login.ts", "export const redirect = (to: URL) => location.assign(to);\n");
        repo.Write("README.md", "Log in first.\n");
        var second = repo.Commit("Take a URL, not a text");
        await inRepo.Json("end", "-n", "Done, and rolled out");
        Space(cs, done);

        var plainSession = await Start(inFolder, "Draft the release notes");
        await Call(inFolder, "google", "gemini-2.5-pro", 5_000, 900, "Gemini CLI");
        await inFolder.Json("end");

        await ImportUnpricedAsync(cs, plain);

        var active = await Start(inRepo, "Speed up the search index");
        await Call(inRepo, "anthropic", "claude-opus-4-8", 60_000, 4_000, "Claude Code", "--cache-read-tokens", "50000");
        await inRepo.Json("note", "The index is read twice");

        await cs.Json("budget", "set", "0.10", "--per", "day");
        await cs.Json("budget", "set", "500", "--per", "month");
        return new SmallLedger(done, plainSession, active, [first, second]);
    }

    private static async Task<long> Start(Cs cs, string name) => (await cs.Json("start", name)).Whole("id");

    private static Task<System.Text.Json.JsonElement> Call(Cs cs, string provider, string model, int input, int output, string agent, params string[] more) => cs.Json(
        ["log-ai", "-p", provider, "-m", model, "--prompt-tokens", $"{input}", "--completion-tokens", $"{output}", "--agent", agent, .. more]);

    // Git knows seconds: what was done within one has an order only where it took longer, as work does.
    private static void Space(Cs cs, long session)
    {
        var end = DateTimeOffset.UtcNow;
        using var ledger = cs.OpenLedger();
        ledger.InTransaction(() =>
        {
            ledger.Execute("UPDATE sessions SET start_time = $1, end_time = $2, duration = 3600 WHERE id = $3", Ago(60), Ago(0), session);
            Each("ai_usage", 55, 50, 30);
            Each("session_notes", 45);
            Each("commits", 40, 20);
            Each("file_changes", 40, 20);
        });

        string Ago(int minutes) => Sql.Time(end.AddMinutes(-minutes));

        void Each(string table, params int[] minutes)
        {
            var ids = ledger.Rows($"SELECT id FROM {table} WHERE session_id = $1 ORDER BY id", session);
            foreach (var (id, ago) in ids.Zip(minutes)) ledger.Execute($"UPDATE {table} SET timestamp = $1 WHERE id = $2", Ago(ago), id[0]);
        }
    }

    // Only logs and the proxy record calls without a known price.
    private static async Task ImportUnpricedAsync(Cs cs, string folder)
    {
        var log = Path.Combine(Directory.CreateDirectory(Path.Combine(cs.Home, ".claude", "projects", "made-up")).FullName, "5f0c2b1e-0000-4000-8000-000000000001.jsonl");
        var time = Sql.Time(DateTimeOffset.UtcNow.AddMinutes(-30));
        File.WriteAllText(log, $$$"""
            {"type":"assistant","sessionId":"5f0c2b1e-0000-4000-8000-000000000001","cwd":"{{{folder.Replace('\\', '/')}}}","timestamp":"{{{time}}}","requestId":"req_small1","message":{"id":"msg_small1","model":"{{{UnpricedModel}}}","usage":{"input_tokens":1200,"output_tokens":300} } }

            """);
        await cs.Json("import");
    }
}
