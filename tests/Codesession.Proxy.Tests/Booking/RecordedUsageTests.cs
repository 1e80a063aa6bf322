using System.Text;

namespace Codesession.Proxy.Tests.Booking;

/// <summary>What every recorded reply states is booked, to the token and to the last digit, however it was coded and cut.</summary>
public sealed class RecordedUsageTests(ProxiedHome home) : IClassFixture<ProxiedHome>
{
    public static TheoryData<string> Stating => [.. RecordedStream.All.Where(recorded => recorded.Stated?.ResponseId is not null).Select(recorded => recorded.Name)];

    public static TheoryData<string> Silent => [.. RecordedStream.All.Where(recorded => recorded is { Stated: null, Name: not "anthropic-batch-results" and not "openai-chat-stream" })
        .Select(recorded => recorded.Name)];

    [Theory, MemberData(nameof(Stating))]
    public async Task Every_form_of_it_is_booked(string name)
    {
        var recorded = RecordedStream.Named(name);
        var session = await home.StartSessionAsync();
        var forms = ContentCoding.All.SelectMany(coding => Chunking.All.Select(chunking => new Reply { Coding = coding, Chunking = chunking })).ToList();
        forms.Add(new Reply { CrLf = true });
        forms.Add(new Reply { Noise = true, Chunking = Chunking.OneByte });
        forms.Add(new Reply { Noise = true, CrLf = true, Chunking = Chunking.InsideLines });

        var marks = await Task.WhenAll(forms.Select(async form =>
        {
            var mark = $"{Guid.NewGuid():N}";
            home.Provider.Script[mark] = form with { Recorded = recorded, Id = mark };
            await AskAsync(session, recorded, mark, "gzip, br, deflate");
            return mark;
        }));

        await session.IsBookedAsync([.. home.Provider.Stated.Where(call => marks.Contains(call.Play)).Select(call => call with { Complete = recorded.Stated!.Complete })]);
    }

    [Fact]
    public async Task A_kind_without_an_id_is_booked_too()
    {
        var session = await home.StartSessionAsync();
        var mark = $"{Guid.NewGuid():N}";
        home.Provider.Script[mark] = new Reply { Recorded = RecordedStream.Named("openai-embeddings") };

        await AskAsync(session, RecordedStream.Named("openai-embeddings"), mark, "identity");
        await AskAsync(session, RecordedStream.Named("openai-embeddings"), mark, "identity");

        // Two calls, though they look the same: nothing says that they are one.
        var calls = await session.CallsAsync(2);
        Assert.All(calls, call => call.IsBookingOf(RecordedStream.Named("openai-embeddings").Stated!, new Prices(session.Cs.PricingPath)));
    }

    [Fact]
    public async Task The_same_reply_again_is_booked_once()
    {
        var session = await home.StartSessionAsync();
        var mark = $"{Guid.NewGuid():N}";
        var recorded = RecordedStream.Named("anthropic-messages-stream");
        home.Provider.Script[mark] = new Reply { Recorded = recorded, Id = mark };

        await AskAsync(session, recorded, mark, "identity");
        await session.CallsAsync(1);
        await AskAsync(session, recorded, mark, "identity");
        // A later call that is booked tells that the one before has been.
        await Asking.AskAsync(session.BaseUrl, Asking.Messages);

        var calls = await session.CallsAsync(2);
        Assert.Single(calls, call => call.Text("responseId") == mark);
    }

    [Theory, MemberData(nameof(Silent))]
    public async Task What_is_not_billed_is_not_booked(string name)
    {
        var recorded = RecordedStream.Named(name);
        var session = await home.StartSessionAsync();
        var mark = $"{Guid.NewGuid():N}";
        home.Provider.Script[mark] = new Reply { Recorded = recorded };

        await AskAsync(session, recorded, mark, "gzip");
        await Asking.AskAsync(session.BaseUrl, Asking.Messages);

        Assert.Equal(1200, Assert.Single(await session.CallsAsync(1)).Whole("tokens"));
    }

    [Fact]
    public async Task The_results_of_a_batch_are_booked_each_once_however_often_they_are_fetched()
    {
        var recorded = RecordedStream.Named("anthropic-batch-results");
        var session = await home.StartSessionAsync();
        var mark = $"{Guid.NewGuid():N}";
        home.Provider.Script[mark] = new Reply { Recorded = recorded };

        await AskAsync(session, recorded, mark, "gzip");
        await AskAsync(session, recorded, mark, "identity");
        await Asking.AskAsync(session.BaseUrl, Asking.Messages);

        var succeeded = Encoding.UTF8.GetString([.. recorded.Read().SelectMany(piece => piece)]).Split("\"succeeded\"").Length - 1;
        var calls = await session.CallsAsync(succeeded + 1);
        Assert.All(calls.Take(succeeded), call => Assert.StartsWith("msg_", call.Text("responseId"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_id_of_the_request_is_kept_beside_that_of_the_response()
    {
        var session = await home.StartSessionAsync();

        var messages = await Asking.AskAsync(session.BaseUrl, Asking.Messages);
        var chat = await Asking.AskAsync(session.BaseUrl, Asking.Chat);

        var calls = await session.CallsAsync(2);
        Assert.Equal([messages.Header("request-id"), chat.Header("x-request-id")], calls.Select(call => call.Text("requestId")));
    }

    [Fact]
    public async Task A_model_without_a_price_is_booked_as_unpriced()
    {
        var session = await home.StartSessionAsync();
        var mark = $"{Guid.NewGuid():N}";
        home.Provider.Script[mark] = new Reply { Model = "claude-unheard-of-9" };

        await Asking.AskAsync(session.BaseUrl, Asking.Messages, mark);

        var call = Assert.Single(await session.CallsAsync(1));
        Assert.True(call.IsNull("cost") && call.Is("unpriced"));
    }

    private static Task<RawResponse> AskAsync(ProxiedSession session, RecordedStream recorded, string mark, string coding) => RawHttp.SendAsync(
        session.BaseUrl, recorded.RequestBody is null ? "GET" : "POST", recorded.Path,
        [.. Asking.Headers(recorded.Path, mark), new("Accept-Encoding", coding)],
        recorded.RequestBody is { } body ? Encoding.UTF8.GetBytes(body) : null);
}
