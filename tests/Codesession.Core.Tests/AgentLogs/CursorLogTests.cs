using Codesession.AgentLogs;

namespace Codesession.Core.Tests.AgentLogs;

public class CursorLogTests
{
    private readonly CursorLog log = new();

    [Fact]
    public void A_row_is_a_call()
    {
        var calls = LogReading.OfSample(log, "cursor/usage-events.csv").Calls;

        Assert.Equal(4, calls.Count);
        Assert.Equal(new TokenCounts { Input = 10, CacheWrite = 3000, CacheRead = 4000, Output = 200 }, calls[0].Observed.Tokens);
        Assert.Equal(("claude-4.5-sonnet", null), (calls[0].Observed.Model, calls[0].StatedCost));
        Assert.Equal(new DateTimeOffset(2026, 9, 14, 10, 0, 0, 123, TimeSpan.Zero), calls[0].Time);
        Assert.Equal("cursor 2026-09-14", calls[0].Conversation.Id);
        Assert.Equal(0.12m, calls[1].StatedCost);
        // Here the total says that the one input holds the other.
        Assert.Equal(new TokenCounts { Input = 1000, CacheWrite = 200, CacheRead = 5000, Output = 300 }, calls[2].Observed.Tokens);
        Assert.Equal(("auto", "bc-demo"), (calls[3].Observed.Model, calls[3].Conversation.Id));
    }

    [Fact]
    public void What_was_not_charged_is_no_call_and_what_does_not_add_up_a_problem()
    {
        var problem = Assert.Single(LogReading.OfSample(log, "cursor/usage-events.csv").Problems);

        Assert.Equal((LogProblemKind.UnknownShape, 3L), (problem.Kind, problem.Count));
    }

    [Fact]
    public void Equal_rows_are_calls_of_their_own_and_the_same_in_the_next_export()
    {
        var ids = LogReading.OfSample(log, "cursor/days.csv").Calls.Select(call => call.EventId).ToList();

        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal(ids, LogReading.OfSample(log, "cursor/days.csv").Calls.Select(call => call.EventId));
    }

    [Theory]
    [InlineData("cursor/older.csv", LogProblemKind.UnknownShape, 0)]
    [InlineData("cursor/open-quote.csv", LogProblemKind.Broken, 1)]
    public void Another_table_is_a_problem_and_what_came_before_is_told(string name, LogProblemKind kind, int calls)
    {
        var reading = LogReading.OfSample(log, name);

        Assert.Equal(kind, Assert.Single(reading.Problems).Kind);
        Assert.Equal(calls, reading.Calls.Count);
    }

    [Fact]
    public void It_is_looked_for_nowhere_and_known_by_its_columns()
    {
        Assert.Empty(log.Places(new LogSurroundings("/home/demo", new Dictionary<string, string>())));
        Assert.True(log.IsLog("/x/usage-events-2026-09-14.CSV"));
        Assert.True(log.Recognizes("\uFEFFDate,Model,Cache Read\r\n"u8));
        Assert.False(log.Recognizes("Date,Amount,Model of car\n1,2,Cache Read\n"u8));
    }
}

public class CsvRecordsTests
{
    [Theory]
    [InlineData("a,b\nc\n", "a|b/c")]
    [InlineData("a,b\r\nc", "a|b/c")]
    [InlineData("\"a,\"\"b\"\"\r\nc\",d\r\n", "a,\"b\"\r\nc|d")]
    [InlineData("a,\"\",\n,\n", "a||/|")]
    [InlineData("5\" disk,a\rb\n", "5\" disk|a\rb")]
    [InlineData("a\n\nb", "a//b")]
    [InlineData("\"a\"\r\n\"b\"", "a/b")]
    [InlineData("a,\r\n", "a|")]
    [InlineData("", "")]
    public void Records_are_parted_as_RFC_4180_says(string text, string expected)
    {
        var records = new CsvRecords(new StringReader(text));
        var all = new List<string>();
        while (records.Next() is { } record) all.Add(string.Join('|', record));

        Assert.Equal(expected, string.Join('/', all));
    }

    [Theory]
    [InlineData("\"a")]
    [InlineData("\"a\"b,c\n")]
    [InlineData("\"a\"\rb\n")]
    public void A_quotation_mark_that_does_not_fit_is_an_error(string text) =>
        Assert.Throws<FormatException>(() => new CsvRecords(new StringReader(text)).Next());

    [Fact]
    public void No_record_is_endless() => Assert.Throws<FormatException>(() => new CsvRecords(new StringReader(new string('a', 2_000_000))).Next());
}
