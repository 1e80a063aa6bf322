using System.Collections.Concurrent;

namespace Codesession.Pricing;

/// <summary>What is known of the price of one model of one provider.</summary>
/// <param name="Vendor">Whose modifiers count.</param>
/// <param name="BuiltIn">The model in the built-in table; null: not there.</param>
/// <param name="Custom">The user's own price, which goes before; null: none.</param>
internal sealed record KnownModel(Vendor Vendor, Model? BuiltIn, Rates? Custom)
{
    public bool IsKnown => BuiltIn is not null || Custom is not null;

    public PriceSource Source => Custom is null ? PriceSource.BuiltIn : PriceSource.Custom;

    /// <summary>The price on a day; null: none is known. A custom one counts on any day, at any size, and at the ordinary speed.</summary>
    public PriceWindow? On(DateOnly day)
    {
        if (Custom is null) return BuiltIn?.On(day);
        var listed = BuiltIn?.Nearest(day);
        // A model that is not listed is newer than the table, hence newer than the surcharge for geographies.
        return new PriceWindow(Custom.WithCacheLike(listed?.List)) { Geography = listed?.Geography ?? true };
    }
}

/// <summary>The built-in prices with one reading of the custom ones over them. It remembers what it looked up.</summary>
internal sealed class PriceBook(CustomPrices custom)
{
    /// <summary>Far more models than anyone uses; a bound, because names come from outside.</summary>
    private const int MostRemembered = 1_000;

    private readonly ConcurrentDictionary<(string Provider, string Model), KnownModel> found = new();

    /// <summary>What is known of a model, by the first form of its name that a table lists; within a form, custom goes first.</summary>
    public KnownModel Find(string provider, string model)
    {
        if (found.TryGetValue((provider, model), out var known)) return known;
        if (found.Count >= MostRemembered) found.Clear();
        return found[(provider, model)] = LookUp(provider, model);
    }

    /// <summary>Every key of either table, with its price on a day or else the nearest one, in ordinal order.</summary>
    public IReadOnlyList<ModelPrice> List(DateOnly day)
    {
        var prices = new Dictionary<string, ModelPrice>(StringComparer.OrdinalIgnoreCase);
        foreach (var model in BuiltInPrices.All()) prices[model.Key] = Listed(model, day);
        foreach (var (key, rates) in custom.ByKey)
        {
            var listed = prices.GetValueOrDefault(key);
            prices[key] = Custom(listed?.Key ?? key, rates);
        }
        return [.. prices.Values.OrderBy(price => price.Key, StringComparer.Ordinal)];
    }

    /// <summary>Every key of either table with the prices of all days, in ordinal order.</summary>
    /// <param name="day">The day whose price is the current one.</param>
    public IReadOnlyList<PriceHistory> Histories(DateOnly day)
    {
        var histories = new Dictionary<string, PriceHistory>(StringComparer.OrdinalIgnoreCase);
        foreach (var model in BuiltInPrices.All())
        {
            histories[model.Key] = new PriceHistory
            {
                Key = model.Key,
                Provider = model.Vendor.Name,
                Current = model.On(day) is { } window ? TokenPrices.Of(window.List) : null,
                SameAs = model.SameAs,
                Windows = [.. model.Windows.Select(Dated)],
            };
        }
        foreach (var (key, rates) in custom.ByKey)
        {
            var listed = histories.GetValueOrDefault(key) ?? new PriceHistory { Key = key, Provider = VendorOf(key)?.Name };
            histories[key] = listed with { Current = TokenPrices.Of(rates), IsOwn = true };
        }
        return [.. histories.Values.OrderBy(history => history.Key, StringComparer.Ordinal)];
    }

    /// <summary>A custom price as the list shows it.</summary>
    public static ModelPrice Custom(string key, Rates rates) => Shown(key, VendorOf(key)?.Name, rates, PriceSource.Custom);

    private KnownModel LookUp(string provider, string model)
    {
        var forms = ModelName.Forms(model);
        var (builtIn, at) = BuiltInPrices.Find(forms);
        var rates = forms.Take(at + 1).Select(form => custom.Find(provider, form)).FirstOrDefault(found => found is not null);
        var vendor = builtIn?.Vendor ?? (rates is null ? null : BuiltInPrices.VendorNamed(provider));
        return new(vendor ?? Vendor.Unknown, builtIn, rates);
    }

    /// <summary>The vendor of the model that a custom key means, with or without a provider; else that provider, if a vendor.</summary>
    private static Vendor? VendorOf(string key)
    {
        var slash = key.IndexOf('/');
        return BuiltInPrices.Find(ModelName.Forms(key)).Model?.Vendor ?? (slash < 0 ? null
            : BuiltInPrices.Find(ModelName.Forms(key[(slash + 1)..])).Model?.Vendor ?? BuiltInPrices.VendorNamed(key[..slash]));
    }

    private static ModelPrice Listed(Model model, DateOnly day)
    {
        var window = model.Nearest(day);
        return Shown(model.Key, model.Vendor.Name, window.List, PriceSource.BuiltIn) with
        {
            Origin = window.Origin?.ToString(),
            From = window.From,
            Until = window.Until,
        };
    }

    private static DatedPrice Dated(PriceWindow window) => new(
        window.From, window.Until, TokenPrices.Of(window.List), [.. window.Tiers.Select(tier => new SizedPrice(tier.Above, TokenPrices.Of(tier.Rates)))], window.Origin!);

    private static ModelPrice Shown(string key, string? vendor, Rates rates, PriceSource source) => new()
    {
        Key = key,
        Provider = vendor,
        InputPer1M = rates.Input,
        OutputPer1M = rates.Output,
        CacheReadPer1M = rates.CacheRead,
        CacheWritePer1M = rates.CacheWrite,
        CacheWrite1hPer1M = rates.CacheWrite1h,
        Source = source,
    };
}
