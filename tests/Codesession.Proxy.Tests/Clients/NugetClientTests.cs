using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Anthropic.Models.Messages;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Responses;

namespace Codesession.Proxy.Tests.Clients;

/// <summary>The official packages of NuGet against a base URL.</summary>
public abstract class NugetClientTests
{
    private const string Said = "Grüße, 世界! 👋🏽\nDone.";

    private static readonly TokenCounts tokens = new() { Input = 321, CacheRead = 1000, Output = 54, Reasoning = 30 };

    /// <summary>What answers.</summary>
    protected abstract FakeProvider Provider { get; }

    /// <summary>Where the clients of this test are sent.</summary>
    protected abstract Task<string> BaseUrlAsync();

    /// <summary>What was stated is booked, where somebody books.</summary>
    protected abstract Task IsBookedAsync(IReadOnlyCollection<StatedCall> stated);

    [Theory]
    [InlineData(ContentCoding.Identity)]
    [InlineData(ContentCoding.Gzip)]
    public async Task Anthropic(string coding)
    {
        var play = Play(new Reply { Tokens = tokens with { CacheWrite = 200, Reasoning = 0 }, Coding = coding });
        using var http = Http(play);
        var client = new AnthropicClient { ApiKey = "sk-ant-dummy", BaseUrl = await BaseUrlAsync(), HttpClient = http };
        var request = new MessageCreateParams { Model = "claude-sonnet-4-5", MaxTokens = 100, Messages = [new UserMessageParam("Hi")] };

        var message = await client.Messages.Create(request, TestContext.Current.CancellationToken);
        Assert.Equal(Said, string.Concat(message.Content.Select(block => block.TryPickText(out var text) ? text.Text : "")));
        Assert.Equal((321, 1000, 54), (message.Usage.InputTokens, message.Usage.CacheReadInputTokens, message.Usage.OutputTokens));

        var (said, output) = ("", 0L);
        await foreach (var item in client.Messages.CreateStreaming(request, TestContext.Current.CancellationToken))
        {
            said += item.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var text) ? text.Text : "";
            output = item.TryPickDelta(out var end) ? end.Usage.OutputTokens : output;
        }
        Assert.Equal((Said, 54), (said, output));

        await IsBookedAsync(Stated(play, 2));
    }

    [Theory]
    [InlineData(ContentCoding.Identity)]
    [InlineData(ContentCoding.Gzip)]
    public async Task OpenAI_chat(string coding)
    {
        var play = Play(new Reply { Tokens = tokens, Coding = coding });
        var client = new ChatClient("gpt-5-mini", new ApiKeyCredential("sk-dummy"), await OptionsAsync(play));

        ChatCompletion completion = await client.CompleteChatAsync([new UserChatMessage("Hi")], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Said, completion.Content[0].Text);
        Assert.Equal((1321, 54, 30), (completion.Usage.InputTokenCount, completion.Usage.OutputTokenCount, completion.Usage.OutputTokenDetails.ReasoningTokenCount));

        var (said, usage) = ("", default(ChatTokenUsage));
        await foreach (var update in client.CompleteChatStreamingAsync([new UserChatMessage("Hi")], cancellationToken: TestContext.Current.CancellationToken))
        {
            said += string.Concat(update.ContentUpdate.Select(part => part.Text));
            usage = update.Usage ?? usage;
        }
        // This client asks for usage by itself, so it must see it.
        Assert.Equal((Said, 1321, 54), (said, usage?.InputTokenCount, usage?.OutputTokenCount));

        await IsBookedAsync(Stated(play, 2));
    }

    [Fact]
    public async Task OpenAI_responses()
    {
        var play = Play(new Reply { Tokens = tokens });
        var client = new ResponsesClient(new ApiKeyCredential("sk-dummy"), new ResponsesClientOptions
        {
            Endpoint = new Uri(await BaseUrlAsync() + "/v1"),
            Transport = new HttpClientPipelineTransport(Http(play)),
        });

        ResponseResult response = await client.CreateResponseAsync("gpt-5-mini", "Hi", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Said, response.GetOutputText());
        Assert.Equal((1321L, 54L), (response.Usage.InputTokenCount, response.Usage.OutputTokenCount));

        var said = "";
        await foreach (var update in await client.CreateResponseStreamingAsync("gpt-5-mini", "Hi", cancellationToken: TestContext.Current.CancellationToken))
        {
            said += update is StreamingResponseOutputTextDeltaUpdate delta ? delta.Delta : "";
        }
        Assert.Equal(Said, said);

        await IsBookedAsync(Stated(play, 2));
    }

    [Fact]
    public async Task OpenAI_embeddings()
    {
        var play = Play(new Reply { Tokens = tokens });
        var client = new EmbeddingClient("text-embedding-3-small", new ApiKeyCredential("sk-dummy"), await OptionsAsync(play));

        OpenAIEmbedding embedding = await client.GenerateEmbeddingAsync("Hi", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([0.25f, -0.5f, 0.125f], embedding.ToFloats().ToArray());

        await IsBookedAsync(Stated(play, 1));
    }

    [Fact]
    public async Task An_error_of_the_provider_is_the_one_they_throw()
    {
        var play = Play(new Reply { Status = 429 });
        using var http = Http(play);
        var anthropic = new AnthropicClient { ApiKey = "sk-ant-dummy", BaseUrl = await BaseUrlAsync(), HttpClient = http, MaxRetries = 0 };
        var options = await OptionsAsync(play);
        options.RetryPolicy = new ClientRetryPolicy(0);
        var openai = new ChatClient("gpt-5-mini", new ApiKeyCredential("sk-dummy"), options);

        await Assert.ThrowsAsync<global::Anthropic.Exceptions.AnthropicRateLimitException>(() => anthropic.Messages.Create(
            new MessageCreateParams { Model = "claude-sonnet-4-5", MaxTokens = 100, Messages = [new UserMessageParam("Hi")] }, TestContext.Current.CancellationToken));
        var limited = await Assert.ThrowsAsync<ClientResultException>(() => openai.CompleteChatAsync([new UserChatMessage("Hi")]));
        Assert.Equal(429, limited.Status);

        await IsBookedAsync([]);
    }

    private string Play(Reply reply)
    {
        var name = $"{Guid.NewGuid():N}";
        Provider.Script[name] = reply;
        return name;
    }

    private List<StatedCall> Stated(string play, int count)
    {
        var stated = Provider.Stated.Where(call => call.Play == play).ToList();
        Assert.Equal(count, stated.Count);
        return stated;
    }

    private static HttpClient Http(string play)
    {
        var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.All });
        http.DefaultRequestHeaders.Add(Script.Header, play);
        return http;
    }

    private async Task<OpenAIClientOptions> OptionsAsync(string play) => new()
    {
        Endpoint = new Uri(await BaseUrlAsync() + "/v1"),
        Transport = new HttpClientPipelineTransport(Http(play)),
    };
}
