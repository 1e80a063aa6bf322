using Codesession.Cli.Proxy;
using Codesession.Cli.Serving;
using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Tests.Proxy;

public sealed class RouteTests
{
    private readonly Upstreams upstreams = new();

    [Theory]
    [InlineData("/v1/messages?beta=true", "", "https://api.anthropic.com/v1/messages?beta=true")]
    [InlineData("/v1/messages/count_tokens", "", "https://api.anthropic.com/v1/messages/count_tokens")]
    [InlineData("/v1/messages/batches/msgbatch_1/results", "", "https://api.anthropic.com/v1/messages/batches/msgbatch_1/results")]
    [InlineData("/v1/models", "x-api-key", "https://api.anthropic.com/v1/models")]
    [InlineData("/v1/files?limit=5", "anthropic-version", "https://api.anthropic.com/v1/files?limit=5")]
    [InlineData("/v1/models", "", "https://api.openai.com/v1/models")]
    [InlineData("/v1/models/ft:gpt-4o:acme::1", "", "https://api.openai.com/v1/models/ft:gpt-4o:acme::1")]
    [InlineData("/v1/chat/completions", "anthropic-version", "https://api.openai.com/v1/chat/completions")]
    [InlineData("/v1/responses/resp_1?include=x", "", "https://api.openai.com/v1/responses/resp_1?include=x")]
    [InlineData("/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse", "", "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse")]
    [InlineData("/v1/models/gemini-2.5-pro:generateContent", "", "https://generativelanguage.googleapis.com/v1/models/gemini-2.5-pro:generateContent")]
    [InlineData("/upload/v1beta/files", "", "https://generativelanguage.googleapis.com/upload/v1beta/files")]
    [InlineData("/mistral/v1/chat/completions", "", "https://api.mistral.ai/v1/chat/completions")]
    [InlineData("/DeepSeek/chat/completions", "", "https://api.deepseek.com/chat/completions")]
    [InlineData("/groq/openai/v1/models", "", "https://api.groq.com/openai/v1/models")]
    [InlineData("/groq/v1/models", "", "https://api.groq.com/openai/v1/models")]
    [InlineData("/openrouter/v1/models", "", "https://openrouter.ai/api/v1/models")]
    [InlineData("/openrouter/api/v1/models", "", "https://openrouter.ai/api/v1/models")]
    [InlineData("/openai/v1/a..b/.c", "", "https://api.openai.com/v1/a..b/.c")]
    [InlineData("/xai?q=1", "", "https://api.x.ai/?q=1")]
    [InlineData("/anthropic/anything/at%20all?a=%7e&b=%2F&&", "", "https://api.anthropic.com/anything/at%20all?a=%7e&b=%2F&&")]
    public void A_request_goes_to_the_provider_that_it_belongs_to_with_path_and_query_as_they_are(string target, string header, string expected)
    {
        var headers = new HeaderDictionary();
        if (header.Length > 0)
        {
            headers[header] = "x";
        }

        var route = Route.Of(target, headers, upstreams);

        Assert.Equal(expected, route.Upstream.At(route.Target).AbsoluteUri);
        Assert.Null(route.SessionId);
    }

    [Theory]
    [InlineData("/s/7/v1/messages", 7, "https://api.anthropic.com/v1/messages")]
    [InlineData("/s/12345/mistral/v1/chat/completions?x=1", 12345, "https://api.mistral.ai/v1/chat/completions?x=1")]
    public void A_session_may_come_before_it(string target, long session, string expected)
    {
        var route = Route.Of(target, new HeaderDictionary(), upstreams);

        Assert.Equal(session, route.SessionId);
        Assert.Equal(expected, route.Upstream.At(route.Target).AbsoluteUri);
    }

    [Theory]
    [InlineData("http://evil.example/v1/messages", 400)]
    [InlineData("evil.example:443", 400)]
    [InlineData("*", 400)]
    [InlineData("", 400)]
    [InlineData("/anthropic/../evil", 400)]
    [InlineData("/anthropic/%2e%2e/evil", 400)]
    [InlineData("/anthropic/%2E./evil", 400)]
    [InlineData("/anthropic/..%2fevil", 400)]
    [InlineData("/v1/messages\r\nHost: evil.example", 400)]
    [InlineData("/v1/messages%0d%0aHost:%20evil.example", 400)]
    [InlineData("/v1/mess ages", 400)]
    [InlineData("/v1/messages#x", 400)]
    [InlineData("/\\evil.example/v1/messages", 400)]
    [InlineData("//evil.example/x", 404)]
    [InlineData("/@evil.example/x", 404)]
    [InlineData("/evil.example/v1/messages", 404)]
    [InlineData("/unknown/v1/messages", 404)]
    [InlineData("/", 404)]
    [InlineData("/s/0/v1/messages", 404)]
    [InlineData("/s/x/v1/messages", 404)]
    [InlineData("/s/99999999999999999999/v1/messages", 404)]
    [InlineData("/s/", 404)]
    public void What_is_no_path_of_a_provider_goes_nowhere(string target, int status) =>
        Assert.Equal(status, Assert.Throws<RefusedException>(() => Route.Of(target, new HeaderDictionary(), upstreams)).Status);

