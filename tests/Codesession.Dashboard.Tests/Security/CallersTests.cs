using System.Text.Json;

namespace Codesession.Dashboard.Tests.Security;

/// <summary>Pages of others: by a name that they make point to us, or from their own origin.</summary>
public sealed class CallersTests(DashboardHome home) : IClassFixture<DashboardHome>
{
    private const string Server = "/api/v1/server";

    private readonly DashboardProcess dashboard = home.Dashboard;

    private string Authority => $"127.0.0.1:{dashboard.Port}";

    private async Task<RawResponse> RawAsync(string head)
    {
        using var http = await RawHttp.ConnectAsync(dashboard.Url);
        await http.WriteAsync(head.ReplaceLineEndings("\r\n"));
        return await http.ReadAsync();
    }

    private Task<RawResponse> WithHost(string host, string path = Server) => RawAsync($"""
        GET {path} HTTP/1.1
        Host: {host}
        Authorization: Bearer {dashboard.Token}


        """);

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:{port}")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:1")]
    [InlineData("127.0.0.1.evil.example:{port}")]
    [InlineData("localhost.evil.example:{port}")]
    [InlineData("127.0.0.2:{port}")]
    [InlineData("0.0.0.0:{port}")]
    [InlineData("2130706433:{port}")]
    [InlineData("127.1:{port}")]
    [InlineData("[::1]:{port}")]
    [InlineData("localhost.:{port}")]
    public async Task Another_host_is_refused_even_with_the_token(string host)
    {
        foreach (var path in (string[])[Server, "/", "/sessions/1", "/api/v1/login"])
        {
            var answer = await WithHost(host.Replace("{port}", $"{dashboard.Port}", StringComparison.Ordinal), path);

            Refuses(answer, 421, "wrong_host");
        }
    }

    [Theory]
    [InlineData("127.0.0.1:{port}")]
    [InlineData("localhost:{port}")]
    [InlineData("LOCALHOST:{port}")]
    public async Task Its_own_address_and_localhost_are_answered(string host) =>
        Assert.Equal(200, (await WithHost(host.Replace("{port}", $"{dashboard.Port}", StringComparison.Ordinal))).Status);

    [Fact]
    public async Task A_request_line_that_names_another_host_is_refused()
    {
        Assert.InRange((await WithHost(Authority, $"http://evil.example{Server}")).Status, 400, 499);
        Assert.InRange((await WithHost("evil.example", $"http://evil.example{Server}")).Status, 400, 499);
        Assert.InRange((await WithHost("evil.example", $"http://{Authority}{Server}")).Status, 400, 499);
    }

    [Fact]
    public async Task A_host_that_is_missing_or_there_twice_is_refused()
    {
        Assert.InRange((await RawAsync($"GET {Server} HTTP/1.1\nAuthorization: Bearer {dashboard.Token}\n\n")).Status, 400, 499);
        Assert.InRange((await RawAsync($"GET {Server} HTTP/1.0\nAuthorization: Bearer {dashboard.Token}\n\n")).Status, 400, 499);
        Assert.InRange((await WithHost($"{Authority}\nHost: {Authority}")).Status, 400, 499);
        Assert.InRange((await WithHost($"{Authority}\nHost: evil.example")).Status, 400, 499);
        Assert.InRange((await WithHost("")).Status, 400, 499);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "https://127.0.0.1:{port}")]
    [InlineData("Origin", "http://localhost:{port}")]
    [InlineData("Origin", "http://127.0.0.1:{port}.evil.example")]
    [InlineData("Origin", "")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "anything")]
    public async Task Another_origin_is_refused_with_the_token_and_with_the_cookie(string header, string value)
    {
        var other = (header, value.Replace("{port}", $"{dashboard.Port}", StringComparison.Ordinal));
        var cookie = await dashboard.LogInAsync();
        foreach (var ticket in ((string, string)[])[dashboard.Bearer, cookie])
        {
            Refuses(await dashboard.SendAsync("GET", Server, ticket, other), 403, "cross_origin");
            Refuses(await dashboard.SendAsync("GET", Server, ticket, other, ("Sec-Fetch-Mode", "navigate")), 403, "cross_origin");
            Refuses(await dashboard.SendAsync("POST", "/api/v1/stop", ticket, other), 403, "cross_origin");
            Refuses(await dashboard.SendAsync("POST", "/api/v1/budgets", """{"per":"total","limit":1}""", ticket, other), 403, "cross_origin");
            Refuses(await dashboard.SendAsync("OPTIONS", "/api/v1/budgets", ticket, other, ("Access-Control-Request-Method", "POST")), 403, "cross_origin");
        }
        Refuses(await dashboard.SendAsync("GET", "/", other), 403, "cross_origin");
        Assert.Empty((await dashboard.GetAsync("/budgets")).List("budgets"));
    }

    [Theory]
    [InlineData("same-origin")]
    [InlineData("none")]
    public async Task Its_own_page_and_what_is_typed_are_answered(string site)
    {
        var cookie = await dashboard.LogInAsync();

        Assert.Equal(200, (await dashboard.SendAsync("GET", Server, cookie, ("Sec-Fetch-Site", site))).Status);
        Assert.Equal(200, (await dashboard.SendAsync("GET", Server, cookie, ("Origin", dashboard.Url), ("Sec-Fetch-Site", site))).Status);
        Assert.Equal(200, (await dashboard.SendAsync("GET", "/", ("Sec-Fetch-Site", site))).Status);
    }

    [Fact]
    public async Task A_link_to_it_may_be_followed_from_anywhere()
    {
        Assert.Equal(200, (await dashboard.SendAsync("GET", "/", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"))).Status);
        Assert.Equal(200, (await dashboard.SendAsync("GET", "/sessions/1", ("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Mode", "navigate"))).Status);
        Refuses(await dashboard.SendAsync("GET", "/", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")), 403, "cross_origin");
        Refuses(await dashboard.SendAsync("GET", "/", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "cors")), 403, "cross_origin");
    }

    private static void Refuses(RawResponse answer, int status, string code)
    {
        Assert.Equal(status, answer.Status);
        Assert.Equal(code, JsonElement.Parse(answer.Body).GetProperty("error").Text("code"));
    }
}
