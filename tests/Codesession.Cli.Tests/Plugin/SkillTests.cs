namespace Codesession.Cli.Tests.Plugin;

/// <summary>What the skills tell agents to do, done.</summary>
public sealed class SkillTests : CsTest
{
    public static TheoryData<string> Skills => Given.Pages("skills", "plugin/skills");

    public static TheoryData<string> Pages => Given.Pages("skills", "plugin", "docs/agents");

    [Theory]
    [MemberData(nameof(Skills))]
    public void A_skill_has_what_agents_look_for_first(string page)
    {
        var head = Given.Head(page);

        // The limits of agentskills.io.
        Assert.Equal(Path.GetFileName(Path.GetDirectoryName(page)), head["name"]);
        Assert.InRange(head["description"].Length, 1, 1024);
        Assert.InRange(Given.Text(page).Length, 1, 20_000);
    }

    [Fact]
    public async Task Every_command_of_the_skill_works_in_the_order_of_the_skill()
    {
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Root);
        var lines = Given.CommandLines("skills/codesession/SKILL.md");
        Assert.InRange(lines.Count, 15, 40);

        foreach (var line in lines)
        {
            if (line[0] == "end") repo.Write("fixed.txt", "fixed\n");
            var result = await cs.Run(line);
            Assert.True(result.ExitCode == 0, $"cs {string.Join(' ', line)}: {result}");
            if (line.Contains("--json")) _ = result.Document;
            else Assert.NotEmpty(result.Text);
        }

        var session = await cs.Json("show", "--files");
        Assert.Equal(("fix the login", "completed"), (session.Text("name"), session.Text("status")));
        Assert.Equal(3, (await cs.Json("report", "session")).GetProperty("totals").GetProperty("calls").GetInt32());
        Assert.Equal("fixed.txt", Assert.Single(session.List("files")).Text("filePath"));
    }

    [Fact]
    public void A_skill_asks_for_json_wherever_there_is_any() =>
        Assert.All(Given.CommandLines("skills/codesession/SKILL.md").Where(line => !line.Contains("--ai")), line => Assert.Contains("--json", line));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_line_of_a_page_is_one(string page)
    {
        var root = CommandLine.Root(CliHost.FromProcess());

        Assert.All(Given.CommandLines(page), words => Assert.Empty(root.Parse(Codesession.Cli.Commands.RunCommand.MarkCommand(root, words)).Errors));
        // Between words a line may be cut short, but its command is there.
        Assert.All(Given.InlineCommandLines(page).Where(words => words.Length > 0), words =>
            Assert.NotSame(root, root.Parse([.. words.TakeWhile(word => char.IsAsciiLetter(word[0])), "--help"]).CommandResult.Command));
    }
}
