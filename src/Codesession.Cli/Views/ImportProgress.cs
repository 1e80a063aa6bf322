using System.Diagnostics;

namespace Codesession.Cli.Views;

/// <summary>A bar in one line of the terminal that tells how far an import has come.</summary>
internal sealed class ImportProgress(TextWriter error) : IProgress<LogProgress>, IDisposable
{
    private const int Width = 30;

    private readonly Stopwatch sinceShown = new();
    private bool isShown;

    /// <summary>The one for a command; null: standard error is no terminal.</summary>
    public static ImportProgress? For(CliHost host) => Console.IsErrorRedirected || host.Variable("TERM") == "dumb" ? null : new ImportProgress(host.Error);

    public void Report(LogProgress value)
    {
        if (sinceShown.IsRunning && sinceShown.ElapsedMilliseconds < 100) return;
        sinceShown.Restart();
        isShown = true;
        var done = value.Bytes == 0 ? 1 : Math.Clamp((double)value.BytesRead / value.Bytes, 0, 1);
        var full = (int)(done * Width);
        error.Write($"\r\e[K{new string('█', full)}{new string('░', Width - full)} {done,4:P0}  {value.FilesRead:N0} of {value.Files:N0} logs, {value.Calls:N0} calls");
    }

    public void Dispose()
    {
        if (isShown) error.Write("\r\e[K");
        isShown = false;
    }
}
