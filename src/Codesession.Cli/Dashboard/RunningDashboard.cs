using System.Net.Http.Headers;
using System.Text.Json;

namespace Codesession.Cli.Dashboard;

/// <summary>A dashboard of the same ledger that another process runs: its record is believed when it answers to its token.</summary>
internal sealed class RunningDashboard
{
    private readonly ServerRecord record;

    private RunningDashboard(ServerRecord record, string hostName) => (this.record, HostName) = (record, hostName);

    /// <summary>What it said when it was started.</summary>
    public ServerRecord Record => record;

    /// <summary>The address or name as it was given.</summary>
    public string HostName { get; }

    /// <summary>The one at that port; null: there is none.</summary>
    public static async Task<RunningDashboard?> FindAsync(string ledgerPath, int port, CancellationToken cancel)
    {
        foreach (var record in new ServerRecords(ledgerPath).List(DashboardServer.Kind).Where(record => record.Port == port))
        {
            using var answer = await AskAsync(record, HttpMethod.Get, "/api/v1/server", cancel);
            if (answer?.RootElement is { ValueKind: JsonValueKind.Object } server
                && server.TryGetProperty("pid", out var pid) && pid.TryGetInt32(out var process) && process == record.ProcessId
                && server.TryGetProperty("ledger", out var ledger) && ledger.ValueKind == JsonValueKind.String && ledger.GetString() == ledgerPath
                && server.TryGetProperty("host", out var host) && host.ValueKind == JsonValueKind.String)
            {
                return new RunningDashboard(record, host.GetString()!);
            }
        }
        return null;
    }

    /// <summary>A one-time code of it; null: it gives none.</summary>
    public async Task<string?> NewCodeAsync(CancellationToken cancel)
    {
        using var answer = await AskAsync(record, HttpMethod.Post, "/api/v1/codes", cancel);
        return answer?.RootElement.TryGetProperty("code", out var code) == true && code.ValueKind == JsonValueKind.String ? code.GetString() : null;
    }

    private static async Task<JsonDocument?> AskAsync(ServerRecord record, HttpMethod method, string path, CancellationToken cancel)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = 64 * 1024 };
        using var request = new HttpRequestMessage(method, record.Url + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", record.Token);
        try
        {
            using var response = await client.SendAsync(request, cancel);
            return response.IsSuccessStatusCode ? JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancel)) : null;
        }
        catch (Exception error) when (error is HttpRequestException or JsonException || error is TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }
}
