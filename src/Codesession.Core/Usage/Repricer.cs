using System.Diagnostics;
using Codesession.Storage;

namespace Codesession;

/// <summary>
/// Prices recorded calls again, each by the price of its own day and by all that was told of it. The ledger's lock is held for a short
/// while at a time and then let go, so that others may write: what is found under the lock counts, not what was looked up before.
/// </summary>
internal sealed class Repricer(Database database, UsageStore store, Prices prices)
{
    // Their ids: looked up without the lock, for those without a price may be few among millions.
    private const int CallsInList = 10_000;

    // Some 10 ms, and a slow disk may well take ten times that.
    private const int CallsInStep = 500;

    private static readonly TimeSpan LongestHold = TimeSpan.FromMilliseconds(300);

    // Who waits for the lock looks every 100 ms: in a shorter break it would go by unseen, for minutes.
    private static readonly TimeSpan Break = TimeSpan.FromMilliseconds(120);

    private readonly Dictionary<(string Provider, string Model), long> unpriced = [];
    private long looked;
    private long priced;
    private long changed;
    private decimal difference;

    public Repricing Run(bool all, bool dryRun, CancellationToken cancel)
    {
        var last = 0L;
        while (store.ToPrice(all, last, CallsInList) is [.., var end] ids)
        {
            var steps = new Queue<long[]>(ids.Chunk(CallsInStep));
            while (steps.Count > 0)
            {
                cancel.ThrowIfCancellationRequested();
                if (dryRun)
                {
                    Step(steps.Dequeue(), all, Count);
                }
                else if (Take(steps, all) >= LongestHold)
                {
                    cancel.WaitHandle.WaitOne(Break);
                }
            }
            last = end;
        }
        return new Repricing
        {
            IsDryRun = dryRun,
            Looked = looked,
            Priced = priced,
            Changed = changed,
            Unpriced = unpriced.Values.Sum(),
            UnpricedModels =
            [
                .. unpriced.Select(model => new UnpricedModel(model.Key.Provider, model.Key.Model, model.Value))
                    .OrderByDescending(model => model.Calls).ThenBy(model => model.Provider, StringComparer.Ordinal).ThenBy(model => model.Model, StringComparer.Ordinal),
            ],
            Difference = difference,
        };
    }

    private TimeSpan Take(Queue<long[]> steps, bool all)
    {
        var held = Stopwatch.StartNew();
        database.Write(() =>
        {
            held.Restart();
            while (held.Elapsed < LongestHold && steps.TryDequeue(out var ids))
            {
                Step(ids, all, (call, price) =>
                {
                    store.SetCost(call.Id, price.Cost!.Value, price.Source);
                    Count(call, price);
                });
            }
        });
        return held.Elapsed;
    }

    private void Step(IReadOnlyList<long> ids, bool all, Action<PricedCall, CallPrice> change)
    {
        // Read to the end first: no statement is open on the rows while they change.
        foreach (var call in store.PricedCalls(ids, all).ToList())
        {
            looked++;
            var price = PriceOf(call);
            if (price.Cost is not null && (Money.ToUnits(price.Cost.Value) != call.CostUnits || price.Source != call.Source))
            {
                change(call, price);
            }
            else if (price.Cost is null && call.CostUnits is null)
            {
                var model = (call.ToPrice.Provider, call.ToPrice.Model);
                unpriced[model] = unpriced.GetValueOrDefault(model) + 1;
            }
        }
    }

    private void Count(PricedCall call, CallPrice price)
    {
        var cost = Money.ToUnits(price.Cost!.Value);
        if (call.CostUnits is null)
        {
            priced++;
        }
        else if (call.CostUnits != cost)
        {
            changed++;
        }
        difference += Money.FromUnits(cost - call.CostUnits.GetValueOrDefault());
    }

    // What cannot be a cost is none: such a call would have been refused.
    private CallPrice PriceOf(PricedCall call)
    {
        if (!call.IsWhole)
        {
            return new CallPrice();
        }
        var price = prices.PriceOf(call.ToPrice);
        return price.Cost > Money.MostPerCall ? price with { Cost = null } : price;
    }
}
