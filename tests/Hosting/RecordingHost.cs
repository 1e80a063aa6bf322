using System.Globalization;
using System.Management.Automation.Host;

namespace Codesession.Tests.Hosting;

/// <summary>A terminal of PowerShell that keeps what is shown.</summary>
internal sealed class RecordingHost : PSHost
{
    public RecordingInterface Terminal { get; } = new();

    public string Shown => Terminal.Text.ToString();

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override string Name => "Recording";
    public override PSHostUserInterface UI => Terminal;
    public override Version Version => new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();
    public override void ExitNestedPrompt() => throw new NotSupportedException();
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int exitCode) { }
}
