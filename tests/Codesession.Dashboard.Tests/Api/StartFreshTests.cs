namespace Codesession.Dashboard.Tests.Api;

/// <summary>All sessions go only when that is meant, and can be taken back.</summary>
public sealed class StartFreshTests(WorkedHome home) : IClassFixture<WorkedHome>
{
    private readonly DashboardProcess dashboard = home.Dashboard;

    [Fact]
    public async Task It_asks_removes_and_leaves_what_cs_restores()
    {
        foreach (var body in (string[])["{}", """{"confirm":"yes"}""", """{"confirm":"Start Fresh"}"""])
        {
            await dashboard.FailsAsync(400, "confirmation_required", "POST", "/start-fresh", body);
        }
        Assert.Equal(2, (await dashboard.GetAsync("/sessions")).Whole("total"));
        var exported = (await home.Cs.Run("export")).Text;

        var answer = await dashboard.AskAsync("POST", "/start-fresh", """{"confirm":"start fresh"}""");

        Assert.Equal(200, answer.Status);
        new OpenApi(await dashboard.GetAsync("/openapi.json")).Check("post", "/start-fresh", "200", answer.Document);
        Assert.Equal((2, 4), (answer.Document.Whole("sessions"), answer.Document.Whole("calls")));
        Assert.Equal(0, (await dashboard.GetAsync("/sessions")).Whole("total"));
        Assert.Empty((await home.Cs.Json("list")).EnumerateArray());

        await home.Cs.Json("restore", answer.Document.Text("backup")!, "--yes");

        Assert.Equal(exported, (await home.Cs.Run("export")).Text);
        Assert.Equal(2, (await dashboard.GetAsync("/sessions")).Whole("total"));
    }
}
