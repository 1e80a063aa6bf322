using System.Text;
using System.Text.Json;

namespace Codesession.Cli.Tests.Mcp;

/// <summary>The server as a process: its streams and its end.</summary>
public sealed class ServerTests : CsTest
{
    private const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"VERSION","capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}""";

    [Theory]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    public async Task What_was_asked_before_the_end_of_input_is_answered_and_nothing_else_is_said(string version)
    {
        var result = await Cs.RunWith(Lines(Initialize.Replace("VERSION", version, StringComparison.Ordinal),
            """{"jsonrpc":"2.0","method":"notifications/initialized"}""",
            """{"jsonrpc":"2.0","id":2,"method":"tools/list"}""",
            """{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"get_stats"}}"""), "mcp", "--json");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var answers = Answers(result);
        Assert.Equal([1, 2, 3], answers.Keys.Order());
        Assert.Equal(version, answers[1].GetProperty("result").Text("protocolVersion"));
        Assert.Equal("codesession", answers[1].GetProperty("result").GetProperty("serverInfo").Text("name"));
        Assert.Equal(10, answers[2].GetProperty("result").List("tools").Length);
    }

    [Fact]
    public async Task No_input_at_all_ends_it_at_once()
    {
        var result = await Cs.Run("mcp");

        Assert.Equal((0, "", ""), (result.ExitCode, result.Text, result.Error));
        Assert.False(File.Exists(Cs.LedgerPath));
    }

    [Fact]
    public async Task Garbage_does_not_kill_it()
    {
        var result = await Cs.RunWith([.. Lines("garbage", "{", "[]", "null", """{"jsonrpc":"2.0","id":7,"method":"\ud800"}""", "\u0000\u0001", """{"jsonrpc":"2.0","id":8,"method":"no/such"}"""),
            0xff, 0xfe, (byte)'\n', .. Lines(Initialize.Replace("VERSION", "2025-11-25", StringComparison.Ordinal))], "mcp");

        Assert.Equal(0, result.ExitCode);
        Assert.True(Answers(result)[1].Has("result"));
    }

    [Fact]
    public async Task A_signal_ends_it()
    {
        var server = Cs.Begin("mcp");
        await server.GiveLine(Initialize.Replace("VERSION", "2025-11-25", StringComparison.Ordinal));
        await server.Until(() => server.OutputSoFar.Contains('\n', StringComparison.Ordinal), "an answer");
        server.Send(RunningCs.Terminate);

        Assert.Equal(0, (await server.Ended()).ExitCode);
    }

    [Fact]
    public async Task A_signal_ends_it_while_a_call_waits_for_the_ledger_and_the_call_is_not_recorded()
    {
        await Start(Cs);
        var server = Cs.Begin("mcp");
        await server.GiveLine(Initialize.Replace("VERSION", "2025-11-25", StringComparison.Ordinal));
        await server.Until(() => server.OutputSoFar.Contains('\n', StringComparison.Ordinal), "an answer");
        using (var ledger = Cs.OpenLedger())
        {
            ledger.Execute("BEGIN EXCLUSIVE");
            await server.GiveLine("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"add_note","arguments":{"message":"late"}}}""");
            await server.GiveLine("""{"jsonrpc":"2.0","id":3,"method":"ping"}""");
            await server.Until(() => server.OutputSoFar.Contains("\"id\":3", StringComparison.Ordinal), "an answer beside the call that waits");
            server.Send(RunningCs.Terminate);
            Assert.Equal(0, (await server.Ended()).ExitCode);
            ledger.Execute("ROLLBACK");
        }
        Assert.Empty((await Cs.Json("status")).List("annotations"));
    }

    [Fact]
    public async Task A_thousand_calls_leave_no_file_open()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs /proc.");
        await Start(Cs);
        var server = Cs.Begin("mcp");
        await server.GiveLine(Initialize.Replace("VERSION", "2025-11-25", StringComparison.Ordinal));
        await server.Until(() => server.OutputSoFar.Contains('\n', StringComparison.Ordinal), "an answer");
        await CallsAsync(server, 100, 120);
        var before = OpenFiles(server);

        await CallsAsync(server, 1000, 2000);

        // The ledger with its two side files would be 3,000.
        Assert.InRange(OpenFiles(server), 0, before + 5);
        await server.Give([]);
        Assert.Equal(0, (await server.Ended()).ExitCode);
    }

    private static int OpenFiles(RunningCs server) => Directory.GetFileSystemEntries($"/proc/{server.Id}/fd").Length;

    private static async Task CallsAsync(RunningCs server, int first, int end)
    {
        var before = server.OutputSoFar.AsSpan().Count('\n');
        for (var id = first; id < end; id++)
        {
            await server.GiveLine($$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"tools/call","params":{"name":"session_status"}}""");
        }
        await server.Until(() => server.OutputSoFar.AsSpan().Count('\n') >= before + end - first, "all answers");
    }

    private static byte[] Lines(params string[] lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    private static Dictionary<long, JsonElement> Answers(CsResult result) => result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonElement.Parse(line)).Where(answer => answer.Has("id")).ToDictionary(answer => answer.Whole("id"));
}
