namespace Codesession.Cli.Tests.Commands;

/// <summary>Help, version, wrong command lines, and text for people.</summary>
public sealed class CommandLineTests : CsTest
{
    [Fact]
    public async Task Version_is_a_line_of_text_or_an_object()
    {
        Assert.Equal(Cs.Version, (await Cs.Run("--version")).Text.TrimEnd());

        var answer = await Cs.Json("--version");
        answer.IsAnswerOf("version");
        Assert.Equal(Cs.Version, answer.Text("version"));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help")]
    public async Task Help_lists_the_commands(params string[] words)
    {
        var result = await Cs.Run(words);

        Assert.Equal(0, result.ExitCode);
        Assert.All(
            "start run status log-ai note end show list stats report statusline export recover pricing remove".Split(' '),
            command => Assert.Contains(command, result.Text));
        Assert.Equal("", result.Error);
    }

    [Theory]
    [InlineData("help", "log-ai")]
    [InlineData("log-ai", "--help")]
    [InlineData("log-ai", "-h")]
    public async Task Help_for_a_command_names_its_options(params string[] words)
    {
        var result = await Cs.Run(words);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("--prompt-tokens", result.Text);
        Assert.False(File.Exists(Cs.LedgerPath));
    }

    [Fact]
    public async Task Help_under_json_is_one_document_too()
    {
        Assert.Equal(0, (await Cs.Run("--help", "--json")).ExitCode);
        (await Cs.Run("--help", "--json")).Document.HasVersion();
        (await Cs.Run("help", "pricing", "set", "--json")).Document.HasVersion();
        await Cs.Fails("usage", "help", "nonsense");
    }

    [Theory]
    [InlineData]
    [InlineData("nonsense")]
    [InlineData("--nonsense")]
    [InlineData("Start", "x")]
    [InlineData("status", "--nonsense")]
    [InlineData("status", "extra")]
    [InlineData("status", "-s")]
    [InlineData("status", "--session")]
    [InlineData("list", "-l")]
    [InlineData("start", "x", "y")]
    [InlineData("start", "x", "--resum")]
    [InlineData("start", "--resume")]
    [InlineData("end", "-n")]
    [InlineData("note", "a", "b")]
    [InlineData("recover", "--max-age")]
    [InlineData("export", "-f")]
    [InlineData("remove")]
    [InlineData("remove", "everything")]
    [InlineData("run")]
    [InlineData("run", "-n", "x")]
    [InlineData("status", "-s", "1", "-s", "2")]
    public async Task A_wrong_command_line_is_told_as_such(params string[] words) => await Cs.Fails("usage", words);

    [Theory]
    [InlineData("--json", "status")]
    [InlineData("status", "--json")]
    [InlineData("status", "--brief", "--json")]
    [InlineData("status", "--json", "--brief")]
    public async Task Json_may_stand_anywhere(params string[] words)
    {
        await Start(Cs);

        Assert.Equal("work", (await Cs.Run(words)).Document.Text("name"));
    }

    [Fact]
    public async Task Without_json_people_read_text()
    {
        await Start(Cs);
        foreach (var words in (string[][])
        [
            ["log-ai", "-p", "anthropic", "-m", "claude-sonnet-4", "-t", "10"], ["note", "text"], ["status"],
            ["remove", "note", "1", "--yes"],
            ["end", "-n", "done"], ["show"], ["show", "--files", "--commits"], ["list"], ["stats"], ["recover"], ["pricing", "list"],
        ])
        {
            var result = await Cs.Run(words);

            Assert.True(result.ExitCode == 0, $"cs {string.Join(' ', words)}: {result}");
            Assert.NotEmpty(result.Text.Trim());
            Assert.DoesNotContain("schemaVersion", result.Text);
            Assert.DoesNotContain("\u001b", result.Text);
            Assert.Equal("", result.Error);
        }
    }

    [Theory]
    [InlineData("status")]
    [InlineData("end")]
    [InlineData("note", "text")]
    [InlineData("log-ai", "-p", "anthropic", "-m", "claude-sonnet-4", "-t", "10")]
    [InlineData("log-ai", "-p", "anthropic", "-m", "claude-sonnet-4", "-t", "x", "-s", "1")]
    [InlineData("show", "99")]
    [InlineData("export", "-f", "xml")]
    [InlineData("recover", "--max-age", "x")]
    [InlineData("pricing", "set", "m", "x", "y")]
    [InlineData("start", "")]
    [InlineData("nonsense")]
    [InlineData("--nonsense")]
    [InlineData("status", "-s")]
    [InlineData("start")]
    public async Task Without_json_failures_are_text_on_standard_error(params string[] words)
    {
        var result = await Cs.Run(words);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("", result.Text);
        Assert.NotEmpty(result.Error);
        Assert.DoesNotContain("schemaVersion", result.Error);
        Assert.DoesNotContain("   at ", result.Error);
    }

    [Fact]
    public async Task A_refused_start_says_in_text_what_to_do()
    {
        await Start(Cs, "first");

        var result = await Cs.Run("start", "second");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("first", result.Error);
        Assert.Contains("--resume", result.Error);
    }

    [Fact]
    public async Task Arguments_that_are_no_text_are_still_answered_with_json()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Arguments are UTF-16 there.");
        await Start(Cs);

        var result = await Cs.BeginProgram("/bin/sh", "-c", "exec \"$0\" note --json \"$(printf 'a\\377\\300b')\"", Cs.Executable).Ended();

        Assert.Equal(0, result.ExitCode);
        result.Document.IsAnswerOf("id", "sessionId", "message", "timestamp");
    }

    [Theory]
    [InlineData("cd gone && rmdir ../gone && exec '{0}' status --json", "io_error")]
    [InlineData("exec '{0}' list --json > /dev/full", null)]
    [InlineData("exec '{0}' list > /dev/full", null)]
    [InlineData("exec '{0}' list --json >&-", null)]
    public async Task A_vanished_folder_or_a_broken_output_is_an_error_and_no_crash(string script, string? code)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs /dev/full.");
        await Start(Cs);
        Directory.CreateDirectory(Path.Combine(Cs.Folder, "gone"));

        var result = await Cs.BeginProgram("sh", "-c", string.Format(System.Globalization.CultureInfo.InvariantCulture, script, Cs.Executable)).Ended();

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("   at ", result.Error);
        if (code is not null)
        {
            Assert.Equal(code, result.Document.GetProperty("error").Text("code"));
        }
        else
        {
            Assert.StartsWith("cs: ", result.Error);
        }
    }
}
