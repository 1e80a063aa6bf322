using Codesession.Pricing;

namespace Codesession;

/// <summary>
/// What calls cost: the built-in price table with the user's own prices over it. The file of these is read when a
/// price is needed and again when it has changed. Safe to use from several threads.
/// </summary>
public sealed class Prices
{
    private readonly CustomPriceFile file;
    private volatile Reading? lastReading;

    /// <summary>Makes the prices; nothing is read yet.</summary>
    /// <param name="customPath">The file of the user's own prices, <c>pricing.json</c>; it need not exist.</param>
    public Prices(string customPath)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(customPath);
        CustomPath = customPath;
        file = new(customPath);
    }

    /// <summary>The file of the user's own prices.</summary>
    public string CustomPath { get; }

    /// <summary>
    /// What a call costs. By the UTC day of the call: the price of that day, the tier of its size, its speed; times the
    /// service tier, times the geography; web searches added as they are. A model's own rules and their sources are in
    /// <c>prices.json</c>. A custom price has no tiers, days or speeds; the vendor's factors apply to it.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <returns>The price; its cost is null, never 0, where anything that it depends on is not known.</returns>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.PricingInvalid"/>: the file of the user's own prices cannot be
    /// understood; <see cref="ErrorCode.IoError"/>: it cannot be read.</exception>
    public CallPrice PriceOf(CallToPrice call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return PriceOf(call, Book());
    }

    /// <summary>One reading of the prices, for those who price a million calls: the file is not looked at again.</summary>
    internal PriceBook Book()
    {
        // The stamp comes first: a change in between is then read again, not missed.
        var stamp = file.Stamp();
        if (lastReading is { } known && known.Stamp == stamp) return known.Book;
        var reading = new Reading(stamp, new PriceBook(file.Read()));
        lastReading = reading;
        return reading.Book;
    }

    /// <summary>What a call costs by one reading of the prices.</summary>
    internal static CallPrice PriceOf(CallToPrice call, PriceBook book)
    {
        var model = book.Find(call.Provider, call.Model);
        var list = model.On(DayOf(call))?.List;
        return new CallPrice
        {
            Cost = CostOfTokens(book, call) + model.Vendor.CostOfWebSearches(call.WebSearches),
            Source = model.Source,
            ModelKnown = model.IsKnown,
            InputPer1M = list?.Input,
            OutputPer1M = list?.Output,
        };
    }

    /// <summary>Every key of the table, the user's own merged over the built-in ones, in ordinal order.</summary>
    /// <param name="day">The UTC day whose prices are wanted; a model without a price on that day shows its nearest one.</param>
    /// <returns>One price a key; a model's second name is a key of its own.</returns>
    /// <exception cref="CodesessionException">As for <see cref="PriceOf(CallToPrice)"/>.</exception>
    public IReadOnlyList<ModelPrice> List(DateOnly day) => Book().List(day);

    /// <summary>Every key of the table, as <see cref="List"/> has them, with the prices of all days and their sources.</summary>
    /// <param name="day">The UTC day whose price is the current one.</param>
    /// <exception cref="CodesessionException">As for <see cref="PriceOf(CallToPrice)"/>.</exception>
    public IReadOnlyList<PriceHistory> Histories(DateOnly day) => Book().Histories(day);

    /// <summary>Stores a price of the user's own, in place of one that is there; everything else in the file stays.</summary>
    /// <param name="model">The model, 1 to 200 characters.</param>
    /// <param name="input">US dollars per million tokens of input, 0 to 1,000,000.</param>
    /// <param name="output">The same of output.</param>
    /// <param name="provider">The provider whose model it is, 1 to 100 characters; null: any.</param>
    /// <param name="cacheRead">The same of input read from a cache; null: in the built-in proportion to the input.</param>
    /// <param name="cacheWrite">The same of input written to a cache for 5 minutes; null: in the built-in proportion.</param>
    /// <param name="cacheWrite1h">The same of input written to a cache for one hour; null: in the built-in proportion.</param>
    /// <returns>The price as <see cref="List"/> shows it.</returns>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>: a value is out of its limits;
    /// <see cref="ErrorCode.PricingInvalid"/>: the file is not valid JSON and is left alone; <see cref="ErrorCode.IoError"/>: it
    /// cannot be written.</exception>
    public ModelPrice Set(
        string model, decimal input, decimal output, string? provider,
        decimal? cacheRead = null, decimal? cacheWrite = null, decimal? cacheWrite1h = null)
    {
        var key = Name(model, "model", 200);
        if (provider is not null) key = $"{Name(provider, "provider", 100)}/{key}";
        var rates = new Rates(
            Price(input, "input")!.Value, Price(output, "output")!.Value,
            Price(cacheRead, "cache read"), Price(cacheWrite, "cache write"), Price(cacheWrite1h, "1-hour cache write"));
        file.Set(key, rates);
        lastReading = null;
        return PriceBook.Custom(key, rates);
    }

    /// <summary>Removes one price of the user's own; everything else in the file stays.</summary>
    /// <param name="key">As <see cref="List"/> has it: <c>model</c> or <c>provider/model</c>; case does not matter.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.PricingInvalid"/>: the file is not valid JSON and is left alone;
    /// <see cref="ErrorCode.IoError"/>: it cannot be written.</exception>
    public bool Remove(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var removed = file.Remove(key);
        lastReading = null;
        return removed;
    }

    /// <summary>Removes every price of the user's own: the file, if there is one, becomes <c>{}</c>, whatever it holds.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.IoError"/>: the file cannot be written.</exception>
    public void Reset()
    {
        file.Reset();
        lastReading = null;
    }

    private static DateOnly DayOf(CallToPrice call) => DateOnly.FromDateTime(call.Time.UtcDateTime);

    /// <summary>The sum of the passes, each by its own model and size; without passes, the one that the call itself is.</summary>
    private static decimal? CostOfTokens(PriceBook book, CallToPrice call)
    {
        if (call.Passes.Count == 0)
            return CostOf(book, call, call.Model, call.Tokens is { } tokens ? Amounts.Of(tokens) : Amounts.Split(call.TotalTokens));
        decimal? sum = 0;
        foreach (var pass in call.Passes) sum += CostOf(book, call, pass.Model ?? call.Model, Amounts.Of(pass.Tokens));
        return sum;
    }

    private static decimal? CostOf(PriceBook book, CallToPrice call, string modelName, Amounts tokens)
    {
        var model = book.Find(call.Provider, modelName);
        if (model.On(DayOf(call)) is not { } window || window.RatesOf(tokens.Prompt, call.Speed) is not { } rates) return null;
        return rates.Cost(tokens, model.Vendor.CacheFactors)
            * model.Vendor.ServiceTierFactor(call.ServiceTier)
            * model.Vendor.GeographyFactor(call.Geography, window.Geography);
    }

    private static string Name(string? value, string what, int longest) =>
        value?.Trim() is { Length: > 0 } name && name.Length <= longest ? name
            : throw Invalid($"The {what} must have 1 to {longest} characters. Give its name.", value);

    private static decimal? Price(decimal? value, string what) =>
        value is null or (>= 0 and <= CustomPrices.Dearest) ? value
            : throw Invalid($"The {what} price is {value}. Give US dollars per million tokens, 0 to {CustomPrices.Dearest:#,0}.", value);

    private static CodesessionException Invalid(string message, object? value) =>
        new(ErrorCode.InvalidInput, message) { Subject = value };

    private sealed record Reading((DateTime Written, long Size) Stamp, PriceBook Book);
}
