using System.Text.Json;

namespace Codesession.Proxy.Tests.Booking;

/// <summary>A budget of one dollar and calls of one cent.</summary>
public sealed class BudgetTests(ProxiedHome home) : IClassFixture<ProxiedHome>
{
    // claude-opus-4-5: 5 and 25 dollars a million.
    private static readonly Reply cent = new() { Model = "claude-opus-4-5", Tokens = new TokenCounts { Input = 1000, Output = 200 } };

    [Fact]
    public async Task Fifty_clients_at_once_overshoot_by_no_more_than_what_is_in_flight()
    {
        var session = await home.StartSessionAsync("--budget", "1.00");
        home.Provider.Script["cent"] = cent;
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 50 });

        var accepted = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            for (var count = 0; ; count++)
            {
                using var request = Asking.Request(session.BaseUrl, Asking.Messages, "cent", stream: i % 2 == 0);
                using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
                if ((int)response.StatusCode == 402)
                {
                    return count;
                }
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            }
        }));
        // Whoever was refused for what others had reserved tries once more, now that nobody is under way.
        var more = 0;
        while (await TryAsync() || await TryAsync())
        {
            more++;
        }

        var stated = Stated();
        Assert.Equal(stated.Count, accepted.Sum() + more);
        await session.IsBookedAsync(stated);
        var spent = (await session.Cs.Json("show", $"{session.Id}")).Dollars("aiCost");
        Assert.Equal(0.01m * stated.Count, spent);
        Assert.InRange(spent, 1.00m, 1.00m + 0.01m * Math.Min(50, home.Provider.MostInFlight));
        Assert.Equal(402, (await Asking.AskAsync(session.BaseUrl, Asking.Messages, "cent")).Status);
        Assert.Equal(stated.Count, Stated().Count);

        List<StatedCall> Stated() => [.. home.Provider.Stated.Where(call => call.Play == "cent")];

        // Only what is booked has no reservation left.
        async Task<bool> TryAsync()
        {
            await session.CallsAsync(Stated().Count);
            return (await Asking.AskAsync(session.BaseUrl, Asking.Messages, "cent")).Status == 200;
        }
    }

    [Theory]
    [InlineData(Asking.Messages, false)]
    [InlineData(Asking.Messages, true)]
    [InlineData(Asking.Chat, false)]
    [InlineData(Asking.Chat, true)]
    [InlineData(Asking.Responses, false)]
    public async Task A_spent_budget_is_refused_in_the_providers_own_words(string path, bool stream)
    {
        var session = await home.StartSessionAsync("--budget", "0.01");
        var mark = $"{Guid.NewGuid():N}";
        home.Provider.Script[mark] = cent;
        Assert.Equal(200, (await Asking.AskAsync(session.BaseUrl, Asking.Messages, mark)).Status);
        await session.CallsAsync(1);
        var before = home.Provider.Requests.Count(request => request.Header(Script.Header) == mark);

        var refused = await Asking.AskAsync(session.BaseUrl, path, mark, stream);

        Assert.Equal((402, "application/json"), (refused.Status, refused.Header("content-type")?.Split(';')[0]));
        var body = JsonElement.Parse(refused.Body);
        var error = body.GetProperty("error");
        if (path == Asking.Messages)
        {
            Assert.Equal(("error", "billing_error"), (body.Text("type"), error.Text("type")));
        }
        else
        {
            Assert.Equal(("insufficient_quota", "budget_exceeded"), (error.Text("type"), error.Text("code")));
        }
        // It names the budget and how to raise it.
        Assert.Contains("0.01", error.Text("message"), StringComparison.Ordinal);
        Assert.Contains("cs budget", error.Text("message"), StringComparison.Ordinal);
        Assert.Equal(before, home.Provider.Requests.Count(request => request.Header(Script.Header) == mark));
    }

    [Fact]
    public async Task Counting_tokens_and_listing_models_go_on_when_it_is_spent()
    {
        var session = await home.StartSessionAsync("--budget", "0.01");
        var mark = $"{Guid.NewGuid():N}";
        home.Provider.Script[mark] = cent;
        await Asking.AskAsync(session.BaseUrl, Asking.Messages, mark);
        await session.CallsAsync(1);

        var count = await RawHttp.SendAsync(session.BaseUrl, "POST", "/v1/messages/count_tokens", Asking.Headers(Asking.Messages), "{\"model\":\"claude-opus-4-5\",\"messages\":[]}"u8.ToArray());
        var models = await RawHttp.SendAsync(session.BaseUrl, "GET", "/v1/models", Asking.Headers(Asking.Messages));

        Assert.Equal((200, 200), (count.Status, models.Status));
    }

    [Fact]
    public async Task The_budget_of_one_session_holds_up_no_other()
    {
        var poor = await home.StartSessionAsync("--budget", "0.01");
        var rich = await home.StartSessionAsync();
        home.Provider.Script["poor"] = cent;
        await Asking.AskAsync(poor.BaseUrl, Asking.Messages, "poor");
        await poor.CallsAsync(1);

        Assert.Equal(402, (await Asking.AskAsync(poor.BaseUrl, Asking.Messages)).Status);
        Assert.Equal(200, (await Asking.AskAsync(rich.BaseUrl, Asking.Messages)).Status);
    }

    [Fact]
    public async Task What_was_made_before_may_still_be_fetched_when_it_is_spent()
    {
        var session = await home.StartSessionAsync("--budget", "0");

        Assert.Equal(402, (await Asking.AskAsync(session.BaseUrl, Asking.Messages)).Status);
        Assert.Equal(402, (await RawHttp.SendAsync(session.BaseUrl, "POST", "/v1/messages/batches", Asking.Headers(Asking.Messages), "{}"u8.ToArray())).Status);
        var results = RecordedStream.Named("anthropic-batch-results");
        var mark = $"{Guid.NewGuid():N}";
        home.Provider.Script[mark] = new Reply { Recorded = results };
        Assert.Equal(200, (await RawHttp.SendAsync(session.BaseUrl, "GET", results.Path, Asking.Headers(results.Path, mark), null)).Status);
    }

    [Fact]
    public async Task A_gateway_of_another_name_is_refused_in_the_form_of_the_API_that_it_speaks()
    {
        var cs = home.Cs;
        var proxy = await ProxyProcess.StartAsync(cs, ["--upstream", $"corp={home.Provider.Url}"]);
        var session = await home.StartSessionAsync("--budget", "0");

        var messages = await Asking.AskAsync($"{proxy.For(session.Id)}/corp", Asking.Messages);
        var chat = await Asking.AskAsync($"{proxy.For(session.Id)}/corp", Asking.Chat);

        Assert.Equal("billing_error", JsonElement.Parse(messages.Text).GetProperty("error").Text("type"));
        Assert.Equal("insufficient_quota", JsonElement.Parse(chat.Text).GetProperty("error").Text("type"));
    }
}
