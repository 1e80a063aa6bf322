using System.Text;
using System.Text.Json;

namespace Codesession.Cli.Tests.Hooks;

/// <summary><c>cs hook install</c> and <c>uninstall</c>: settings of any shape come back as they were, byte for byte.</summary>
public sealed class HookInstallTests : CsTest
{
    private static readonly string[] Events = ["SessionStart", "UserPromptSubmit", "PreToolUse", "Stop", "SubagentStop", "SessionEnd"];

    private static readonly JsonDocumentOptions Form = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly JsonSerializerOptions Tabbed = new() { WriteIndented = true, IndentCharacter = '\t', IndentSize = 1 };

    /// <summary>What a settings file of somebody who uses hooks looks like.</summary>
    private const string Real = """
        {
          "$schema": "https://json.schemastore.org/claude-code-settings.json",
          "env": { "ANTHROPIC_API_KEY": "sk-ant-secret", "B": "\u00e9\/é" },
          "hooks": {
            "PreToolUse": [
              {
                "matcher": "Bash",
                "hooks": [
                  { "type": "command", "command": "python3 ~/.claude/guard.py", "timeout": 5 }
                ]
              }
            ],
            "Stop": [],
            "Notification": [{"hooks":[{"type":"command","command":"notify-send done"}]}]
          },
          "permissions": {"allow":["Bash(git:*)"],   "deny": [ ]},
          "numbers": [1.50, 1e3, -0.0],
          "unknownToAll": {"z": null, "a": true}
        }

        """;

    public static TheoryData<string> Shapes => new(
        Real,
        Real.Replace("\n", "\r\n"),
        Real.Replace("  ", "\t"),
        Real.Replace("  ", "    ").TrimEnd(),
        "\uFEFF" + Real,
        "{}",
        "{}\n",
        "{\n}\n",
        "{\r\n}",
        "  { }  \n\n",
        "{\n  // nothing yet\n}\n",
        "{\"a\":1}",
        "{\"a\":1,\"hooks\":{\"Stop\":[{\"hooks\":[{\"type\":\"command\",\"command\":\"x\"}]}],\"PreToolUse\":[ ]}}",
        "{\"hooks\":{}}",
        "{\"hooks\": { } }",
        "{\n  \"hooks\": {}\n}",
        "{\n  \"hooks\": {\n  }\n}\n",
        "{\n\t\"hooks\": {\n\t\t\"Stop\": [\n\t\t]\n\t}\n}\n",
        "{\n  \"a\": 1 // one\n}\n",
        "{\n  \"a\": 1, // one\n  /* two, */ \"b\": 2 /* three */ , // four\n}\n// the end",
        "{\n  \"hooks\": {\n    \"SessionEnd\": [\n      {\"hooks\": []}, // mine,\n    ],\n  },\n}\n",
        "/* mine */ {\n  \"h\\u006foks\": {\"St\\u006fp\": []},\n  \"x\": \"// no comment, /* neither */\"\n}",
        "{\n  \"hooks\": {\"Stop\": []},\n  \"hooks\": {\"SessionStart\": []}\n}\n",
        "{\n    \"model\": \"opus\",\n    \"hooks\": {\n        \"Stop\": [{\n            \"hooks\": [{\n                \"type\": \"command\",\n                \"command\": \"say done\"\n            }]\n        }]\n    }\n}");

    private string Settings => Path.Combine(Cs.Home, ".claude", "settings.json");

    private string Command => (OperatingSystem.IsWindows() ? $"\"{Cs.Executable.Replace('\\', '/')}\"" : Cs.Executable) + " hook";

