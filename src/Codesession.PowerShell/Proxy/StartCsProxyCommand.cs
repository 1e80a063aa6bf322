using System.Collections;
using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Starts a proxy that records every call of the agents that are led through it.</summary>
[Cmdlet(VerbsLifecycle.Start, "CsProxy", SupportsShouldProcess = true, DefaultParameterSetName = "Folder")]
[OutputType(typeof(ProxyEndpoint))]
public sealed class StartCsProxyCommand : ProxyCmdlet
{
    /// <summary>The port; 0: a free one.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; } = 3739;

    /// <summary>Start a session of that name for the calls, which ends with the proxy.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "New")]
    public string SessionName { get; set; } = "";

    /// <summary>Book the calls on this session, which goes on afterwards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Session", ValueFromPipeline = true)]
    [SessionReference]
    [ArgumentCompleter(typeof(ActiveSessionCompleter))]
    public long SessionId { get; set; }

    /// <summary>Providers, or other addresses for them: <c>@{ anthropic = 'https://gateway.example.com' }</c>.</summary>
    [Parameter]
    public IDictionary? Upstream { get; set; }

    /// <summary>The agent of the calls; CODESESSION_AGENT_NAME, else what the requests tell, unless told.</summary>
    [Parameter]
    public string? AgentName { get; set; }

    private protected override void Process()
    {
        var session = ParameterSetName == "Session" ? Ledger.Sessions.Resolve(Choose(SessionId)).Id : (long?)null;
        if (ShouldProcess($"http://127.0.0.1:{(Port == 0 ? "*" : $"{Port}")}", "Start proxy"))
        {
            WriteObject(Endpoint(Start(Words(session), Variables())));
        }
    }

    private List<string> Words(long? session) =>
    [
        "--port", $"{Port}",
        .. ParameterSetName == "New" ? (string[])[$"--session={SessionName}"] : [],
        .. session is { } id ? (string[])["--session-id", $"{id}"] : [],
        .. UpstreamOptions.Of(Upstream),
        .. string.IsNullOrWhiteSpace(AgentName) ? [] : (string[])[$"--agent={AgentName}"],
    ];

    // The ledger and the session as they are for this runspace, which the process's environment need not say.
    private Dictionary<string, string> Variables()
    {
        var variables = CurrentRun.Environment();
        variables["CODESESSION_DB_PATH"] = LedgerPath;
        variables.Remove(ModuleHost.SessionName);
        if (Choose(null).Inherited is { } id)
        {
            variables[ModuleHost.SessionName] = $"{id}";
        }
        return variables;
    }
}
