using System.Diagnostics;

namespace Codesession.Bench.Mcp;

/// <summary>What an agent waits for at its start, and what a server that it keeps costs.</summary>
internal sealed class McpBench(string cs, string folder)
{
    private const string Initialize =
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}""";

    /// <summary>Measures, and reports with the limits.</summary>
    public void Run(Report report, string ledger)
    {
        // Input ends behind the question: from the start to the answer, and the end.
        var times = Timing.Interleaved(200, new Command(cs, ["--version"], folder, ledger), new Command(cs, ["mcp"], folder, ledger, Input: [.. System.Text.Encoding.UTF8.GetBytes(Initialize), (byte)'\n']));
        report.Add("cs --version", times[0], "the reference");
        report.Add("mcp: start to answered initialize", times[1], times[1] / times[0], 2.5);

        using var server = new Command(cs, ["mcp"], folder, ledger, HoldsInput: true).Start();
        Ask(server, Initialize);
        Call(server, 1_000);
        report.AddMemory("mcp: memory after 1,000 calls", ResidentMegabytes(server), 64);
        var began = Stopwatch.GetTimestamp();
        Call(server, 4_000);
        report.AddRate("mcp: calls of session_status a second", 4_000 / Stopwatch.GetElapsedTime(began).TotalSeconds, null);
        report.AddMemory("mcp: memory after 5,000 calls", ResidentMegabytes(server), 64);
        server.StandardInput.Close();
        server.WaitForExit();
    }

    private static void Call(Process server, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Ask(server, """{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"session_status"}}""");
        }
    }

    private static void Ask(Process server, string question)
    {
        server.StandardInput.WriteLine(question);
        server.StandardInput.Flush();
        var answer = server.StandardOutput.ReadLine();
        if (answer is null || answer.Contains("error", StringComparison.Ordinal)) throw new InvalidOperationException($"cs mcp answered: {answer}");
    }

    private static double ResidentMegabytes(Process server)
    {
        server.Refresh();
        return server.WorkingSet64 / 1024.0 / 1024.0;
    }
}
