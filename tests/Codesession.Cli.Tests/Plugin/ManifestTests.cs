using System.Text.Json;
using Codesession.Cli.Tests.Hooks;

namespace Codesession.Cli.Tests.Plugin;

/// <summary>What Claude Code requires of a marketplace and of a plugin (code.claude.com/docs, plugins: manifest reference and marketplaces).</summary>
public sealed class ManifestTests : CsTest
{
    // Lower case, digits, hyphens: the name becomes part of commands.
    private const string Name = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$";

    [Fact]
    public void The_marketplace_names_its_owner_and_where_each_plugin_lies()
    {
        var market = Given.Json(".claude-plugin/marketplace.json");

        Assert.Matches(Name, market.Text("name"));
        Assert.NotEmpty(market.GetProperty("owner").Text("name")!);
        var plugin = Assert.Single(market.List("plugins"));
        Assert.Matches(Name, plugin.Text("name"));
        Assert.StartsWith("./", plugin.Text("source"));
        Assert.Equal(plugin.Text("name"), Given.Json($"{plugin.Text("source")}/.claude-plugin/plugin.json").Text("name"));
    }

    [Fact]
    public void The_plugin_has_a_name_an_author_and_the_version_of_cs()
    {
        var plugin = Given.Json("plugin/.claude-plugin/plugin.json");

        Assert.Matches(Name, plugin.Text("name"));
        Assert.Equal(Cs.Version, plugin.Text("version"));
        Assert.NotEmpty(plugin.Text("description")!);
        Assert.NotEmpty(plugin.GetProperty("author").Text("name")!);
        Assert.Equal("MIT", plugin.Text("license"));
    }

    [Fact]
    public async Task Its_server_is_a_command_of_cs()
    {
        var server = Assert.Single(Given.Json("plugin/.mcp.json").GetProperty("mcpServers").EnumerateObject());

        Assert.Equal("codesession", server.Name);
        Assert.Equal("cs", server.Value.Text("command"));
        var ended = await Cs.Run([.. server.Value.List("args").Select(word => word.GetString()!)]);
        Assert.Equal((0, ""), (ended.ExitCode, ended.Text));
    }

    [Fact]
    public async Task Its_hooks_are_those_that_cs_installs_by_another_command()
    {
        await Cs.Json("hook", "install", "--yes");
        var installed = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Cs.Home, ".claude", "settings.json"), TestContext.Current.CancellationToken)).RootElement.GetProperty("hooks");

        var given = Given.Json("plugin/hooks/hooks.json").GetProperty("hooks");

        Assert.Equal(Described(installed), Described(given));

        static List<(string, string?, string?, int)> Described(JsonElement hooks) =>
        [
            .. from at in hooks.EnumerateObject()
               from matcher in at.Value.EnumerateArray()
               from hook in matcher.List("hooks")
               select (at.Name, matcher.TryGetProperty("matcher", out var tool) ? tool.GetString() : null, hook.Text("type"), hook.GetProperty("timeout").GetInt32()),
        ];
    }

    [Fact]
    public async Task A_hook_books_where_cs_is_and_does_nothing_where_it_is_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs sh.");
        var command = Given.Json("plugin/hooks/hooks.json").GetProperty("hooks").GetProperty("SessionStart")[0].List("hooks").Single().Text("command")!;
        var talk = new Transcript(Cs.Home, Cs.Folder);
        var (with, without) = (Folder("with"), Folder("without"));
        File.CreateSymbolicLink(Path.Combine(with, "cs"), Cs.Executable);

        Assert.Equal((0, "", ""), await Hooked(without));
        Assert.False(File.Exists(Cs.LedgerPath));
        Assert.Equal((0, "", ""), await Hooked($"{with}:{Environment.GetEnvironmentVariable("PATH")}"));
        Assert.Single((await Cs.Json("list")).EnumerateArray());

        async Task<(int, string, string)> Hooked(string path)
        {
            var hook = Cs.With("PATH", path).BeginProgram("/bin/sh", "-c", command);
            await hook.Give(talk.Event("SessionStart"));
            var ended = await hook.Ended();
            return (ended.ExitCode, ended.Text, ended.Error);
        }
    }

    [Theory]
    [InlineData("status")]
    [InlineData("budget")]
    [InlineData("dashboard")]
    public void A_slash_command_may_use_what_it_names(string name)
    {
        var page = $"plugin/commands/{name}.md";
        var head = Given.Head(page);

        Assert.NotEmpty(head["description"]);
        Assert.All(head["allowed-tools"].Split(", "), tool =>
        {
            var words = tool["Bash(cs ".Length..].TrimEnd(')').Replace(":*", "").Split(' ');
            Assert.Contains(Given.InlineCommandLines(page), line => line.Take(words.Length).SequenceEqual(words));
        });
    }
}
