using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Gets what models cost, in US dollars per million tokens.</summary>
[Cmdlet(VerbsCommon.Get, "CsPricing")]
[OutputType(typeof(ModelPrice))]
public sealed class GetCsPricingCommand : CsCmdlet
{
    /// <summary>Prices of these models.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[]? Model { get; set; }

    /// <summary>Prices of these providers' models.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    public string[]? Provider { get; set; }

    private protected override void Process()
    {
        var (models, providers) = (Wildcards.Of(Model), Wildcards.Of(Provider));
        WriteEach(PriceList.Today()
            .Where(price => models?.Match(price.Key) != false && providers?.Match(price.Provider) != false));
    }
}
