using System.Diagnostics;

namespace Codesession.PowerShell.Tests.Proxy;

/// <summary>A shell beside a provider of AI; what it starts ends with it.</summary>
public abstract class ProxyTest : ModuleTest
{
    /// <summary>A script: asks the model at <c>ANTHROPIC_BASE_URL</c>, or at another address, as some agent or none, and emits the status.</summary>
    private protected const string Ask = """
        function Ask($Url = $env:ANTHROPIC_BASE_URL, $UserAgent) {
            $request = [System.Net.Http.HttpRequestMessage]::new('Post', "$Url/v1/messages")
            $request.Headers.Add('anthropic-version', '2023-06-01')
            if ($UserAgent) { $null = $request.Headers.TryAddWithoutValidation('User-Agent', $UserAgent) }
            $request.Content = [System.Net.Http.StringContent]::new('{"model":"claude-sonnet-4-5","max_tokens":10,"messages":[]}', $null, 'application/json')
            $client = [System.Net.Http.HttpClient]::new([System.Net.Http.SocketsHttpHandler]@{ UseProxy = $false })
            try { [int]$client.Send($request).StatusCode } finally { $client.Dispose() }
        }

        """;

    private protected AnthropicServer Provider { get; } = new();

    private protected ServerRecords Records => new(DatabasePath);

    private protected Session Session(string name)
    {
        using var ledger = OpenLedger();
        return ledger.Sessions.List().Single(session => session.Name == name);
    }

    private protected static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private protected override void Release()
    {
        foreach (var left in Records.List("proxy").Concat(Records.List("dashboard")).Where(record => record.ProcessId != Environment.ProcessId))
        {
            using var process = Process.GetProcessById(left.ProcessId);
            process.Kill();
            process.WaitForExit();
        }
        Provider.Dispose();
    }
}
