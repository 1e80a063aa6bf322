using System.Globalization;
using static Codesession.Core.Tests.AgentLogs.LogLines;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>Imports of calls since a time, and imports that only tell what they would do.</summary>
public sealed class ImportPeriodTests : ImportTest
{
    [Fact]
    public void What_was_left_out_comes_with_an_import_of_everything()
    {
        WriteTree(Small);
        var since = DateTimeOffset.Parse("2026-03-30T12:00:00Z", CultureInfo.InvariantCulture);
        Import(request => request with { Since = since });
        var recent = Calls;

        Assert.Equal(Stated.Where(call => string.CompareOrdinal(call.Split('|')[4], "2026-03-30T12:00:00.000Z") >= 0), recent);
        Assert.NotEmpty(recent);
        Assert.NotEqual(Stated.Count, recent.Count);
        Assert.Equal(0, Import(request => request with { Since = since }).Agents.Sum(agent => agent.FilesRead));
        Import();
        Assert.Equal(Stated, Calls);
        AssertSound(Test);
        Assert.Equal(0, Import().Agents.Sum(agent => agent.FilesRead));
    }

    [Fact]
    public void What_was_left_out_of_one_file_comes_with_an_earlier_since_though_the_file_grew()
    {
        var file = ClaudeLog(Claude("m1", time: "2026-03-01T10:00:00.000Z"), Claude("m2", time: "2026-03-05T10:00:00.000Z"), Claude("m3", time: "2026-03-09T10:00:00.000Z"));
        Import(request => request with { Since = Day(8) });
        File.AppendAllText(file, Claude("m4", time: "2026-03-10T10:00:00.000Z") + "\n");
        Import(request => request with { Since = Day(8) });
        Assert.Equal(["m3", "m4"], Test.Sql.Rows("SELECT response_id FROM ai_usage ORDER BY 1"));

        Import(request => request with { Since = Day(4) });
        Assert.Equal(["m2", "m3", "m4"], Test.Sql.Rows("SELECT response_id FROM ai_usage ORDER BY 1"));
        Import();
        Assert.Equal(["m1", "m2", "m3", "m4"], Test.Sql.Rows("SELECT response_id FROM ai_usage ORDER BY 1"));
        AssertSound(Test);
    }

    [Fact]
    public void A_later_since_reads_nothing_again()
    {
        var file = ClaudeLog(Claude("m1", time: "2026-03-01T10:00:00.000Z"), Claude("m2", time: "2026-03-09T10:00:00.000Z"));
        Import();
        File.AppendAllText(file, Claude("m3", time: "2026-03-02T10:00:00.000Z") + "\n");

        Import(request => request with { Since = Day(8) });
        Assert.Equal(2, Calls.Count);
        Import();

        Assert.Equal(["m1", "m2", "m3"], Test.Sql.Rows("SELECT response_id FROM ai_usage ORDER BY 1"));
    }

    [Fact]
    public void A_trial_writes_nothing_and_tells_what_the_import_then_does()
    {
        WriteTree(Small);
        _ = Test.Ledger;
        var before = ContentOf(Test);

        var trial = Import(request => request with { DryRun = true });

        Assert.True(trial.DryRun);
        Assert.Equal(before, ContentOf(Test));
        Assert.Equal(0, Test.Sql.Number("SELECT count(*) FROM log_files"));
        AssertTells(trial, Import());
        Assert.Equal(Stated, Calls);
    }

    [Fact]
    public void A_trial_of_the_rest_tells_what_the_import_then_does()
    {
        WriteTree(Small);
        var away = Files.Where((_, number) => number % 3 == 0).ToList();
        away.ForEach(file => File.Move(file, file + ".away"));
        Import();
        away.ForEach(file => File.Move(file + ".away", file));
        var content = ContentOf(Test);

        var trial = Import(request => request with { DryRun = true });

        Assert.Equal(content, ContentOf(Test));
        AssertTells(trial, Import());
    }

    private static void AssertTells(LogImportReport trial, LogImportReport import) => Assert.Equal(Figures(import), Figures(trial));

    private static DateTimeOffset Day(int day) => new(2026, 3, day, 0, 0, 0, TimeSpan.Zero);
}
