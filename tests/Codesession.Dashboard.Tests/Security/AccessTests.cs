using System.Text.Json;

namespace Codesession.Dashboard.Tests.Security;

/// <summary>Who may ask: who has the token of the run, or the cookie given for it.</summary>
public sealed class AccessTests(DashboardHome home) : IClassFixture<DashboardHome>
{
    private const string Server = "/api/v1/server";

    private readonly DashboardProcess dashboard = home.Dashboard;

    [Theory]
    [InlineData("GET", "/api/v1/server")]
    [InlineData("GET", "/api/v1/overview")]
    [InlineData("GET", "/api/v1/events")]
    [InlineData("GET", "/api/v1/export")]
    [InlineData("GET", "/api/v1/openapi.json")]
    [InlineData("GET", "/api/v1/nothing")]
    [InlineData("GET", "/api/v2/server")]
    [InlineData("GET", "/api/")]
    [InlineData("POST", "/api/v1/login")]
    [InlineData("POST", "/api/v1/codes")]
    [InlineData("POST", "/api/v1/stop")]
    [InlineData("POST", "/api/v1/budgets")]
    [InlineData("DELETE", "/api/v1/budgets/1")]
    public async Task Without_a_token_nothing_is_told_and_nothing_done(string method, string path) => Refuses(await dashboard.SendAsync(method, path));

    [Fact]
    public async Task A_token_must_be_the_whole_and_only_one()
    {
        var token = dashboard.Token;
        foreach (var wrong in (string[])["", token[..^1], token + "0", token.ToUpperInvariant(), new string('0', token.Length), $"{token}, {token}"])
        {
            Refuses(await dashboard.SendAsync("GET", Server, ("Authorization", $"Bearer {wrong}")));
        }
        Refuses(await dashboard.SendAsync("GET", Server, ("Authorization", token)));
        Refuses(await dashboard.SendAsync("GET", Server, ("Authorization", $"Basic {token}")));
        Refuses(await dashboard.SendAsync("GET", Server, ("Authorization", "Bearer x"), dashboard.Bearer));
    }

    [Fact]
    public async Task A_token_in_the_address_or_elsewhere_is_none()
    {
        Refuses(await dashboard.SendAsync("GET", $"{Server}?token={dashboard.Token}"));
        Refuses(await dashboard.SendAsync("GET", $"{Server}?access_token={dashboard.Token}"));
        Refuses(await dashboard.SendAsync("GET", Server, ("X-Token", dashboard.Token)));
        Refuses(await dashboard.SendAsync("GET", Server, ("Cookie", $"codesession-{dashboard.Port}={dashboard.Token}")));
    }

    [Fact]
    public async Task The_token_is_traded_for_a_cookie_that_no_script_can_read_and_no_other_site_can_use()
    {
        var answer = await dashboard.SendAsync("POST", "/api/v1/login", dashboard.Bearer);

        Assert.Equal(204, answer.Status);
        var cookie = answer.Header("Set-Cookie")!.Split("; ");
        Assert.StartsWith($"codesession-{dashboard.Port}=", cookie[0], StringComparison.Ordinal);
        Assert.Equal(["httponly", "path=/api/", "samesite=strict"], cookie[1..].Select(part => part.ToLowerInvariant()).Order());
        Assert.DoesNotContain(dashboard.Token, answer.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.Equal(200, (await dashboard.SendAsync("GET", Server, ("Cookie", cookie[0]))).Status);
    }

    [Fact]
    public async Task A_cookie_that_is_not_that_one_is_none()
    {
        var (_, cookie) = await dashboard.LogInAsync();

        Refuses(await dashboard.SendAsync("GET", Server, ("Cookie", cookie[..^1])));
        Refuses(await dashboard.SendAsync("GET", Server, ("Cookie", cookie.Replace($"-{dashboard.Port}", $"-{dashboard.Port + 1}", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_wrong_token_is_wrong_whatever_the_cookie() =>
        Refuses(await dashboard.SendAsync("GET", Server, ("Authorization", "Bearer x"), await dashboard.LogInAsync()));

    [Fact]
    public async Task A_login_with_a_wrong_token_or_code_sets_no_cookie()
    {
        foreach (var answer in (RawResponse[])
            [
                await dashboard.SendAsync("POST", "/api/v1/login", ("Authorization", "Bearer x")),
                await dashboard.SendAsync("POST", "/api/v1/login", """{"code":"x"}"""),
                await dashboard.SendAsync("POST", "/api/v1/login", $$"""{"code":"{{dashboard.Token}}"}"""),
                await dashboard.SendAsync("POST", "/api/v1/login", """{"code":"x"}""", await dashboard.LogInAsync()),
            ])
        {
            Refuses(answer);
            Assert.Null(answer.Header("Set-Cookie"));
        }
    }

    [Fact]
    public async Task A_code_logs_in_once()
    {
        var made = await dashboard.AskAsync("POST", "/codes");
        Assert.Equal(201, made.Status);
        var code = made.Document.Text("code");

        var first = await dashboard.SendAsync("POST", "/api/v1/login", $$"""{"code":"{{code}}"}""");
        var second = await dashboard.SendAsync("POST", "/api/v1/login", $$"""{"code":"{{code}}"}""");

        Assert.Equal(204, first.Status);
        Assert.Equal(200, (await dashboard.SendAsync("GET", Server, ("Cookie", first.Header("Set-Cookie")!.Split(';')[0]))).Status);
        Refuses(second);
        Refuses(await dashboard.SendAsync("GET", Server, ("Authorization", $"Bearer {code}")));
    }

    [Fact]
    public async Task With_the_cookie_only_the_page_itself_changes_something()
    {
        var cookie = await dashboard.LogInAsync();
        const string budget = """{"per":"total","limit":1}""";

        var bare = await dashboard.SendAsync("POST", "/api/v1/budgets", budget, cookie);
        var typed = await dashboard.SendAsync("POST", "/api/v1/budgets", budget, cookie, ("Sec-Fetch-Site", "none"));
        var own = await dashboard.SendAsync("POST", "/api/v1/budgets", budget, cookie, ("Sec-Fetch-Site", "same-origin"));
        var older = await dashboard.SendAsync("POST", "/api/v1/budgets", budget, cookie, ("Origin", dashboard.Url));

        Refuses(bare, 403, "cross_origin");
        Refuses(typed, 403, "cross_origin");
        Assert.Equal((201, 201), (own.Status, older.Status));
    }

    [Fact]
    public async Task Nothing_that_was_printed_or_kept_but_the_record_has_the_token()
    {
        await dashboard.LogInAsync();

        Assert.DoesNotContain(dashboard.Token, dashboard.ErrorSoFar, StringComparison.Ordinal);
        var files = Directory.GetFiles(home.Cs.Home, "*", SearchOption.AllDirectories).Where(file => Read(file).Contains(dashboard.Token, StringComparison.Ordinal));
        var record = Assert.Single(files);
        Assert.EndsWith($".dashboard-{dashboard.Id}.json", record, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(record));
        }

        static string Read(string file)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var text = new StreamReader(stream, System.Text.Encoding.Latin1);
            return text.ReadToEnd();
        }
    }

    private static void Refuses(RawResponse answer) => Refuses(answer, 401, "unauthorized");

    private static void Refuses(RawResponse answer, int status, string code)
    {
        Assert.Equal(status, answer.Status);
        Assert.Equal(code, JsonElement.Parse(answer.Body).GetProperty("error").Text("code"));
    }
}
