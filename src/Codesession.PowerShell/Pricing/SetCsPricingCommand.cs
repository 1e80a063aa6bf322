using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Sets a price of the user's own, in US dollars per million tokens.</summary>
[Cmdlet(VerbsCommon.Set, "CsPricing", SupportsShouldProcess = true)]
[OutputType(typeof(ModelPrice))]
public sealed class SetCsPricingCommand : RowCmdlet
{
    /// <summary>The model.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Key")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string Model { get; set; } = "";

    /// <summary>Dollars per million tokens of input, 0 to 1,000,000.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("InputPer1M")]
    [Number]
    public decimal InputPrice { get; set; }

    /// <summary>Dollars per million tokens of output.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("OutputPer1M")]
    [Number]
    public decimal OutputPrice { get; set; }

    /// <summary>Only where this provider serves the model; any unless told.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    public string? Provider { get; set; }

    /// <summary>Dollars per million tokens read from a cache; in the built-in proportion to the input unless told.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("CacheReadPer1M")]
    [Number]
    public decimal? CacheReadPrice { get; set; }

    /// <summary>Dollars per million tokens written to a cache; in the built-in proportion to the input unless told.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("CacheWritePer1M")]
    [Number]
    public decimal? CacheWritePrice { get; set; }

    /// <summary>Dollars per million tokens written to a cache for an hour; in the built-in proportion to the input unless told.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("CacheWrite1hPer1M")]
    [Number]
    public decimal? CacheWrite1hPrice { get; set; }

    /// <summary>Emit the price.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Take()
    {
        var provider = ProviderOfPrice();
        if (!ShouldProcess(provider is null ? Model : $"{provider}/{Model}", "Set price"))
        {
            return;
        }
        var price = ModuleHost.Prices().Set(Model, InputPrice, OutputPrice, provider, CacheReadPrice, CacheWritePrice, CacheWrite1hPrice);
        if (PassThru)
        {
            WriteObject(price);
        }
    }

    // The key of a price is whole: the provider beside it tells whose model it is, not who serves it.
    private string? ProviderOfPrice() => string.IsNullOrWhiteSpace(Provider) || IsVendor(Provider) ? null : Provider;

    private bool IsVendor(string provider) => InputObject is not null
        && PipedObject.Property(InputObject, "Key") is not null && PipedObject.Property(InputObject, "Provider") as string == provider;
}
