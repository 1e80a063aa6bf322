namespace Codesession.Proxy.Tests.Booking;

/// <summary>Replies that do not come to their end.</summary>
public sealed class BrokenStreamTests(ProxiedHome home) : IClassFixture<ProxiedHome>
{
    [Theory]
    [InlineData(Asking.Messages, 1)]
    [InlineData(Asking.Messages, 5)]
    [InlineData(Asking.GeminiStream, 2)]
    public async Task One_that_the_provider_breaks_is_booked_with_what_was_stated_last(string path, int events)
    {
        var session = await home.StartSessionAsync();
        var (mark, gate) = Hold(events, broken: true);
        using var client = new HttpClient();
        using var request = Asking.Request(session.BaseUrl, path, mark, stream: true);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await ReadAsync(reader, events);

        gate.Open();
        await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadToEndAsync(TestContext.Current.CancellationToken));

        await IsPartialAsync(session, mark);
    }

    [Theory]
    [InlineData(Asking.Messages)]
    [InlineData(Asking.GeminiStream)]
    public async Task One_that_the_client_gives_up_is_given_up_at_the_provider_and_booked_with_what_was_stated_last(string path)
    {
        var session = await home.StartSessionAsync();
        var (mark, _) = Hold(2, broken: false);
        using (var client = new HttpClient())
        using (var request = Asking.Request(session.BaseUrl, path, mark, stream: true))
        using (var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
            await ReadAsync(reader, 2);
        }

        await IsPartialAsync(session, mark);
    }

    [Fact]
    public async Task One_that_breaks_before_it_states_anything_costs_nothing()
    {
        var session = await home.StartSessionAsync();
        var mark = $"{Guid.NewGuid():N}";
        home.Provider.Script[mark] = new Reply { BreakAfter = 0 };

        var response = await Asking.AskAsync(session.BaseUrl, Asking.Messages, mark, stream: true);
        await Asking.AskAsync(session.BaseUrl, Asking.Messages);

        Assert.Contains(response.Status, new[] { 0, 502 });
        await Poll.Until(async () => (await session.CallsAsync()).Any(call => call.Whole("tokens") > 0), "the call after it is booked");
        Assert.Equal(0.006m, (await session.Cs.Json("show", $"{session.Id}")).Dollars("aiCost"));
    }

    private (string Mark, Gate Gate) Hold(int events, bool broken)
    {
        var gate = new Gate();
        var mark = $"{Guid.NewGuid():N}";
        home.Provider.Script[mark] = new Reply { Hold = gate, HoldAfter = events, BreakAfter = broken ? events : null };
        return (mark, gate);
    }

    private static async Task ReadAsync(StreamReader reader, int events)
    {
        while (events > 0 && await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            events -= line.Length == 0 ? 1 : 0;
        }
    }

    private async Task IsPartialAsync(ProxiedSession session, string mark)
    {
        await Poll.Until(() => home.Provider.Stated.Any(call => call.Play == mark), "the provider knows that it broke");
        var stated = Assert.Single(home.Provider.Stated, call => call.Play == mark);
        Assert.False(stated.Complete);
        await session.IsBookedAsync([stated]);
    }
}
