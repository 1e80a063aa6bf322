using System.Text.Json;

namespace Codesession.Cli.Tests.Commands;

/// <summary><c>cs export</c>.</summary>
public sealed class ExportTests : CsTest
{
    private const string Header = "id,name,status,startTime,endTime,duration,filesChanged,commits,aiTokens,aiCost,agents,notes";

    private static readonly string[] keys =
    [
        "id", "name", "startTime", "endTime", "duration", "workingDirectory", "gitRoot", "startGitHead", "filesChanged", "commits",
        "aiCost", "aiTokens", "notes", "status", "aiUsage", "files",
    ];

    [Fact]
    public async Task Json_is_an_array_of_sessions_with_all_that_belongs_to_them_newest_first()
    {
        var repo = RepoWithCommit();
        var head = repo.Git("rev-parse", "HEAD");
        var cs = Cs.In(repo.Folder);
        await Start(cs, "first");
        await Log(cs, 10, "0.25", "--agent", "a");
        repo.Write("new.txt", "new");
        repo.Commit("Second");
        await cs.Json("end", "-n", "done");
        await Start(Cs, "second");

        foreach (var words in (string[][])[[], ["--json"], ["-f", "json"], ["--format", "json", "--json"]])
        {
            var sessions = (await Cs.Run(["export", .. words])).Document.EnumerateArray().ToList();

            Assert.Equal(["second", "first"], sessions.Select(session => session.Text("name")));
            var first = sessions[1];
            first.HasInOrder(keys);
            Assert.Equal(repo.Root, first.Text("workingDirectory"));
            Assert.Equal(repo.Root, first.Text("gitRoot"));
            Assert.Equal(head, first.Text("startGitHead"));
            Assert.Equal(1, first.Whole("filesChanged"));
            Assert.Equal(JsonShape.Commit, Assert.Single(first.List("commits")).Keys());
            Assert.Equal(0.25m, first.Dollars("aiCost"));
            Assert.Equal(10, first.Whole("aiTokens"));
            Assert.Equal("done", first.Text("notes"));
            Assert.Equal("completed", first.Text("status"));
            Assert.Equal("a", Assert.Single(first.List("aiUsage")).Text("agentName"));
            Assert.Equal(JsonShape.File, Assert.Single(first.List("files")).Keys());
            first.Time("startTime");
            first.Time("endTime");
            sessions[0].HasInOrder([.. keys.Except(["endTime", "duration", "gitRoot", "startGitHead", "notes"])]);
            Assert.Equal("active", sessions[0].Text("status"));
            Assert.DoesNotContain(sessions[0].EnumerateObject(), property => property.Value.ValueKind == JsonValueKind.Null);
        }
    }

    [Fact]
    public async Task An_empty_ledger_exports_nothing()
    {
        Assert.Equal(0, (await Cs.Run("export")).Document.GetArrayLength());
        Assert.Equal(Header + "\n", (await Cs.Run("export", "-f", "csv")).Text);
    }

    [Fact]
    public async Task The_limit_takes_the_newest()
    {
        await Start(Cs, "first");
        await Cs.Json("end");
        await Start(Cs, "second");

        Assert.Equal("second", Assert.Single((await Cs.Json("export", "-l", "1")).EnumerateArray()).Text("name"));
        Assert.Equal(2, (await Cs.Run("export", "-f", "csv", "-l", "1")).Text.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task Csv_is_one_line_a_session_with_quoted_text()
    {
        var id = await Start(Cs, "a \"quoted\", name");
        await Log(Cs, 10, "0.25", "--agent", "One");
        await Log(Cs, 10, "0.25", "--agent", "Two, or \"2\"");
        await Log(Cs, 10, "0.25", "--agent", "One");
        var ended = await Cs.Json("end", "-n", "first\nsecond");

        var lines = (await Cs.Run("export", "--format", "csv")).Text.Split('\n');

        Assert.Equal(3, lines.Length);
        Assert.Equal(Header, lines[0]);
        Assert.Equal("", lines[2]);
        Assert.Equal(
            $"{id},\"a \"\"quoted\"\", name\",completed,{ended.Text("startTime")},{ended.Text("endTime")},{ended.Whole("duration")},"
            + "0,0,30,0.75,\"One; Two, or \"\"2\"\"\",\"first\\nsecond\"",
            lines[1]);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("=cmd|' /C calc'!A0")]
    public async Task A_formula_in_csv_is_made_harmless(string formula)
    {
        (await Cs.Run("start", "--json", "--", formula)).Document.IsAnswerOf("id", "name", "directory", "gitRoot", "branch");
        await Log(Cs, 1, "0", $"--agent={formula}");
        Assert.Equal(0, (await Cs.Run("end", $"--notes={formula}", "--json")).ExitCode);

        var line = (await Cs.Run("export", "-f", "csv")).Text.Split('\n')[1];

        var cells = line.Split('"').Where((_, place) => place % 2 == 1).ToList();
        Assert.Equal(3, cells.Count);
        Assert.All(cells, cell => Assert.DoesNotContain(cell[0], "=+-@\t\r"));
        Assert.All(cells, cell => Assert.Contains(formula.TrimStart('\t', '\r'), cell));
    }

    [Theory]
    [InlineData("xml")]
    [InlineData("")]
    [InlineData("JSON ")]
    public async Task Another_format_is_refused(string format) => await Cs.Fails("invalid_input", "export", "-f", format);

    [Fact]
    public async Task Csv_under_json_is_refused_with_json() => await Cs.Fails("invalid_input", "export", "-f", "csv");
}
