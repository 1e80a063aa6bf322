using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Gets recorded AI calls, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "CsAiUsage")]
[OutputType(typeof(AiUsage))]
public sealed class GetCsAiUsageCommand : RecordCmdlet<AiUsage>
{
    /// <summary>Calls that these providers served.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    public string[]? Provider { get; set; }

    /// <summary>Calls of these models.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[]? Model { get; set; }

    /// <summary>Calls of these agents.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[]? AgentName { get; set; }

    /// <summary>Calls without a known price.</summary>
    [Parameter]
    public SwitchParameter Unpriced { get; set; }

    private protected override IEnumerable<AiUsage> Read(RecordQuery query) => Ledger.Usage.List(query);

    private protected override Func<AiUsage, bool>? Filter()
    {
        var (providers, models, agents) = (Wildcards.Of(Provider), Wildcards.Of(Model), Wildcards.Of(AgentName));
        return providers is null && models is null && agents is null && !Unpriced
            ? null
            : call => providers?.Match(call.Provider) != false && models?.Match(call.Model) != false
                && agents?.Match(call.AgentName) != false && (!Unpriced || call.Cost is null);
    }
}
