using Codesession.Cli.Dashboard.Api;

namespace Codesession.Dashboard.Tests.Api;

/// <summary>The API is what its document says.</summary>
public sealed class ContractTests(WorkedHome home) : IClassFixture<WorkedHome>
{
    private readonly DashboardProcess dashboard = home.Dashboard;

    private async Task<OpenApi> DocumentAsync() => new(await dashboard.GetAsync("/openapi.json"));

    [Fact]
    public async Task The_document_and_the_server_name_the_same_operations_and_parameters()
    {
        var described = (await DocumentAsync()).Operations.Select(operation => $"{operation.Method} {operation.Path} {string.Join(',', operation.Parameters)}");

        var served = ApiRoutes.All.Select(route => $"{route.Method} {route.Template} {string.Join(',', route.Parameters.Order())}");

        Assert.Equal(described.Order(StringComparer.Ordinal), served.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/server", "/server")]
    [InlineData("/overview", "/overview?zone=Europe/Berlin")]
    [InlineData("/days", "/days")]
    [InlineData("/days", "/days?by=none")]
    [InlineData("/days", "/days?by=agent&zone=Asia/Kathmandu")]
    [InlineData("/days", "/days?by=project&after=2020-01-01&before=2090-01-01")]
    [InlineData("/usage", "/usage?by=day")]
    [InlineData("/usage", "/usage?by=week")]
    [InlineData("/usage", "/usage?by=month")]
    [InlineData("/usage", "/usage?by=hour")]
    [InlineData("/usage", "/usage?by=model&agent=codex")]
    [InlineData("/usage", "/usage?by=provider")]
    [InlineData("/usage", "/usage?by=agent")]
    [InlineData("/usage", "/usage?by=project")]
    [InlineData("/usage", "/usage?by=session")]
    [InlineData("/usage", "/usage?by=block")]
    [InlineData("/heatmap", "/heatmap")]
    [InlineData("/hotspots", "/hotspots?limit=10")]
    [InlineData("/sessions", "/sessions")]
    [InlineData("/sessions", "/sessions?search=FIRST&status=completed&model=claude-sonnet-4&agent=codex&sort=calls&order=asc&offset=0&limit=1000")]
    [InlineData("/sessions/{id}", "/sessions/{done}")]
    [InlineData("/sessions/{id}", "/sessions/{active}")]
    [InlineData("/sessions/{id}/timeline", "/sessions/{done}/timeline")]
    [InlineData("/sessions/{id}/timeline", "/sessions/{active}/timeline?kinds=call,note&limit=1")]
    [InlineData("/sessions/{id}/files", "/sessions/{done}/files")]
    [InlineData("/sessions/{id}/commits", "/sessions/{done}/commits")]
    [InlineData("/sessions/{id}/commits/{hash}/diff", "/sessions/{done}/commits/{hash}/diff")]
    [InlineData("/sessions/{id}/files/diff", "/sessions/{done}/files/diff?path=src/made.cs")]
    [InlineData("/budgets", "/budgets")]
    [InlineData("/pricing", "/pricing")]
    [InlineData("/help", "/help")]
    public async Task Every_answer_is_as_the_document_says(string path, string address)
    {
        var answer = await dashboard.GetAsync(Fill(address));

        answer.HasVersion();
        Assert.Equal(JsonShape.Versions, answer.Keys().Take(2));
        (await DocumentAsync()).Check("get", path, "200", answer);
    }

    [Theory]
    [InlineData("/usage", "/usage")]
    [InlineData("/days", "/days?zone=Nowhere/At_All")]
    [InlineData("/sessions/{id}", "/sessions/4711")]
    [InlineData("/sessions/{id}/timeline", "/sessions/1/timeline?cursor=x")]
    public async Task Every_failure_is_as_the_document_says(string path, string address) =>
        (await DocumentAsync()).Check("get", path, "default", (await dashboard.AskAsync("GET", address)).Document);

    [Fact]
    public async Task The_samples_of_these_tests_are_no_empty_answers()
    {
        Assert.NotEmpty((await dashboard.GetAsync("/overview")).List("unpricedModels"));
        Assert.NotEmpty((await dashboard.GetAsync(Fill("/sessions/{done}"))).List("budgets"));
        Assert.NotEmpty((await dashboard.GetAsync(Fill("/sessions/{done}/files"))).List("files"));
        Assert.NotEmpty((await dashboard.GetAsync(Fill("/sessions/{done}/commits"))).List("commits"));
        Assert.NotEmpty((await dashboard.GetAsync("/hotspots")).List("files"));
        Assert.Contains((await dashboard.GetAsync("/pricing")).List("prices"), price => price.Is("isOwn"));
        Assert.Equal(["call", "commit", "end", "file", "note", "start"],
            (await dashboard.GetAsync(Fill("/sessions/{done}/timeline"))).List("events").Select(item => item.Text("kind")).Distinct().Order());
    }

    [Fact]
    public async Task A_timeline_can_be_read_on_from_where_it_ended()
    {
        var whole = (await dashboard.GetAsync(Fill("/sessions/{done}/timeline"))).List("events").Select(item => item.GetRawText());

        var pieces = new List<string>();
        string? cursor = null;
        do
        {
            var page = await dashboard.GetAsync(Fill($"/sessions/{{done}}/timeline?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}"));
            pieces.AddRange(page.List("events").Select(item => item.GetRawText()));
            cursor = page.Text("next");
        }
        while (cursor is not null);

        Assert.Equal(whole, pieces);
    }

    [Fact]
    public async Task Sessions_know_the_ones_before_and_after_them()
    {
        var (done, active) = (await dashboard.GetAsync(Fill("/sessions/{done}")), await dashboard.GetAsync(Fill("/sessions/{active}")));

        Assert.True(done.IsNull("previous"));
        Assert.Equal(home.Active, done.Whole("next"));
        Assert.Equal(home.Done, active.Whole("previous"));
        Assert.True(active.IsNull("next"));
    }

    private string Fill(string address) => address.Replace("{done}", $"{home.Done}", StringComparison.Ordinal)
        .Replace("{active}", $"{home.Active}", StringComparison.Ordinal).Replace("{hash}", home.Hash, StringComparison.Ordinal);
}
