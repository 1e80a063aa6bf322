using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Opens the dashboard in a browser, and starts it where it does not run yet.</summary>
[Cmdlet(VerbsLifecycle.Start, "CsDashboard", SupportsShouldProcess = true)]
[OutputType(typeof(DashboardEndpoint))]
public sealed class StartCsDashboardCommand : DashboardCmdlet
{
    /// <summary>The port; 0: a free one.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; } = 3737;

    /// <summary>The address to listen on; this machine alone unless told.</summary>
    [Parameter]
    [Alias("Host")]
    [ValidateNotNullOrEmpty]
    public string HostAddress { get; set; } = "127.0.0.1";

    /// <summary>Leave the browser alone.</summary>
    [Parameter]
    public SwitchParameter NoOpen { get; set; }

    private protected override void Process()
    {
        if (!ShouldProcess($"http://{HostAddress}:{(Port == 0 ? "*" : $"{Port}")}", "Start dashboard"))
        {
            return;
        }
        var environment = CurrentRun.Environment();
        environment["CODESESSION_DB_PATH"] = LedgerPath;
        WriteObject(Endpoint(Start(["--port", $"{Port}", "--host", HostAddress, NoOpen ? "--no-open" : "--open"], environment)));
    }
}