    [Theory]
    [InlineData("/anthropic//evil.example/x", "api.anthropic.com")]
    [InlineData("/anthropic/@evil.example/x", "api.anthropic.com")]
    [InlineData("/anthropic@evil.example/v1/messages", null)]
    [InlineData("/openai/:80@evil.example/", "api.openai.com")]
    [InlineData("/google/%40evil.example/?url=http://evil.example", "generativelanguage.googleapis.com")]
    public void Whatever_a_target_looks_like_the_host_is_the_upstreams(string target, string? host)
    {
        var found = Record.Exception(() => Route.Of(target, new HeaderDictionary(), upstreams)) is RefusedException
            ? null
            : Route.Of(target, new HeaderDictionary(), upstreams) is var route ? route.Upstream.At(route.Target).Host : null;

        Assert.Equal(host, found);
    }

    [Fact]
    public void The_user_may_give_a_provider_another_address_and_add_others()
    {
        upstreams.Set(["anthropic=https://gateway.example/llm/anthropic/", "corp=http://127.0.0.1:8080"]);

        Assert.Equal("https://gateway.example/llm/anthropic/v1/messages?x", At("/v1/messages?x"));
        Assert.Equal("http://127.0.0.1:8080/v1/chat/completions", At("/corp/v1/chat/completions"));

        string At(string target) => Route.Of(target, new HeaderDictionary(), upstreams) is var route ? route.Upstream.At(route.Target).AbsoluteUri : "";
    }

    [Theory]
    [InlineData("corp")]
    [InlineData("=https://a.example")]
    [InlineData("a/b=https://a.example")]
    [InlineData("s=https://a.example")]
    [InlineData("v1=https://a.example")]
    [InlineData("corp=ftp://a.example")]
    [InlineData("corp=a.example")]
    [InlineData("corp=https://user:password@a.example")]
    [InlineData("corp=https://a.example/?key=1")]
    public void A_wrong_address_is_told_without_its_password(string pair)
    {
        var error = Assert.Throws<CodesessionException>(() => upstreams.Set([pair]));

        Assert.Equal(ErrorCode.InvalidInput, error.Code);
        Assert.DoesNotContain("password", error.Message);
    }

    [Theory]
    [InlineData("openai=http://127.0.0.1:4000/v1", "/v1/chat/completions", "http://127.0.0.1:4000/v1/chat/completions")]
    [InlineData("openai=http://127.0.0.1:4000/llm/v1/", "/v1/models?x", "http://127.0.0.1:4000/llm/v1/models?x")]
    [InlineData("openai=http://127.0.0.1:4000/v1", "/openai/chat/completions", "http://127.0.0.1:4000/v1/chat/completions")]
    [InlineData("openai=http://127.0.0.1:4000/v10", "/v1/models", "http://127.0.0.1:4000/v10/v1/models")]
    public void An_address_may_be_given_with_its_version(string pair, string target, string expected)
    {
        upstreams.Set([pair]);

        var route = Route.Of(target, new HeaderDictionary(), upstreams);
        Assert.Equal(expected, route.Upstream.At(route.Target).AbsoluteUri);
    }

    [Theory]
    [InlineData("openai=https://api.mistral.ai", "mistral", false)]
    [InlineData("openai=https://api.deepseek.com", "deepseek", true)]
    [InlineData("openai=https://gateway.example/openai", "openai", true)]
    [InlineData("corp=https://api.anthropic.com", "anthropic", false)]
    [InlineData("corp=https://gateway.example", "corp", false)]
    public void Whose_models_they_are_is_told_by_the_address_where_it_is_a_providers_own(string pair, string provider, bool takesIncludeUsage)
    {
        upstreams.Set([pair]);

        var upstream = upstreams.Find(pair.Split('=')[0])!;
        Assert.Equal((provider, takesIncludeUsage), (upstream.Provider, upstream.TakesIncludeUsage));
    }

    [Theory]
    [InlineData("POST", "/v1/messages", true)]
    [InlineData("POST", "/v1/responses", true)]
    [InlineData("POST", "/v1/messages/batches", true)]
    [InlineData("POST", "/v1/batches", true)]
    [InlineData("POST", "/v1/messages/count_tokens", false)]
    [InlineData("POST", "/v1/files", false)]
    [InlineData("POST", "/v1/threads/thread_1/messages", false)]
    [InlineData("GET", "/v1/messages/batches/msgbatch_1/results", false)]
    [InlineData("GET", "/v1/responses/resp_1", false)]
    [InlineData("GET", "/v1/models", false)]
    public void What_makes_something_spends_and_what_fetches_it_does_not(string method, string path, bool spends) =>
        Assert.Equal(spends, ApiCall.Spends(method, path));
}
