using System.Diagnostics;
using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>PowerShell's bar for an import, which is told how far it has come on the pipeline's thread.</summary>
internal sealed class ImportProgressBar(Cmdlet cmdlet) : IProgress<LogProgress>
{
    private const string Activity = "Importing agents' logs";

    private readonly Stopwatch sinceShown = new();

    public void Report(LogProgress value)
    {
        if (sinceShown.IsRunning && sinceShown.ElapsedMilliseconds < 200)
        {
            return;
        }
        sinceShown.Restart();
        cmdlet.WriteProgress(new ProgressRecord(0, Activity, $"{value.FilesRead:N0} of {value.Files:N0} logs, {value.Calls:N0} calls")
        {
            PercentComplete = value.Bytes == 0 ? 100 : (int)Math.Clamp(value.BytesRead * 100.0 / value.Bytes, 0, 100),
        });
    }

    /// <summary>Takes the bar away.</summary>
    public void Complete()
    {
        if (sinceShown.IsRunning)
        {
            cmdlet.WriteProgress(new ProgressRecord(0, Activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }
}
