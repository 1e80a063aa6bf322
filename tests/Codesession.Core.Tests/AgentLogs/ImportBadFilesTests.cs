using System.Text;
using static Codesession.Core.Tests.AgentLogs.LogLines;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>What cannot be read is counted and named, and everything else is read.</summary>
public sealed class ImportBadFilesTests : ImportTest
{
    private List<string> Ids => Test.Sql.Rows("SELECT response_id FROM ai_usage ORDER BY 1");

    [Fact]
    public void Broken_lines_are_counted_and_the_first_is_named()
    {
        var file = ClaudeLog(
            Claude("m1"), "no json at all", Claude("m2")[..^1], """{"type":"assistant","usage":{]}""", "[]", "", "   ", Claude("m3"));

        var problem = Assert.Single(Import().Problems);

        Assert.Equal((file, LogProblemKind.Broken, 4, Claude("m1").Length + 1), (problem.Path, problem.Kind, problem.Count, problem.Offset));
        Assert.Equal(["m1", "m3"], Ids);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e300")]
    [InlineData("\"100\"")]
    [InlineData("[]")]
    [InlineData("9999999999999999999999999999")]
    public void A_figure_that_is_no_count_spoils_its_call_only(string figure)
    {
        var file = ClaudeLog(Claude("m1"), Claude("m2").Replace("\"output_tokens\":100", $"\"output_tokens\":{figure}"), Claude("m3"));

        var problem = Assert.Single(Import().Problems);

        Assert.Equal((file, LogProblemKind.UnknownShape, 1), (problem.Path, problem.Kind, problem.Count));
        Assert.Equal(["m1", "m3"], Ids);
    }

    [Fact]
    public void A_line_of_fifty_megabytes_is_read()
    {
        ClaudeLog(Claude("m1"), Claude("m2", content: $$"""{"type":"text","text":"{{new string('x', 50_000_000)}}"}"""), Claude("m3"));

        Assert.Empty(Import().Problems);
        Assert.Equal(["m1", "m2", "m3"], Ids);
    }

    [Fact]
    public void Of_a_longer_line_than_any_nothing_is_read_but_what_comes_after()
    {
        var file = ClaudeLog(Claude("m1"));
        using (var log = new FileStream(file, FileMode.Append))
        {
            log.Write("{\"type\":\"assistant\",\"text\":\""u8);
            var much = Encoding.UTF8.GetBytes(new string('x', 1024 * 1024));
            for (var i = 0; i < 140; i++) log.Write(much);
            log.Write("\"}\n"u8);
            log.Write(Encoding.UTF8.GetBytes(Claude("m3") + "\n"));
        }

        var problem = Assert.Single(Import().Problems);

        Assert.Equal((file, LogProblemKind.TooLong, 1, Claude("m1").Length + 1), (problem.Path, problem.Kind, problem.Count, problem.Offset));
        Assert.Equal(["m1", "m3"], Ids);
        Assert.Equal(0, Import().Agents.Single().FilesRead);
    }

    [Theory]
    [InlineData("\uFEFF", "\n")]
    [InlineData("", "\r\n")]
    [InlineData("\0\0\0\0", "\n")]
    [InlineData("\n\n \n", "\n")]
    [InlineData("  ", "\t\n")]
    public void Marks_and_ends_of_lines_of_other_systems_cost_no_call(string before, string end)
    {
        Log(".claude/projects/-made-up/session.jsonl");
        File.WriteAllText(Path.Combine(Home, ".claude/projects/-made-up/session.jsonl"), $"{before}{Claude("m1")}{end}{Claude("m2")}{end}", new UTF8Encoding(false));

        Assert.Empty(Import().Problems);
        Assert.Equal(["m1", "m2"], Ids);
    }

    [Fact]
    public void Bytes_that_are_no_text_in_a_line_are_of_that_line()
    {
        var file = ClaudeLog(Claude("m1"));
        using (var log = new FileStream(file, FileMode.Append))
        {
            log.Write([0xFF, 0xFE, 0, 0, (byte)'\n', 0, 0, 0, 0, 0, (byte)'\n']);
            log.Write(Encoding.UTF8.GetBytes(Claude("m2") + "\n"));
        }

        var problem = Assert.Single(Import().Problems);

        Assert.Equal((LogProblemKind.Broken, 1), (problem.Kind, problem.Count));
        Assert.Equal(["m1", "m2"], Ids);
    }

    [Fact]
    public void An_empty_file_is_no_problem()
    {
        ClaudeLog();
        CodexLog();

        var report = Import();

        Assert.Empty(report.Problems);
        Assert.Equal((2, 0), (report.Agents.Sum(agent => agent.Files), report.Agents.Sum(agent => agent.FilesRead)));
        Assert.Equal(0, Import().Agents.Sum(agent => agent.FilesRead));
    }

    [Fact]
    public void What_may_not_be_looked_into_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Nothing is closed to root.");
        ClaudeLog(Claude("m1"));
        var file = Log(".claude/projects/-other/closed.jsonl", Claude("m2"));
        var folder = Path.GetDirectoryName(Log(".claude/projects/-closed/session.jsonl", Claude("m3")))!;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.None);
            File.SetUnixFileMode(folder, UnixFileMode.None);
        }
        try
        {
            Assert.Equal([file, folder], Import().Problems.Where(problem => problem.Kind == LogProblemKind.Unreadable).Select(problem => problem.Path).Order().Reverse());
            Assert.Equal(["m1"], Ids);
        }
        finally
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_file_that_another_import_finds_gone_is_a_problem_of_that_file()
    {
        ClaudeLog(Claude("m1"));
        var dangling = Path.Combine(Home, ".claude/projects/-made-up/dangling.jsonl");
        Link(dangling, Path.Combine(Home, "nowhere"));

        var problem = Assert.Single(Import().Problems);

        Assert.Equal((dangling, LogProblemKind.Unreadable), (problem.Path, problem.Kind));
        Assert.Equal(["m1"], Ids);
    }

    [Fact]
    public void A_link_back_is_named_and_not_followed()
    {
        var file = ClaudeLog(Claude("m1"));
        var loop = Path.Combine(Path.GetDirectoryName(file)!, "loop");
        Link(loop, Path.Combine(Home, ".claude"));

        var problem = Assert.Single(Import().Problems);

        Assert.Equal((loop, LogProblemKind.LinkLoop), (problem.Path, problem.Kind));
        Assert.Equal(["m1"], Ids);
    }

    [Fact]
    public void A_link_to_logs_elsewhere_is_followed()
    {
        var file = ClaudeLog(Claude("m1"));
        var elsewhere = Path.GetDirectoryName(Log("elsewhere/session2.jsonl", Claude("m2")))!;
        Link(Path.Combine(Path.GetDirectoryName(file)!, "there"), elsewhere);

        Assert.Empty(Import().Problems);
        Assert.Equal(["m1", "m2"], Ids);
    }

    [Fact]
    public void A_folder_with_the_name_of_a_log_is_none()
    {
        ClaudeLog(Claude("m1"));
        Log(".claude/projects/-made-up/folder.jsonl/session.jsonl", Claude("m2"));

        Assert.Empty(Import().Problems);
        Assert.Equal(["m1", "m2"], Ids);
    }

    private static void Link(string path, string target)
    {
        try
        {
            if (Directory.Exists(target)) Directory.CreateSymbolicLink(path, target);
            else File.CreateSymbolicLink(path, target);
        }
        catch (IOException) when (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links need a privilege.");
        }
    }

    [Fact]
    public void A_path_that_no_file_can_have_loses_no_call()
    {
        ClaudeLog(Claude("m1", content: """{"type":"tool_use","name":"Edit","input":{"file_path":"a\u0000b"}}"""));

        Import();

        Assert.Equal(["m1"], Ids);
    }

    [Fact]
    public void What_is_no_regular_file_is_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no endless device to link to.");
        var log = ClaudeLog(Claude("m1"));
        File.CreateSymbolicLink(Path.Combine(Path.GetDirectoryName(log)!, "endless.jsonl"), "/dev/zero");

        Import();

        Assert.Equal(["m1"], Ids);
    }
}
