using Codesession.Cli.Proxy;

namespace Codesession.Cli.Tests.Proxy;

public sealed class BaseUrlsTests
{
    private const string Proxy = "http://127.0.0.1:5000";

    private readonly Upstreams upstreams = new();

    [Fact]
    public void An_agent_finds_the_proxy_for_each_provider() => Assert.Equal(
        ["ANTHROPIC_BASE_URL=http://127.0.0.1:5000", "GOOGLE_GEMINI_BASE_URL=http://127.0.0.1:5000", "OPENAI_BASE_URL=http://127.0.0.1:5000/v1"],
        To(Proxy, []));

    [Fact]
    public void An_address_that_was_set_before_becomes_the_upstream()
    {
        var environment = Environment(("ANTHROPIC_BASE_URL", "https://gw.example/anthropic"), ("OPENAI_BASE_URL", "https://gw.example/openai/v1/"));

        Assert.Empty(BaseUrls.TakeOver(environment, upstreams));

        Assert.Equal("https://gw.example/anthropic", upstreams.Anthropic.Address);
        Assert.Equal("https://gw.example/openai", upstreams.OpenAI.Address);
        Assert.Equal("https://generativelanguage.googleapis.com", upstreams.Google.Address);
        Assert.Contains("OPENAI_BASE_URL=http://127.0.0.1:5000/v1", To(Proxy, environment));
    }

    [Fact]
    public void One_without_a_version_is_followed_by_the_same_paths_as_before()
    {
        var environment = Environment(("OPENAI_BASE_URL", "https://gw.example/llm"));

        BaseUrls.TakeOver(environment, upstreams);

        Assert.Contains("OPENAI_BASE_URL=http://127.0.0.1:5000/openai", To(Proxy, environment));
        var route = Route.Of("/openai/chat/completions", new Microsoft.AspNetCore.Http.HeaderDictionary(), upstreams);
        Assert.Equal("https://gw.example/llm/chat/completions", route.Upstream.At(route.Target).AbsoluteUri);
    }

    [Fact]
    public void One_that_is_no_plain_address_is_left_alone()
    {
        var environment = Environment(("ANTHROPIC_BASE_URL", "https://user:secret@gw.example"));

        var left = BaseUrls.TakeOver(environment, upstreams);

        Assert.Equal(["ANTHROPIC_BASE_URL"], left);
        Assert.Equal("https://api.anthropic.com", upstreams.Anthropic.Address);
        Assert.DoesNotContain(BaseUrls.To(Proxy, environment, left).Keys, name => name == "ANTHROPIC_BASE_URL");
    }

    [Fact]
    public void A_proxy_of_ours_is_known_by_its_record()
    {
        var running = Record(5000);

        Assert.Equal(running, BaseUrls.OwnProxy(Environment(("OPENAI_BASE_URL", "http://localhost:5000/v1")), [running]));
        Assert.Null(BaseUrls.OwnProxy(Environment(("OPENAI_BASE_URL", "http://127.0.0.1:5001/v1")), [running]));
        Assert.Null(BaseUrls.OwnProxy(Environment(("OPENAI_BASE_URL", "http://gw.example:5000/v1")), [running]));
        Assert.Equal(["OPENAI_BASE_URL"], BaseUrls.Foreign(Environment(("ANTHROPIC_BASE_URL", Proxy), ("OPENAI_BASE_URL", "https://gw.example")), [running]));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000/s/9")]
    [InlineData("http://localhost:5000/s/7/", "http://127.0.0.1:5000/s/9")]
    [InlineData("http://127.0.0.1:5000/corp/", "http://127.0.0.1:5000/s/9/corp")]
    [InlineData("http://127.0.0.1:5000/s/7/corp/llm", "http://127.0.0.1:5000/s/9/corp/llm")]
    [InlineData("http://127.0.0.1:6000/corp", "http://127.0.0.1:6000/s/9/corp")]
    [InlineData("http://127.0.0.1:6000", "http://127.0.0.1:6000/s/9")]
    public void Through_a_proxy_of_ours_a_key_goes_to_whom_it_went_before(string before, string after)
    {
        ServerRecord[] running = [Record(5000), Record(6000)];
        var environment = Environment(("ANTHROPIC_BASE_URL", before), ("OPENAI_BASE_URL", "http://127.0.0.1:5000/s/7/mistral/v1"), ("GOOGLE_GEMINI_BASE_URL", "https://gw.example"));

        var variables = BaseUrls.Through(running[0], 9, environment, running);

        Assert.Equal(after, variables["ANTHROPIC_BASE_URL"]);
        Assert.Equal("http://127.0.0.1:5000/s/9/mistral/v1", variables["OPENAI_BASE_URL"]);
        Assert.DoesNotContain("GOOGLE_GEMINI_BASE_URL", variables.Keys);
    }

    [Fact]
    public void A_companys_proxy_is_not_asked_for_ours() => Assert.Contains(
        "NO_PROXY=.example,127.0.0.1", To(Proxy, Environment(("HTTP_PROXY", "http://proxy.example:8080"), ("NO_PROXY", ".example"))));

    private static ServerRecord Record(int port) => new() { Kind = "proxy", Port = port, Url = $"http://127.0.0.1:{port}", ProcessId = 1, Token = "", StartedAt = default };

    private static IEnumerable<string> To(string root, IReadOnlyDictionary<string, string> environment) =>
        BaseUrls.To(root, environment, []).Select(pair => $"{pair.Key}={pair.Value}").Order();

    private static IEnumerable<string> To(string root, (string, string)[] environment) => To(root, Environment(environment));

    private static Dictionary<string, string> Environment(params (string Name, string Value)[] variables) => variables.ToDictionary(pair => pair.Name, pair => pair.Value);
}
