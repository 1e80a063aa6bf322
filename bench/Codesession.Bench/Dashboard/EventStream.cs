namespace Codesession.Bench.Dashboard;

/// <summary>One open stream of the ledger's changes, as a browser holds it.</summary>
internal sealed class EventStream : IDisposable
{
    private readonly HttpClient client;
    private readonly StreamReader lines;

    private EventStream(HttpClient client, StreamReader lines)
    {
        this.client = client;
        this.lines = lines;
    }

    public static async Task<EventStream> OpenAsync(DashboardServer server)
    {
        var client = server.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        var stream = new EventStream(client, new StreamReader(await response.Content.ReadAsStreamAsync()));
        // It begins with the version of now.
        await stream.NextAsync();
        return stream;
    }

    /// <summary>Waits for a change.</summary>
    public async Task NextAsync()
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal)) return;
        }
        throw new InvalidOperationException("The stream of changes ended.");
    }

    public void Dispose()
    {
        lines.Dispose();
        client.Dispose();
    }
}
