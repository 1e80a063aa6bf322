using Codesession.AgentLogs;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>The agents whose logs can be read.</summary>
public sealed class KnownLogsTests
{
    [Theory]
    [InlineData("gemini", "gemini/tmp/made-up/chats/session-2026-10-03T08-00-aaaa0000.jsonl")]
    [InlineData("gemini", "gemini/tmp/made-up/chats/session-2025-11-03T08-00-bbbb0000.json")]
    [InlineData("gemini", "gemini/tmp/made-up/chats/aaaa0000-1111/sub-2222.jsonl")]
    [InlineData("qwen", "qwen/projects/-made-up/chats/aaaa-qwen.jsonl")]
    [InlineData("qwen", "qwen/projects/-made-up/subagents/aaaa-qwen/agent-x1.jsonl")]
    [InlineData("kimi", "kimi/sessions/0123abcd/aaaa-kimi/wire.jsonl")]
    [InlineData("pi", "pi/first-version.jsonl")]
    [InlineData("omp", "omp/.omp/2026-10-02T08-00-00-000Z_44444444-dddd.jsonl")]
    [InlineData("openclaw", "openclaw/agents/main/sessions/55555555-eeee.jsonl.reset.2026-02-03T04-05-06.789Z")]
    [InlineData("copilot", "copilot/telemetry.jsonl")]
    public void A_log_anywhere_is_known_for_its_agents(string agent, string sample)
    {
        var path = LogReading.PathOf(sample);
        var beginning = File.ReadAllBytes(path);

        Assert.Equal(agent, KnownLogs.All.First(log => log.IsLog(path.Replace('\\', '/')) && log.Recognizes(beginning)).Id);
    }

    [Fact]
    public void The_page_on_logs_says_where_each_format_was_read()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "logs.md"));

        Assert.All(Logs.Known, log => Assert.Contains($"| `{log.Id}` | {log.Name}{(log.IsExperimental ? " (experimental)" : "")} | {log.ReadIn} |", page, StringComparison.Ordinal));
    }
}
