using System.Text;
using Codesession.AgentLogTrees;
using static Codesession.Core.Tests.AgentLogs.LogLines;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>What anybody wrote stays where it is.</summary>
public sealed class ImportPrivacyTests : ImportTest
{
    [Fact]
    public void No_prompt_reply_or_title_gets_into_the_ledger()
    {
        WriteTree(Small);

        Import();

        Assert.Equal(Stated, Calls);
        AssertNowhere(LogTree.Secret);
        AssertNowhere(LogTree.Title);
    }

    [Fact]
    public void Titles_come_where_they_are_asked_for_and_nothing_else()
    {
        WriteTree(Small);

        Import(request => request with { Titles = true });

        AssertNowhere(LogTree.Secret);
        Assert.Contains(Test.Sql.Rows("SELECT name FROM sessions"), name => name == LogTree.Title);
    }

    [Fact]
    public void A_title_is_no_reason_to_rename_what_somebody_named()
    {
        var file = ClaudeLog(Claude("m1"), """{"type":"ai-title","aiTitle":"Mend the gutter","sessionId":"s1"}""");
        Import(request => request with { Titles = true });
        Assert.Equal(["Mend the gutter"], Test.Sql.Rows("SELECT name FROM sessions"));
        Test.Sql.Execute("UPDATE sessions SET name = 'My own'");
        File.AppendAllText(file, Claude("m2", time: "2026-03-01T11:00:00.000Z") + "\n" + """{"type":"ai-title","aiTitle":"Mend the roof","sessionId":"s1"}""" + "\n");

        Import(request => request with { Titles = true });

        Assert.Equal(["My own"], Test.Sql.Rows("SELECT name FROM sessions"));
    }

    [Fact]
    public void What_a_broken_line_says_is_told_to_nobody()
    {
        ClaudeLog(
            $"{{\"usage\":\"{LogTree.Secret}\"",
            Claude("m1").Replace("\"input_tokens\":1000", $"\"input_tokens\":\"{LogTree.Secret}\""),
            Claude(LogTree.Secret).Replace("\"output_tokens\":100", "\"output_tokens\":-1"));

        var report = Import();

        Assert.Equal(3, report.Problems.Sum(problem => problem.Count));
        Assert.All(report.Problems, problem => Assert.DoesNotContain(LogTree.Secret, problem.Message ?? ""));
    }

    private void AssertNowhere(string text)
    {
        Test.Sql.Execute("PRAGMA wal_checkpoint");
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(Test.DatabasePath)!))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0, $"It is in {Path.GetFileName(file)}.");
        }
    }
}
