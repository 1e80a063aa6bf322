using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Codesession.Dashboard.Tests.Security;

/// <summary>Requests that are wrong, too large, or of another kind.</summary>
public sealed class RequestTests(DashboardHome home) : IClassFixture<DashboardHome>
{
    private readonly DashboardProcess dashboard = home.Dashboard;

    [Theory]
    [InlineData("/overview?unheard=1")]
    [InlineData("/usage?by=day&by=week")]
    [InlineData("/usage?by=day&after=yesterday")]
    [InlineData("/usage?by=day&after=2026-02-01&before=2026-01-01")]
    [InlineData("/usage?by=day&zone=../../../etc/passwd")]
    [InlineData("/usage?by=file")]
    [InlineData("/days?by=hour")]
    [InlineData("/sessions?limit=0")]
    [InlineData("/sessions?limit=1001")]
    [InlineData("/sessions?limit=ten")]
    [InlineData("/sessions?offset=-1")]
    [InlineData("/sessions?offset=99999999999999999999")]
    [InlineData("/sessions?sort=price")]
    [InlineData("/sessions?order=random")]
    [InlineData("/sessions?status=lost")]
    [InlineData("/hotspots?limit=100000")]
    [InlineData("/export?format=xml")]
    [InlineData("/sessions/1/timeline?kinds=calls")]
    public async Task A_parameter_that_is_wrong_or_not_known_is_refused(string path) => await dashboard.FailsAsync(400, "invalid_input", "GET", path);

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/sessions/one")]
    [InlineData("/sessions/-1")]
    [InlineData("/sessions/1/nothing")]
    [InlineData("/sessions/99999999999999999999")]
    [InlineData("/server/")]
    [InlineData("")]
    public async Task A_path_that_there_is_not_is_not_found(string path) => await dashboard.FailsAsync(404, "not_found", "GET", path);

    [Theory]
    [InlineData("POST", "/overview", "GET, HEAD")]
    [InlineData("DELETE", "/pricing/reprice", "POST")]
    [InlineData("PATCH", "/pricing", "GET, PUT, DELETE, HEAD")]
    [InlineData("TRACE", "/server", "GET, HEAD")]
    [InlineData("GET", "/login", "POST")]
    public async Task Another_method_is_refused_and_told_which_there_are(string method, string path, string allowed)
    {
        var answer = await dashboard.SendAsync(method, $"/api/v1{path}", dashboard.Bearer);

        Assert.Equal(405, answer.Status);
        Assert.Equal(allowed, answer.Header("Allow"));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/jsonp")]
    [InlineData(null)]
    public async Task A_body_that_is_not_told_to_be_json_is_refused(string? type)
    {
        var body = """{"per":"total","limit":1}""";
        using var http = await RawHttp.ConnectAsync(dashboard.Url);
        await http.WriteAsync(string.Create(CultureInfo.InvariantCulture,
            $"POST /api/v1/budgets HTTP/1.1\r\nHost: 127.0.0.1:{dashboard.Port}\r\nAuthorization: Bearer {dashboard.Token}\r\n{(type is null ? "" : $"Content-Type: {type}\r\n")}Content-Length: {body.Length}\r\n\r\n{body}"));

        var answer = await http.ReadAsync();

        Assert.Equal((415, "unsupported_media_type"), (answer.Status, JsonElement.Parse(answer.Body).GetProperty("error").Text("code")));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        var body = $$"""{"per":"day","limit":1,"agentName":"{{new string('a', 70_000)}}"}""";

        var told = await dashboard.SendAsync("POST", "/api/v1/budgets", body, dashboard.Bearer);
        using var http = await RawHttp.ConnectAsync(dashboard.Url);
        await http.WriteAsync($"POST /api/v1/budgets HTTP/1.1\r\nHost: 127.0.0.1:{dashboard.Port}\r\nAuthorization: Bearer {dashboard.Token}\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        await http.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(body):x}\r\n{body}\r\n0\r\n\r\n"));
        var chunked = await http.ReadAsync();

        Assert.Equal((413, "too_large"), (told.Status, JsonElement.Parse(told.Body).GetProperty("error").Text("code")));
        Assert.Equal(413, chunked.Status);
        Assert.Empty((await dashboard.GetAsync("/budgets")).List("budgets"));
    }

    [Fact]
    public async Task Headers_and_lines_that_are_too_large_are_refused()
    {
        Assert.InRange((await dashboard.SendAsync("GET", "/api/v1/server", dashboard.Bearer, ("X-Large", new string('x', 100_000)))).Status, 400, 499);
        Assert.InRange((await dashboard.SendAsync("GET", $"/api/v1/sessions?search={new string('x', 100_000)}", dashboard.Bearer)).Status, 400, 499);
        Assert.Equal(200, (await dashboard.SendAsync("GET", "/api/v1/server", dashboard.Bearer)).Status);
    }

    [Fact]
    public async Task What_answers_get_answers_head_without_a_body()
    {
        foreach (var path in (string[])["/", "/api/v1/server", "/api/v1/overview", "/api/v1/events", "/api/v1/export?format=csv", "/api/v1/openapi.json"])
        {
            var answer = await dashboard.SendAsync("HEAD", path, dashboard.Bearer);

            Assert.Equal((200, 0), (answer.Status, answer.Body.Length));
        }
    }

    [Fact]
    public async Task It_speaks_nothing_but_http_1()
    {
        using var http = await RawHttp.ConnectAsync(dashboard.Url);
        await http.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

        Assert.NotEqual(200, (await http.ReadAsync()).Status);
    }
}
