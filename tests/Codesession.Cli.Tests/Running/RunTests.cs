using System.Text.Json;

namespace Codesession.Cli.Tests.Running;

/// <summary><c>cs run</c>: the command's own streams, its exit code, and the session around it.</summary>
public sealed class RunTests : CsTest
{
    public RunTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are scripts for sh.");

    private static string LogAi => $"'{Cs.Executable}' log-ai -p anthropic -m claude-sonnet-4";

    private async Task<JsonElement> Newest() => await Cs.Json("show");

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(255)]
    public async Task The_exit_code_is_that_of_the_command(int code)
    {
        Assert.Equal(code, (await Cs.Run("run", "--no-proxy", "sh", "-c", $"exit {code}")).ExitCode);

        Assert.Equal("completed", (await Newest()).Text("status"));
    }

    [Theory]
    [InlineData("KILL", 137)]
    [InlineData("TERM", 143)]
    [InlineData("SEGV", 139)]
    public async Task A_command_that_dies_by_a_signal_gives_128_and_its_number(string signal, int code)
    {
        Assert.Equal(code, (await Cs.Run("run", "--no-proxy", "sh", "-c", $"kill -{signal} $$")).ExitCode);

        Assert.Equal("completed", (await Newest()).Text("status"));
    }

    [Theory]
    [InlineData("my own name", "--name", "my own name", "true")]
    [InlineData("my own name", "-n", "my own name", "true")]
    [InlineData("true", "true")]
    [InlineData("echo hello", "echo", "hello", "--password", "hunter2")]
    [InlineData("echo hello", "echo", "-e", "hello")]
    [InlineData("true", "true", "-x", "--yes")]
    public async Task The_session_is_called_by_the_name_given_or_by_program_and_first_argument(string name, params string[] words)
    {
        await Cs.Run(["run", "--no-proxy", .. words]);

        Assert.Equal(name, (await Newest()).Text("name"));
    }

    [Fact]
    public async Task Standard_output_passes_through_byte_for_byte()
    {
        var bytes = new byte[300_000];
        new Random(1).NextBytes(bytes);
        var file = Path.Combine(Cs.Folder, "bytes");
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);

        var result = await Cs.Run("run", "--no-proxy", "cat", file);

        Assert.Equal(bytes, result.Out);
    }

    [Fact]
    public async Task Standard_input_passes_through_byte_for_byte()
    {
        var bytes = new byte[300_000];
        new Random(2).NextBytes(bytes);

        var result = await Cs.RunWith(bytes, "run", "--no-proxy", "cat");

        Assert.Equal(bytes, result.Out);
    }

    [Fact]
    public async Task The_summary_goes_to_standard_error_alone()
    {
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Folder);

        var result = await cs.Run("run", "--no-proxy", "sh", "-c",
            $"echo out; echo err >&2; echo x > new.txt; {LogAi} -t 1000 --json >/dev/null");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("out\n", result.Text);
        Assert.StartsWith("err\n", result.Error);
        Assert.Contains("1 file", result.Error);
        Assert.Contains("0 commits", result.Error);
        Assert.Contains("0.0066", result.Error);
        Assert.Contains("claude-sonnet-4", result.Error);
    }

    [Fact]
    public async Task Under_json_standard_output_is_the_ended_session_and_the_commands_goes_to_standard_error()
    {
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Folder);

        var result = await cs.Run("run", "--json", "--no-proxy", "sh", "-c", "echo out; echo x > new.txt; exit 7");

        Assert.Equal(7, result.ExitCode);
        Assert.Contains("out\n", result.Error);
        var ended = result.Document;
        Assert.Equal([.. JsonShape.Session, "branch", "files", "aiUsage", "annotations", "exitCode"], ended.Keys());
        ended.HasVersion();
        Assert.Equal("completed", ended.Text("status"));
        Assert.Equal(7, ended.Whole("exitCode"));
        Assert.Equal("new.txt", Assert.Single(ended.List("files")).Text("filePath"));
        Assert.Empty(ended.List("commits"));
    }

    [Fact]
    public async Task Under_json_the_commands_output_arrives_whole_on_standard_error()
    {
        const string Count = "i=0; while [ $i -lt 2000 ]; do echo line-$i; i=$((i+1)); done";

        var result = await Cs.Run("run", "--json", "--no-proxy", "sh", "-c", Count);

        result.Document.HasVersion();
        Assert.All(Enumerable.Range(0, 2000), number => Assert.Contains($"line-{number}\n", result.Error));
    }

    [Fact]
    public async Task Options_behind_the_command_belong_to_it()
    {
        var result = await Cs.Run(
            "run", "--no-proxy", "echo", "--json", "-n", "x", "--no-proxy", "--help", "--version", "-s", "1", "--", "-p", "[x]", "@file");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("--json -n x --no-proxy --help --version -s 1 -- -p [x] @file\n", result.Text);
        Assert.Equal("echo x", (await Newest()).Text("name"));
    }

    [Fact]
    public async Task Two_dashes_may_stand_before_the_command()
    {
        var result = await Cs.Run("run", "--no-proxy", "--", "echo", "--json", "--", "x");

        Assert.Equal("--json -- x\n", result.Text);
    }

    [Fact]
    public async Task Arguments_arrive_as_they_are()
    {
        var result = await Cs.Run("run", "--no-proxy", "printf", "<%s>", "", " a  b ", "$HOME", "*", "\"", "'", "\\", "é🙂", "a\nb");

        Assert.Equal("<>< a  b ><$HOME><*><\"><'><\\><é🙂><a\nb>", result.Text);
    }

    [Fact]
    public async Task The_command_runs_in_the_folder_with_its_session_in_the_environment()
    {
        var other = await Start(Cs);

        var cs = Cs.With("CODESESSION_SESSION", $"{other}");
        var result = await cs.Run("run", "--no-proxy", "sh", "-c", "pwd; echo $CODESESSION_SESSION");

        Assert.Equal($"{Cs.Folder}\n{other + 1}\n", result.Text);
    }

    [Fact]
    public async Task A_call_logged_inside_lands_in_the_run_even_where_another_session_is_active()
    {
        var outer = await Start(Cs, "outer");

        var result = await Cs.Run("run", "--json", "--no-proxy", "sh", "-c",
            $"{LogAi} -t 10 -c 0.5; cd / && {LogAi} -t 5 -c 0.25");

        Assert.Equal(15, result.Document.Whole("aiTokens"));
        Assert.Equal(0.75m, result.Document.Dollars("aiCost"));
        var untouched = await Cs.Json("show", $"{outer}");
        Assert.Equal(0, untouched.Whole("aiTokens"));
        Assert.Equal("active", untouched.Text("status"));
    }

    [Fact]
    public async Task A_program_that_cannot_be_started_gives_127_and_the_session_is_ended()
    {
        var text = await Cs.Run("run", "--no-proxy", "no-such-program-anywhere", "x");
        Assert.Equal(127, text.ExitCode);
        Assert.Equal("", text.Text);
        Assert.Contains("no-such-program-anywhere", text.Error);

        var json = await Cs.Run("run", "--json", "--no-proxy", "./no/such/program");
        Assert.Equal(127, json.ExitCode);
        Assert.Equal(127, json.Document.Whole("exitCode"));

        Assert.Equal(127, (await Cs.Run("run", "--no-proxy", "")).ExitCode);
        var folder = await Cs.Run("run", "--no-proxy", Cs.Folder);
        Assert.Equal(127, folder.ExitCode);
        Assert.DoesNotContain("Success", folder.Error, StringComparison.Ordinal);

        Assert.All((await Cs.Json("list")).EnumerateArray(), session => Assert.Equal("completed", session.Text("status")));
    }

    [Fact]
    public async Task A_run_neither_ends_nor_refuses_another_session()
    {
        var started = await Start(Cs, "started");
        Assert.Equal(0, (await Cs.Run("run", "--no-proxy", "true")).ExitCode);
        Assert.Equal("active", (await Cs.Json("show", $"{started}")).Text("status"));
        await Cs.Json("end");

        var ready = Path.Combine(Cs.Folder, "ready");
        var running = Cs.Begin("run", "--no-proxy", "sh", "-c", $"echo > '{ready}'; cat");
        await running.Until(() => File.Exists(ready), "the command is running");
        var beside = await Start(Cs, "beside");
        await Cs.Json("start", "again", "--close-stale");

        var sessions = (await Cs.Json("list")).EnumerateArray()
            .ToDictionary(session => session.Text("name")!, session => session.Text("status"));
        Assert.Equal("completed", sessions["beside"]);
        Assert.Equal("active", sessions["again"]);
        Assert.Equal("active", sessions["sh"]);
        Assert.Equal("again", (await Cs.Json("status")).Text("name"));
        Assert.True(beside > started);

        await running.Give([]);
        Assert.Equal(0, (await running.Ended()).ExitCode);
        Assert.Equal("active", (await Cs.Json("status")).Text("status"));
    }

    [Fact]
    public async Task Runs_side_by_side_never_mix()
    {
        var runs = await Task.WhenAll(Enumerable.Range(1, 3).Select(number => Cs.Run(
            "run", "--json", "--no-proxy", "-n", $"{number}", "sh", "-c",
            $"for i in 1 2 3 4 5; do {LogAi} -t {number} -c 0.0{number} || exit 9; done")));

        for (var number = 1; number <= 3; number++)
        {
            var ended = runs[number - 1].Document;
            Assert.Equal(0, runs[number - 1].ExitCode);
            Assert.Equal($"{number}", ended.Text("name"));
            Assert.Equal(5 * number, ended.Whole("aiTokens"));
            Assert.Equal(0.05m * number, ended.Dollars("aiCost"));
            Assert.Equal(5, ended.List("aiUsage").Length);
        }
    }

    [Fact]
    public async Task A_command_may_end_its_session_itself()
    {
        var result = await Cs.Run("run", "--json", "--no-proxy", "sh", "-c", $"'{Cs.Executable}' end -n 'from inside'; exit 3");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("from inside", result.Document.Text("notes"));
        Assert.Equal(3, result.Document.Whole("exitCode"));
    }

    [Fact]
    public async Task Commits_made_inside_are_told()
    {
        var repo = RepoWithCommit();

        var result = await Cs.In(repo.Folder).Run(
            "run", "--json", "--no-proxy", "git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit",
            "--quiet", "--allow-empty", "-m", "From inside");

        Assert.Equal("From inside", Assert.Single(result.Document.List("commits")).Text("message"));
    }

    [Theory]
    [InlineData("many")]
    [InlineData("-1")]
    [InlineData("65536")]
    public async Task A_port_that_is_none_is_refused(string port)
    {
        var marker = Path.Combine(Cs.Folder, "marker");

        (await Cs.Run("run", "--json", "-p", port, "touch", marker)).Failure("invalid_input");

        Assert.False(File.Exists(marker));
        Assert.Empty((await Cs.Json("list")).EnumerateArray());
    }

    [Theory]
    [InlineData("sh", "sh", "--api-key", "sk-ant-abc123")]
    [InlineData("echo", "echo", "https://user:passw0rd@host/path")]
    [InlineData("echo", "echo", "sk-ant-abc123")]
    [InlineData("echo", "echo", "16C7e42F292c6912E7710c838347Ae178B4a")]
    [InlineData("echo", "echo", "fix the login")]
    [InlineData("env", "env", "KEY=secret", "true")]
    public async Task What_may_be_a_key_or_a_prompt_is_not_in_the_name(string name, params string[] words)
    {
        await Cs.Run(["run", "--no-proxy", .. words]);

        Assert.Equal(name, (await Newest()).Text("name"));
    }

    [Fact]
    public async Task In_a_session_that_exists_it_books_and_leaves_it_active()
    {
        var id = await Start(Cs);

        var result = await Cs.Run("run", "-s", $"{id}", "sh", "-c", $"{LogAi} -t 100; exit 3");

        Assert.Equal((3, ""), (result.ExitCode, result.Error));
        var session = await Newest();
        Assert.Equal((id, "active", 100), (session.Whole("id"), session.Text("status"), session.Whole("aiTokens")));

        var json = await Cs.Run("run", "--session", $"{id}", "--json", "sh", "-c", "exit 4");
        Assert.Equal((4, "active", 4L), (json.ExitCode, json.Document.Text("status"), json.Document.Whole("exitCode")));
    }

    [Fact]
    public async Task A_session_that_is_not_active_runs_nothing()
    {
        var result = await Cs.Run("run", "-s", "99", "--json", "touch", "ran");

        Assert.Equal((1, "session_not_found"), (result.ExitCode, result.Document.GetProperty("error").Text("code")));
        Assert.False(File.Exists(Path.Combine(Cs.Folder, "ran")));
    }

    [Fact]
    public async Task The_exit_code_is_kept_where_the_session_is_gone()
    {
        string[] words = ["run", "--no-proxy", "sh", "-c", $"'{Cs.Executable}' remove session $CODESESSION_SESSION --yes; exit 7"];

        var text = await Cs.Run(words);
        var json = await Cs.Run(["run", "--json", .. words[1..]]);

        Assert.Equal(7, text.ExitCode);
        Assert.Contains("There is no session", text.Error);
        Assert.Equal(7, json.ExitCode);
        Assert.Equal("session_not_found", json.Document.GetProperty("error").Text("code"));
        Assert.Equal(7, json.Document.Whole("exitCode"));
    }
}
