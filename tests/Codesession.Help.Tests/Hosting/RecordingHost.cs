using System.Globalization;
using System.Management.Automation.Host;

namespace Codesession.Help.Tests.Hosting;

/// <summary>A terminal of PowerShell that keeps what is shown.</summary>
internal sealed class RecordingHost : PSHost
{
    private readonly RecordingInterface shown = new();

    public string Shown => shown.Text.ToString();

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override string Name => "Recording";
    public override PSHostUserInterface UI => shown;
    public override Version Version => new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();
    public override void ExitNestedPrompt() => throw new NotSupportedException();
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int exitCode) { }
}
