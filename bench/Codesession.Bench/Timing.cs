using System.Diagnostics;

namespace Codesession.Bench;

/// <summary>Times whole processes.</summary>
internal static class Timing
{
    /// <summary>
    /// The median milliseconds of each command, started in turn: what disturbs the machine disturbs all of them.
    /// </summary>
    public static double[] Interleaved(int rounds, params Command[] commands)
    {
        var times = commands.Select(_ => new List<double>()).ToArray();
        for (var round = -3; round < rounds; round++)
        {
            for (var i = 0; i < commands.Length; i++)
            {
                var time = Once(commands[i]);
                if (round >= 0)
                {
                    times[i].Add(time);
                }
            }
        }
        return [.. times.Select(Median)];
    }

    /// <summary>Seconds and peak memory (MB) of one long run, its output read and thrown away.</summary>
    public static (double Seconds, double Megabytes, double OutputMegabytes) Large(Command command)
    {
        var watch = Stopwatch.StartNew();
        using var process = command.Start();
        var peak = 0L;
        var sampling = Task.Run(async () =>
        {
            while (!process.HasExited)
            {
                peak = Math.Max(peak, PeakMemory(process.Id));
                await Task.Delay(5);
            }
        });
        var buffer = new byte[1 << 16];
        long bytes = 0;
        for (int read; (read = process.StandardOutput.BaseStream.Read(buffer)) > 0;)
        {
            bytes += read;
        }
        process.WaitForExit();
        var seconds = watch.Elapsed.TotalSeconds;
        sampling.Wait();
        Check(process, command);
        return (seconds, peak / 1024.0, bytes / 1e6);
    }

    private static double Once(Command command)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = command.Start();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var time = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        Check(process, command);
        command.After?.Invoke(command.Ledger);
        return time;
    }

    private static void Check(Process process, Command command)
    {
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command.Program} {string.Join(' ', command.Words)} ended with {process.ExitCode}.");
        }
    }

    /// <summary>The kernel's own high-water mark, in kB.</summary>
    public static long PeakMemory(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan(6).Trim(" \tkB"));
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>How long processes that were started here and have ended kept processors busy, as the kernel counts it: in hundredths of a second.</summary>
    public static double ProcessorSecondsOfChildren()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[13]) + long.Parse(fields[14])) / 100.0;
    }

    public static double Median(IEnumerable<double> times)
    {
        double[] sorted = [.. times.Order()];
        return sorted[sorted.Length / 2];
    }
}
