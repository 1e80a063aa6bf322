using static Codesession.Core.Tests.AgentLogs.LogLines;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>Logs that somebody changes, moves or removes: nothing that was recorded is lost, and nothing counts twice.</summary>
public sealed class ImportChangedFilesTests : ImportTest
{
    private List<string> Ids => Test.Sql.Rows("SELECT coalesce(response_id, event_id) FROM ai_usage ORDER BY 1");

    [Fact]
    public void What_is_appended_is_read_on()
    {
        var file = ClaudeLog(Claude("m1"));
        Import();
        File.AppendAllText(file, Claude("m2") + "\n");

        var report = Import();

        Assert.Equal(["m1", "m2"], Ids);
        Assert.Equal(Claude("m2").Length + 1, report.Agents.Single().Bytes);
        AssertSound(Test);
    }

    [Fact]
    public void A_cut_off_last_line_waits_for_its_rest()
    {
        var second = Claude("m2");
        var file = ClaudeLog(Claude("m1"));
        File.AppendAllText(file, second[..200]);
        var first = Import();
        Assert.Equal(["m1"], Ids);
        File.AppendAllText(file, second[200..] + "\n");

        var then = Import();

        Assert.Equal(["m1", "m2"], Ids);
        Assert.Empty(first.Problems);
        Assert.Empty(then.Problems);
    }

    [Fact]
    public void A_last_line_that_lacks_only_its_end_counts_at_once_and_once()
    {
        var file = ClaudeLog(Claude("m1"));
        File.AppendAllText(file, Claude("m2"));
        Import();
        Assert.Equal(["m1", "m2"], Ids);

        File.AppendAllText(file, "\n" + Claude("m3") + "\n");
        Import();

        Assert.Equal(["m1", "m2", "m3"], Ids);
    }

    [Fact]
    public void A_file_that_shrank_is_read_anew()
    {
        var file = ClaudeLog(Claude("m1"), Claude("m2"), Claude("m3"));
        Import();
        File.WriteAllText(file, Claude("m1") + "\n");
        Import();
        Assert.Equal(["m1", "m2", "m3"], Ids);
        File.AppendAllText(file, Claude("m4") + "\n");

        Import();

        Assert.Equal(["m1", "m2", "m3", "m4"], Ids);
        AssertSound(Test);
    }

    [Fact]
    public void A_file_that_was_written_anew_with_the_same_beginning_is_read_anew()
    {
        var same = Enumerable.Range(0, 10).Select(number => User($"word {number}")).ToArray();
        var file = ClaudeLog([.. same, Claude("m1"), Claude("m2")]);
        Import();

        Log(Path.GetRelativePath(Home, file), [.. same, Claude("m5"), Claude("m6"), Claude("m7")]);
        Import();

        Assert.Equal(["m1", "m2", "m5", "m6", "m7"], Ids);
    }

    [Fact]
    public void A_file_that_was_replaced_is_read_anew()
    {
        var file = ClaudeLog(Claude("m1"), Claude("m2"));
        Import();

        Log(Path.GetRelativePath(Home, file), Claude("m8"), Claude("m9"));
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc));
        Import();

        Assert.Equal(["m1", "m2", "m8", "m9"], Ids);
    }

    [Fact]
    public void What_was_recorded_of_a_file_that_is_gone_stays()
    {
        var file = ClaudeLog(Claude("m1"));
        Import();
        File.Delete(file);

        var report = Import();

        Assert.Empty(report.Agents);
        Assert.Equal(["m1"], Ids);
        ClaudeLog(Claude("m1"), Claude("m2"));
        Import();
        Assert.Equal(["m1", "m2"], Ids);
    }

    [Fact]
    public void A_file_with_another_name_tells_the_same_calls()
    {
        var file = ClaudeLog(Claude("m1"), Claude("m2"));
        Import();
        File.Move(file, Path.Combine(Path.GetDirectoryName(file)!, "other.jsonl"));

        var report = Import();

        Assert.Equal((0L, 2L), (report.Agents.Single().Calls, report.Agents.Single().Duplicates));
        Assert.Equal(["m1", "m2"], Ids);
        Assert.Equal(1, Test.Sql.Number("SELECT count(*) FROM sessions"));
    }

    [Fact]
    public void A_thread_that_Codex_archives_tells_the_same_calls()
    {
        var file = CodexLog(Thread(), Turn(), Count(1), Count(2, "2026-03-01T10:01:00.000Z"));
        Import();
        var calls = Calls;
        var archived = Directory.CreateDirectory(Path.Combine(Home, ".codex", "archived_sessions")).FullName;
        File.Move(file, Path.Combine(archived, Path.GetFileName(file)));
        File.AppendAllText(Path.Combine(archived, Path.GetFileName(file)), Count(3, "2026-03-01T10:02:00.000Z") + "\n");

        var report = Import();

        Assert.Equal((1L, 2L), (report.Agents.Single().Calls, report.Agents.Single().Duplicates));
        Assert.Equal(3, Calls.Count);
        Assert.Superset(calls.ToHashSet(), Calls.ToHashSet());
        AssertSound(Test);
    }

    [Fact]
    public void A_response_that_grows_over_several_imports_is_one()
    {
        var file = ClaudeLog(Claude("m1", output: 2, time: "2026-03-01T23:59:58.000Z"));
        Import();
        File.AppendAllText(file, Claude("m1", output: 50, time: "2026-03-01T23:59:59.000Z") + "\n");
        Import();
        File.AppendAllText(file, Claude("m1", output: 700, time: "2026-03-02T00:00:01.000Z") + "\n");

        Import();

        Assert.Equal(["m1|700|2026-03-02T00:00:01.000Z"], Test.Sql.Rows("SELECT response_id, completion_tokens, timestamp FROM ai_usage"));
        AssertSound(Test);
    }
}
