using System.Text.Json;

namespace Codesession.Cli.Tests.Mcp;

/// <summary>The official TypeScript client, which refuses an answer that its output schema does not describe.</summary>
public sealed class TypeScriptClientTests : CsTest
{
    private static readonly NodeFolder client = new(Path.Combine("Mcp", "Client"));

    [Fact]
    public async Task It_lists_and_calls_every_tool_and_reads_the_prices()
    {
        var program = await client.ProgramAsync("client.mjs");
        var cs = Cs.In(RepoWithCommit().Folder).With("CODESESSION_CS", Cs.Executable);

        var running = cs.BeginProgram("node", program);
        await running.Give([]);
        var result = await running.Ended();

        Assert.True(result.ExitCode == 0, $"{result}");
        var said = result.Document;
        Assert.Equal(("codesession", Cs.Version), (said.GetProperty("server").Text("name"), said.GetProperty("server").Text("version")));
        var tools = said.List("tools").Select(tool => tool.GetString()).ToList();
        var answers = said.List("answers");
        Assert.Equal(tools.Order(), answers.Select(answer => answer.Text("tool")).Order());
        Assert.All(answers, answer =>
        {
            Assert.False(answer.Is("isError"), $"{answer}");
            var structured = answer.GetProperty("structured");
            Assert.True(JsonElement.DeepEquals(answer.GetProperty("text"), answer.Text("tool") == "list_sessions" ? structured.GetProperty("sessions") : structured));
        });
        JsonElement Of(string tool) => answers.Single(answer => answer.Text("tool") == tool).GetProperty("structured");
        Assert.Equal(("Claude Code", 0.0045m), (Of("log_ai_usage").GetProperty("logged").Text("agentName"), Of("log_ai_usage").GetProperty("session").Dollars("totalCost")));
        Assert.True(Of("check_budget").Is("exceeded"));
        Assert.Equal(("größer", 1), (Of("end_session").Text("name"), Of("end_session").Whole("commits")));
        Assert.Equal(("Second", 0.0045m), (Of("cost_of_commit").Text("message"), Of("cost_of_commit").Dollars("cost")));

        Assert.Equal(tools, said.List("refusals").Select(refusal => refusal.Text("tool")));
        Assert.All(said.List("refusals"), refusal =>
        {
            Assert.True(refusal.Is("isError") && refusal.IsNull("structured"));
            var error = refusal.GetProperty("text").GetProperty("error");
            Assert.Equal(("invalid_input", "nonsense"), (error.Text("code"), error.Text("parameter")));
        });
        Assert.Equal("codesession://pricing", said.GetProperty("resource").Text("uri"));
        Assert.True(JsonElement.DeepEquals(await Cs.Json("pricing", "list"), said.GetProperty("resource").GetProperty("json")));
    }
}
