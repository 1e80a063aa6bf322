using System.Globalization;
using System.Text;
using Codesession.Core.Tests.Sessions;

namespace Codesession.Core.Tests.Export;

/// <summary>Sessions as CSV.</summary>
public sealed class CsvTests : SessionTest
{
    private const string Header = "id,name,status,startTime,endTime,duration,filesChanged,commits,aiTokens,aiCost,agents,notes";

    [Fact]
    public async Task A_header_and_then_a_line_a_session_newest_first()
    {
        var first = (await Test.StartAsync(Test.Work, "First")).Session;
        AddCall(first.Id, agent: "Claude Code", cost: 0.0000000001m);
        AddCall(first.Id, agent: "Codex", cost: 12);
        Test.Ledger.Sessions.RecordFiles(first.Id, [new("a.txt", FileChangeType.Created)], complete: false);
        Test.Clock.Advance(TimeSpan.FromSeconds(90));
        await Test.EndAsync(first.Id, "done");
        await Test.StartAsync(Test.Work, "Second");

        Assert.Equal(
            $"""
            {Header}
            2,"Second",active,2026-11-20T12:01:30.000Z,,,0,0,0,0,"",""
            1,"First",completed,2026-11-20T12:00:00.000Z,2026-11-20T12:01:30.000Z,90,1,0,200,12.0000000001,"Claude Code; Codex","done"

            """.ReplaceLineEndings("\n"),
            Csv());
    }

    [Fact]
    public void An_empty_ledger_is_a_header() => Assert.Equal(Header + "\n", Csv());

    [Fact]
    public void As_many_sessions_as_wanted()
    {
        for (var i = 0; i < 3; i++) Test.Start(origin: SessionOrigin.Run);

        Assert.Equal(["3", "2"], Lines(limit: 2).Skip(1).Select(line => line.Split(',')[0]));
        Assert.Equal([Header], Lines(limit: 0));
    }

    [Fact]
    public async Task Quotes_are_doubled_and_commas_and_any_letters_kept()
    {
        await Test.StartAsync(Test.Work, "Say \"hi\", Größe 📦");

        Assert.Contains(",\"Say \"\"hi\"\", Größe 📦\",", Lines()[1]);
    }

    [Fact]
    public async Task Line_breaks_do_not_break_lines()
    {
        var session = (await Test.StartAsync(Test.Work, "one\ntwo")).Session;
        AddCall(session.Id, agent: "a\nb");
        await Test.EndAsync(session.Id, "three\nfour");

        var line = Lines()[1];

        Assert.Equal(2, Lines().Count);
        Assert.Contains("\"one\\ntwo\"", line);
        Assert.EndsWith("\"a\\nb\",\"three\\nfour\"", line);
    }

    [Theory]
    [InlineData("one\r\ntwo", "\"one\\ntwo\"")]
    [InlineData("one\rtwo", "\"one\\ntwo\"")]
    public async Task Every_kind_of_line_break_is_one(string name, string cell)
    {
        await Test.StartAsync(Test.Work, name);

        Assert.Equal(cell, Lines()[1].Split(',')[1]);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\tx")]
    public async Task A_cell_that_a_spreadsheet_would_run_is_made_harmless(string text)
    {
        var session = (await Test.StartAsync(Test.Work, text)).Session;
        AddCall(session.Id, agent: text);
        await Test.EndAsync(session.Id, text);

        var cells = Lines()[1].Split(',');

        Assert.Equal(($"\"'{text}\"", $"\"'{text}\"", $"\"'{text}\""), (cells[1], cells[^2], cells[^1]));
    }

    [Theory]
    [InlineData("a=b")]
    [InlineData("'=1")]
    public async Task A_cell_that_is_harmless_stays_as_it_is(string text)
    {
        await Test.StartAsync(Test.Work, text);

        Assert.Equal($"\"{text}\"", Lines()[1].Split(',')[1]);
    }

    [Fact]
    public void Numbers_are_written_alike_in_every_country()
    {
        AddCall(Test.Start().Id, cost: 1.5m);
        var here = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Contains(",100,1.5,", Lines()[1]);
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }
    }

    [Fact]
    public void It_is_UTF_8_without_a_mark_and_leaves_the_stream_open()
    {
        Test.Start();
        using var output = new MemoryStream();

        LedgerExport.WriteCsv(Test.Ledger, output, Test.Ledger.Sessions.List());

        Assert.True(output.CanWrite);
        Assert.Equal((byte)'i', output.ToArray()[0]);
    }

    private List<string> Lines(long? limit = null) => [.. Csv(limit).TrimEnd('\n').Split('\n')];

    private string Csv(long? limit = null)
    {
        using var output = new MemoryStream();
        LedgerExport.WriteCsv(Test.Ledger, output, Test.Ledger.Sessions.List(limit));
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
