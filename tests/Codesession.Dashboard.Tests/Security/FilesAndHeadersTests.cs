using System.IO.Compression;

namespace Codesession.Dashboard.Tests.Security;

/// <summary>What is served besides the API, and what every response says to browsers.</summary>
public sealed class FilesAndHeadersTests(DashboardHome home) : IClassFixture<DashboardHome>
{
    private readonly DashboardProcess dashboard = home.Dashboard;

    [Theory]
    [InlineData("/../../../../../../etc/passwd")]
    [InlineData("/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/..%2f..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/assets/../../../../../etc/passwd")]
    [InlineData("//etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("/..\\..\\..\\..\\etc\\passwd")]
    [InlineData("/..%5c..%5c..%5cetc%5cpasswd")]
    [InlineData("/index.html%00.js")]
    [InlineData("/%00")]
    [InlineData("/file:///etc/passwd")]
    [InlineData("/%c0%ae%c0%ae/etc/passwd")]
    [InlineData("/~root/.ssh/id_rsa")]
    public async Task No_path_leads_out_of_the_executable(string path)
    {
        var index = (await dashboard.SendAsync("GET", "/")).Text;

        var answer = await dashboard.SendAsync("GET", path);

        Assert.True(answer.Status is 400 or 404 || answer.Status == 200 && answer.Text == index, $"{answer.Status} {answer.Text}");
        Assert.DoesNotContain("root:", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_is_the_page_and_what_there_is_not_is_not_found()
    {
        var index = await dashboard.SendAsync("GET", "/");
        Assert.Equal(200, index.Status);
        Assert.StartsWith("text/html", index.Header("Content-Type"), StringComparison.Ordinal);
        Assert.StartsWith("<!doctype html>", index.Text, StringComparison.OrdinalIgnoreCase);

        foreach (var page in (string[])["/sessions", "/sessions/12", "/start-fresh", "/sessions/"])
        {
            Assert.Equal(index.Text, (await dashboard.SendAsync("GET", page)).Text);
        }
        foreach (var missing in (string[])["/nothing.js", "/assets/nothing.css", "/sessions.db", "/.git/config", "/favicon.unknown"])
        {
            Assert.Equal(404, (await dashboard.SendAsync("GET", missing)).Status);
        }
    }

    [Fact]
    public async Task Packed_or_not_a_file_is_the_same()
    {
        var plain = await dashboard.SendAsync("GET", "/");
        var packed = await dashboard.SendAsync("GET", "/", ("Accept-Encoding", "gzip, deflate"));

        Assert.Null(plain.Header("Content-Encoding"));
        if (packed.Header("Content-Encoding") is not null)
        {
            using var text = new StreamReader(new GZipStream(new MemoryStream(packed.Body), CompressionMode.Decompress));
            Assert.Equal(plain.Text, await text.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
        else
        {
            Assert.Equal(plain.Text, packed.Text);
        }
    }

    [Fact]
    public async Task The_page_holds_nothing_of_the_ledger_and_runs_no_script_of_its_own()
    {
        var page = (await dashboard.SendAsync("GET", "/")).Text;

        Assert.DoesNotContain(dashboard.Token, page, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]*\\ssrc=)", page);
        Assert.DoesNotContain("<style", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" style=", page, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("GET", "/", 200)]
    [InlineData("HEAD", "/", 200)]
    [InlineData("POST", "/", 405)]
    [InlineData("GET", "/nothing.js", 404)]
    [InlineData("GET", "/api/v1/overview", 200)]
    [InlineData("HEAD", "/api/v1/overview", 200)]
    [InlineData("GET", "/api/v1/export", 200)]
    [InlineData("GET", "/api/v1/usage?by=wrong", 400)]
    [InlineData("GET", "/api/v1/sessions/4711", 404)]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("PUT", "/api/v1/overview", 405)]
    [InlineData("POST", "/api/v1/login", 204)]
    public async Task Every_response_has_the_headers_that_protect_it(string method, string path, int status)
    {
        var answer = await dashboard.SendAsync(method, path, dashboard.Bearer);

        Assert.Equal(status, answer.Status);
        IsProtected(answer);
    }

    [Fact]
    public async Task So_have_refusals()
    {
        IsProtected(await dashboard.SendAsync("GET", "/api/v1/server"));
        IsProtected(await dashboard.SendAsync("GET", "/", ("Origin", "https://evil.example")));
        using var http = await RawHttp.ConnectAsync(dashboard.Url);
        await http.WriteAsync("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
        IsProtected(await http.ReadAsync());
    }

    private static void IsProtected(RawResponse answer)
    {
        var policy = answer.Header("Content-Security-Policy")!.Split("; ");
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Contains("base-uri 'none'", policy);
        Assert.Contains("form-action 'none'", policy);
        Assert.DoesNotContain("unsafe", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
        Assert.Equal("same-origin", answer.Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", answer.Header("Cross-Origin-Resource-Policy"));
        Assert.NotNull(answer.Header("Cache-Control"));
        Assert.Null(answer.Header("Server"));
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }
}
