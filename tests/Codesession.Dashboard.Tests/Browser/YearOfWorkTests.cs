namespace Codesession.Dashboard.Tests.Browser;

public sealed class YearOfWorkTests : CsTest
{
    [Fact]
    public async Task A_year_of_work_has_as_much_as_was_asked_for_and_right_totals()
    {
        await Cs.Json("stats");
        YearOfWork.Write(Cs.LedgerPath, DateTimeOffset.UtcNow, sessions: 100, calls: 5_000, projects: 12);

        using (var ledger = Cs.OpenLedger()) ledger.IsSound();
        var report = await Cs.Json("report", "project");
        Assert.Equal(5_000, report.GetProperty("totals").Whole("calls"));
        Assert.Equal(97, (await Cs.Json("stats")).Whole("totalSessions"));
        Assert.InRange(report.List("rows").Length, 8, 12);
    }
}
