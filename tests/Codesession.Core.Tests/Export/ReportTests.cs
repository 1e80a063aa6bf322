using System.Text;
using Codesession.Core.Tests.Reports;

namespace Codesession.Core.Tests.Export;

/// <summary>Reports as CSV.</summary>
public sealed class ReportTests : ReportTest
{
    [Fact]
    public async Task A_group_is_a_line_of_RFC_4180()
    {
        var session = (await Test.StartAsync(Test.Work, "say \"hi\", then\r\nleave")).Session;
        Add(session.Id, "2026-11-20T10:30:00.000Z", cost: 0.25m, change: call => call with
        {
            PromptTokens = 100, CompletionTokens = 20, CacheReadTokens = 30, CacheWriteTokens = 10, ReasoningTokens = 5,
        });
        Add(session.Id, "2026-11-20T10:40:00.000Z", cost: null);

        Assert.Equal(
            "key,calls,unpriced,inputTokens,cacheWriteTokens,cacheReadTokens,outputTokens,reasoningTokens,tokens,cost,sessions,start,end,name\r\n"
            + $"\"{session.Id}\",2,1,60,10,30,20,5,121,0.25,1,2026-11-20T12:00:00.000Z,,\"say \"\"hi\"\", then\\nleave\"\r\n",
            Csv(UsageGrouping.Session));
        Assert.EndsWith("\r\n\"2026-11-20 10:00\",2,1,60,10,30,20,5,121,0.25,1,2026-11-20T10:00:00.000Z,2026-11-20T15:00:00.000Z,\r\n", Csv(UsageGrouping.Block));
    }

    [Fact]
    public void What_a_spreadsheet_would_run_is_made_harmless()
    {
        Add(Test.Start().Id, change: call => call with { Model = "=cmd|' /C calc'!A0" });

        Assert.Contains("\r\n\"'=cmd|' /C calc'!A0\",", Csv(UsageGrouping.Model));
    }

    [Fact]
    public void No_key_is_an_empty_cell()
    {
        Add(Test.Start().Id);

        Assert.Contains("\r\n\"\",1,0,", Csv(UsageGrouping.Agent));
    }

    private string Csv(UsageGrouping grouping)
    {
        using var output = new MemoryStream();
        ReportExport.WriteCsv(output, By(grouping));
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
