using System.Diagnostics;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Codesession.PowerShell;

/// <summary>The servers of a ledger that stand alone. The proxy of a run is part of the run.</summary>
internal sealed class RunningServers(string ledgerPath, ServerKind kind) : IDisposable
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    // A proxy first books what it has seen, which may have to wait for the ledger.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(40);

    // A clock that was put back must not make the process look younger than its record.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    private readonly ServerRecords records = new(ledgerPath);

    // Directly, whatever HTTP_PROXY says: they are on this machine.
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Those that are there, the oldest first, and whether they answer. The record of one that is gone is cleared.</summary>
    /// <param name="port">Only that port; null: all.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<(ServerRecord Record, bool Answers)>> ListAsync(int? port, CancellationToken cancel)
    {
        var candidates = records.List(kind.Name).Where(record => !record.IsOfRun && (port ?? record.Port) == record.Port);
        var checks = await Task.WhenAll(candidates.Select(async record => (Record: record, Answers: await AnswersAsync(record, cancel).ConfigureAwait(false)))).ConfigureAwait(false);
        foreach (var (record, _) in checks.Where(check => check.Answers is null))
        {
            records.Clear(record);
        }
        return [.. checks.Where(check => check.Answers is not null).Select(check => (check.Record, check.Answers!.Value))];
    }

    /// <summary>The record of a process; null: there is none.</summary>
    public ServerRecord? Of(int processId) => records.List(kind.Name).FirstOrDefault(record => record.ProcessId == processId);

    /// <summary>Ends one: a proxy books what it has seen first. One that does not answer is killed.</summary>
    /// <param name="record">The server.</param>
    /// <param name="answers">Whether it has answered just now.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.IoError"/>: it has not ended.</exception>
    public async Task StopAsync(ServerRecord record, bool answers, CancellationToken cancel)
    {
        using var process = ProcessOf(record);
        if (process is null)
        {
            records.Clear(record);
            return;
        }
        if (!(answers && await IsAskedToStopAsync(record, cancel).ConfigureAwait(false)) && !Kill(process, record))
        {
            records.Clear(record);
            return;
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(LongestEnd);
        try
        {
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new CodesessionException(ErrorCode.IoError, $"The {kind.Name} at {record.Url} has been told to stop, and goes on (process {record.ProcessId}). Look again later: Get-{kind.Noun}");
        }
        records.Clear(record);
    }

    public void Dispose() => client.Dispose();

    /// <summary>Whether the server of the record answers; null: it is gone, and its port or its process id is another's.</summary>
    private async Task<bool?> AnswersAsync(ServerRecord record, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(LongestAnswer);
        try
        {
            using var request = Request(HttpMethod.Get, record, kind.Look);
            using var answer = await client.SendAsync(request, patience.Token).ConfigureAwait(false);
            using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(patience.Token).ConfigureAwait(false));
            return document.RootElement.GetProperty("pid").GetInt32() == record.ProcessId ? true : null;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception other) when (other is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private async Task<bool> IsAskedToStopAsync(ServerRecord record, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(LongestAnswer);
        using var request = Request(HttpMethod.Post, record, kind.Stop);
        try
        {
            using var answer = await client.SendAsync(request, patience.Token).ConfigureAwait(false);
            return answer.IsSuccessStatusCode;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
        catch (HttpRequestException)
        {
            // It is ending already.
            return true;
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, ServerRecord record, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(new Uri(record.Url), path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", record.Token);
        return request;
    }

    private static Process? ProcessOf(ServerRecord record)
    {
        try
        {
            return Process.GetProcessById(record.ProcessId);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Kills the server's process.</summary>
    /// <returns>False: it is gone.</returns>
    private bool Kill(Process process, ServerRecord record)
    {
        try
        {
            if (process.StartTime.ToUniversalTime() > record.StartedAt.UtcDateTime + ClockTolerance)
            {
                // A younger one, which has got the id of one that is gone.
                return false;
            }
            process.Kill();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new CodesessionException(ErrorCode.IoError, $"The {kind.Name} at {record.Url} does not answer and cannot be ended (process {record.ProcessId}): {error.Message}", error);
        }
    }
}