    private void Write(byte[] text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Settings)!);
        File.WriteAllBytes(Settings, text);
    }

    private void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    private static JsonElement Parsed(string path)
    {
        var text = File.ReadAllBytes(path).AsSpan();
        using var document = JsonDocument.Parse(text.StartsWith("\uFEFF"u8) ? text[3..].ToArray() : text.ToArray(), Form);
        return document.RootElement.Clone();
    }

    // Whatever a JSON reader makes of them: the commands at an event.
    private static string?[] CommandsAt(JsonElement settings, string name) => settings.GetProperty("hooks").TryGetProperty(name, out var groups)
        ? [.. groups.EnumerateArray().SelectMany(group => group.List("hooks")).Select(hook => hook.Text("command"))]
        : [];

    private async Task<JsonElement> Install(params string[] more) => await Cs.Json(["hook", "install", "--yes", .. more]);

    private async Task<JsonElement> Uninstall(params string[] more) => await Cs.Json(["hook", "uninstall", "--yes", .. more]);

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Settings_of_any_shape_survive_byte_for_byte(string text)
    {
        Write(text);
        var before = Parsed(Settings);

        var installed = await Install();

        Assert.Equal((true, Settings), (installed.Is("changed"), installed.Text("path")));
        Assert.Equal(Events, installed.List("events").Select(item => item.GetString()));
        var after = Parsed(Settings);
        Assert.All(Events, name => Assert.Equal(Command, CommandsAt(after, name)[^1]));
        Assert.All(Events, name => Assert.Single(CommandsAt(after, name), command => command == Command));
        if (before.Has("hooks"))
        {
            Assert.All(before.GetProperty("hooks").EnumerateObject(), item =>
                Assert.Equal(CommandsAt(before, item.Name), CommandsAt(after, item.Name).Where(command => command != Command)));
        }
        Assert.Equal(before.EnumerateObject().Where(item => item.Name != "hooks").Select(item => $"{item}"),
            after.EnumerateObject().Where(item => item.Name != "hooks").Select(item => $"{item}"));

        Assert.True((await Uninstall()).Is("changed"));
        Assert.Equal(text, Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Settings, TestContext.Current.CancellationToken)));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Installed_twice_it_is_there_once(string text)
    {
        Write(text);
        await Install();
        var once = await File.ReadAllBytesAsync(Settings, TestContext.Current.CancellationToken);

        var again = await Install();

        Assert.Equal((false, 0), (again.Is("changed"), again.List("events").Length));
        Assert.Equal(once, await File.ReadAllBytesAsync(Settings, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_it_puts_in_looks_like_what_is_there()
    {
        Write(Real);
        await Install();

        var text = await File.ReadAllTextAsync(Settings, TestContext.Current.CancellationToken);
        Assert.Contains($$"""
                  },
                  {
                    "matcher": "*",
                    "hooks": [
                      {
                        "type": "command",
                        "command": "{{Command}}",
                        "timeout": 10
                      }
                    ]
                  }
                ],
            """, text);
    }

    [Fact]
    public async Task A_file_that_was_made_for_it_goes_with_it_and_one_with_more_in_it_stays()
    {
        await Install();
        Assert.Equal(Events, Parsed(Settings).GetProperty("hooks").Keys());
        Assert.StartsWith("{\n  \"hooks\": {\n    \"SessionStart\": [\n      {\n        \"hooks\": [", await File.ReadAllTextAsync(Settings, TestContext.Current.CancellationToken));
        await Uninstall();
        Assert.False(File.Exists(Settings));

        await Install();
        Write((await File.ReadAllTextAsync(Settings, TestContext.Current.CancellationToken)).Replace("{\n  \"hooks\"", "{\n  \"model\": \"opus\",\n  \"hooks\""));
        await Uninstall();
        Assert.Equal(["model"], Parsed(Settings).Keys());
    }

    [Fact]
    public async Task What_was_changed_meanwhile_stays_when_it_goes()
    {
        Write(Real);
        await Install();
        var text = await File.ReadAllTextAsync(Settings, TestContext.Current.CancellationToken);
        // Somebody writes the file anew, as programs do, and puts a hook of his own beside ours.
        var ours = JsonSerializer.Serialize(Command);
        using (var document = JsonDocument.Parse(text))
        {
            text = JsonSerializer.Serialize(document.RootElement, Tabbed);
        }
        Write(text.Replace($"\"command\": {ours}", $"\"command\": {ours}, \"mine\": 1").Replace("\"Stop\": [", "\"Stop\": [\n{\"hooks\":[{\"type\":\"command\",\"command\":\"mine\"}]},"));

        await Uninstall();

        var left = Parsed(Settings);
        Assert.Equal(["PreToolUse", "Stop", "Notification"], left.GetProperty("hooks").Keys());
        Assert.Equal(["python3 ~/.claude/guard.py"], CommandsAt(left, "PreToolUse"));
        Assert.Equal(["mine"], CommandsAt(left, "Stop"));
        Assert.Equal(["notify-send done"], CommandsAt(left, "Notification"));
    }

    [Fact]
    public async Task Hooks_of_others_that_resemble_ours_are_not_ours()
    {
        var text = $$$"""
            {"hooks": {"Stop": [{"hooks": [
              {"type": "command", "command": "/bin/sh hook"},
              {"type": "command", "command": "{{{Cs.Executable}}} hook2"},
              {"type": "command", "command": "cs hook"},
              {"type": "prompt", "command": "{{{Cs.Executable}}} hook"}]}]}}
            """;
        Write(text);

        Assert.False((await Uninstall()).Is("changed"));
        await Install();
        await Uninstall();

        Assert.Equal(text, await File.ReadAllTextAsync(Settings, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Those_of_a_cs_that_has_moved_are_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The paths are those of Unix.");
        Write("""{"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "'/old place/cs' hook"}]}]}}""");

        await Install();

        Assert.All(Events, name => Assert.Equal([Command], CommandsAt(Parsed(Settings), name)));
    }

    [Fact]
    public async Task The_command_works_in_a_shell_wherever_cs_lies()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || !Cs.IsPublished, "Needs one executable that can be copied, and sh.");
        var folder = Folder("a place with 'quotes', $HOME and \"more\"");
        var copy = Path.Combine(folder, "cs");
        File.Copy(Cs.Executable, copy);
        foreach (var library in Directory.GetFiles(Path.GetDirectoryName(Cs.Executable)!, "*.so")) File.Copy(library, Path.Combine(folder, Path.GetFileName(library)));
        var install = Cs.BeginProgram(copy, "hook", "install", "--yes", "--json");
        await install.Give([]);
        Assert.Equal(0, (await install.Ended()).ExitCode);
        var talk = new Transcript(Cs.Home, Cs.Folder);

        var hook = Cs.BeginProgram("/bin/sh", "-c", CommandsAt(Parsed(Settings), "SessionStart").Single()!);
        await hook.Give(talk.Event("SessionStart"));

        Assert.Equal(0, (await hook.Ended()).ExitCode);
        Assert.Single((await Cs.Json("list")).EnumerateArray());
        var uninstall = Cs.BeginProgram(copy, "hook", "uninstall", "--yes", "--json");
        await uninstall.Give([]);
        await uninstall.Ended();
        Assert.False(File.Exists(Settings));
    }

    [Fact]
    public async Task It_goes_where_it_is_told()
    {
        var repo = RepoWithCommit();
        Directory.CreateDirectory(repo.PathOf("below"));
        var (there, other) = (Cs.In(repo.PathOf("below")), Folder("other"));

        Assert.Equal(Path.Combine(repo.Root, ".claude", "settings.json"), (await there.Json("hook", "install", "--project", "--yes")).Text("path"));
        Assert.Equal(Path.Combine(repo.Root, ".claude", "settings.local.json"), (await there.Json("hook", "install", "--local", "--yes")).Text("path"));
        Assert.Equal(Path.Combine(other, "settings.json"), (await there.With("CLAUDE_CONFIG_DIR", other).Json("hook", "install", "--user", "--yes")).Text("path"));
        await there.Fails("usage", "hook", "install", "--user", "--project", "--yes");

        Assert.True(File.Exists(repo.PathOf(".claude/settings.json")) && File.Exists(repo.PathOf(".claude/settings.local.json")) && File.Exists(Path.Combine(other, "settings.json")));
        Assert.False(File.Exists(Settings));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("{")]
    [InlineData("{\"a\": 1} {}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"hooks\": []}")]
    [InlineData("{\"hooks\": {\"Stop\": {}}}")]
    [InlineData("{\"hooks\": \"\\ud800\"}")]
    public async Task Settings_that_cannot_be_understood_are_left_alone(string text)
    {
        Write(text);

        var error = await Cs.Fails("config_invalid", "hook", "install", "--yes");

        Assert.Contains(Settings, error.Text("message"));
        Assert.Equal(text, await File.ReadAllTextAsync(Settings, TestContext.Current.CancellationToken));
        Assert.Equal([Settings], Directory.GetFiles(Path.GetDirectoryName(Settings)!));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_survive_too()
    {
        byte[] text = [.. "{\n  \"a\": \"\\u00e9"u8, 0xC3, 0xA9, .. "\",\n  \"b\": \""u8, 0xF0, 0x9F, 0x92, 0xB8, .. "\"\n}\n"u8];
        Write(text);

        await Install();
        await Uninstall();

        Assert.Equal(text, await File.ReadAllBytesAsync(Settings, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Mode_and_link_of_the_file_stay()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has neither.");
        var real = Path.Combine(Folder("dotfiles"), "claude.json");
        await File.WriteAllTextAsync(real, Real, TestContext.Current.CancellationToken);
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(real, Mode);
        Directory.CreateDirectory(Path.GetDirectoryName(Settings)!);
        File.CreateSymbolicLink(Settings, real);

        await Install();

        Assert.Equal(real, new FileInfo(Settings).LinkTarget);
        if (!OperatingSystem.IsWindows()) Assert.Equal(Mode, File.GetUnixFileMode(real));
        Assert.Equal(Command, CommandsAt(Parsed(real), "Stop").Single());
        await Uninstall();
        Assert.Equal(Real, await File.ReadAllTextAsync(real, TestContext.Current.CancellationToken));
        Assert.Equal(real, new FileInfo(Settings).LinkTarget);
        Assert.Equal([real], Directory.GetFiles(Path.GetDirectoryName(real)!));
    }

    [Fact]
    public async Task The_change_is_shown_first_and_nothing_of_the_rest()
    {
        Write(Real);

        var asked = await Cs.Run("hook", "install");

        Assert.Equal(1, asked.ExitCode);
        Assert.Contains("--yes", asked.Error);
        Assert.All(Events, name => Assert.Contains($"+ hooks.{name}: {{", asked.Text));
        Assert.Contains(Command, asked.Text);
        Assert.DoesNotContain("sk-ant", asked.Text + asked.Error);
        Assert.Equal(Settings, (await Cs.Fails("confirmation_required", "hook", "install")).Text("path"));
        Assert.Equal(Real, await File.ReadAllTextAsync(Settings, TestContext.Current.CancellationToken));
        await Install();
        Assert.Contains("- hooks.Stop: {", (await Cs.Run("hook", "uninstall")).Text);
        Assert.Equal((0, true), await Cs.Run("hook", "uninstall", "-y") is { ExitCode: var code, Text: var text } ? (code, text.Contains("- hooks.Stop")) : default);
        Assert.Equal(0, (await Cs.Run("hook", "uninstall")).ExitCode);
    }
}
