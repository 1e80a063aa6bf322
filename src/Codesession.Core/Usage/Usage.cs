using Codesession.Pricing;
using Codesession.Storage;

namespace Codesession;

/// <summary>The recorded calls. Every door records through <see cref="Add"/>.</summary>
public sealed class Usage
{
    private readonly Database database;
    private readonly UsageStore store;
    private readonly SessionStore sessions;
    private readonly BudgetStore budgets;
    private readonly SameCall sameCall;
    private readonly Prices prices;
    private readonly TimeProvider time;

    internal Usage(Database database, Prices prices, TimeProvider time)
    {
        this.database = database;
        this.prices = prices;
        this.time = time;
        store = new UsageStore(database);
        sessions = new SessionStore(database);
        budgets = new BudgetStore(database);
        sameCall = new SameCall(store, sessions);
    }

    /// <summary>
    /// Records a call and moves the totals of its session in one transaction. A call that is in the ledger already,
    /// whichever source reported it first, is not counted again.
    /// </summary>
    /// <exception cref="CodesessionException">
    /// <see cref="ErrorCode.InvalidInput"/>, <see cref="ErrorCode.MissingTokens"/>, <see cref="ErrorCode.SessionNotFound"/> or
    /// <see cref="ErrorCode.UnknownModel"/>; nothing is recorded then.
    /// </exception>
    public UsageReceipt Add(NewUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        try
        {
            return AddValid(usage);
        }
        catch (CodesessionException error) when (usage.ReservationId is not null && !error.Code.ConcernsLedger())
        {
            // Nothing is recorded, and the call is over all the same.
            database.Write(() => budgets.Settle(usage.ReservationId.Value));
            throw;
        }
    }

    /// <summary>
    /// Records many calls in one transaction, each as <see cref="Add"/> does: one that is refused is left out, and its
    /// outcome says why.
    /// </summary>
    /// <returns>One outcome a call, in their order.</returns>
    /// <exception cref="CodesessionException">The ledger itself cannot be written (<c>store_…</c>); nothing is recorded then.</exception>
    public IReadOnlyList<UsageOutcome> AddAll(IReadOnlyList<NewUsage> calls) =>
        database.Write(() => calls.Select(TryAdd).ToList());

    /// <summary>The calls of a session, oldest first.</summary>
    public IEnumerable<AiUsage> Of(long sessionId) => List(new RecordQuery { SessionId = sessionId });

    /// <summary>Calls, as they are read: none is kept.</summary>
    public IEnumerable<AiUsage> List(RecordQuery query) => store.List(query);

    /// <summary>The newest calls of a session, oldest first, without a look at the others.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<AiUsage> Newest(long sessionId, int most) => store.Newest(sessionId, most);

    /// <summary>Removes a call; the totals of its session follow.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.CallNotFound"/>.</exception>
    public AiUsage Remove(long id) => database.Write(() => store.Remove(id) ?? throw new CodesessionException(
        ErrorCode.CallNotFound, $"There is no call {id}.")
    {
        CsAdvice = "cs show <session> --json lists calls with their ids.",
        Subject = id,
        Details = [new("id", id)],
    });

    /// <summary>
    /// Prices calls that were recorded without a price, now that one may be known: each by the price of its own day, with its own
    /// tier, speed, geography, web searches and passes. A call whose price is not known stays as it is, and so does one whose
    /// cost somebody stated. Others may write meanwhile; what is done when it is given up stays done.
    /// </summary>
    /// <param name="all">Also calls whose cost is from a price table, in case that has changed.</param>
    /// <param name="dryRun">Change nothing, and tell what would be.</param>
    /// <param name="cancel">Gives up between two steps.</param>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.PricingInvalid"/>, <see cref="ErrorCode.IoError"/>: the user's own
    /// prices cannot be read.</exception>
    public Repricing Reprice(bool all = false, bool dryRun = false, CancellationToken cancel = default) =>
        new Repricer(database, store, prices).Run(all, dryRun, cancel);

    private UsageReceipt AddValid(NewUsage usage)
    {
        usage.Validate();
        var made = usage.Timestamp ?? time.GetUtcNow();
        return database.Write(() =>
        {
            if (usage.ReservationId is { } reservation)
            {
                budgets.Settle(reservation);
            }
            var session = sessions.Find(usage.SessionId);
            // What was observed may come late; what somebody states belongs to work that goes on.
            if (session is null || (session.Status != SessionPhase.Active && !usage.Source.IsObserved()))
            {
                throw Sessions.NotActive(usage.SessionId);
            }
            return sameCall.Find(usage, made) is { } first
                // Of many calls it may be refused alone, when something of it has been written.
                ? database.Part(() => Repeated(first, usage))
                : Record(usage, made);
        });
    }

    /// <summary>Records a call; one that is refused is told, and the transaction goes on.</summary>
    internal UsageOutcome TryAdd(NewUsage call)
    {
        try
        {
            return new UsageOutcome(Add(call), null);
        }
        catch (CodesessionException error) when (!error.Code.ConcernsLedger())
        {
            return new UsageOutcome(null, error);
        }
    }

    private UsageReceipt Record(NewUsage usage, DateTimeOffset made)
    {
        var price = PriceOf(usage, made);
        if (price.Cost is null && usage.RequirePrice)
        {
            throw UnknownModel(usage);
        }
        return new UsageReceipt { Usage = store.Add(usage, made, price), Price = price, Session = sessions.Find(usage.SessionId)! };
    }

    private UsageReceipt Repeated(UsageRow first, NewUsage usage)
    {
        store.MarkSeen(first, usage);
        AiUsage? replaced = null;
        // A response that was logged, or cut off, while it was still growing: its last and largest form counts.
        if (usage.Source.IsObserved() && first.Usage.Source.IsObserved() && TellsMore(usage, first))
        {
            var time = IsFromSameLog(usage, first) ? usage.Timestamp ?? first.Usage.Timestamp : first.Usage.Timestamp;
            store.Replace(first.Usage.Id, usage, time, PriceOf(usage, time));
            replaced = first.Usage;
        }
        // What nobody could price, somebody now states.
        else if (first.Usage.Cost is null && usage.Cost is { } cost)
        {
            store.SetCost(first.Usage.Id, cost, PriceSource.Manual);
        }
        var known = store.Find(first.Usage.Id)!.Usage;
        return new UsageReceipt
        {
            Usage = known,
            Price = PriceAgain(known),
            Session = sessions.Find(known.SessionId)!,
            Duplicate = true,
            Replaced = replaced,
        };
    }

    private static bool TellsMore(NewUsage usage, UsageRow first)
    {
        if (usage.CompletionTokens != first.Usage.CompletionTokens)
        {
            return usage.CompletionTokens > first.Usage.CompletionTokens.GetValueOrDefault();
        }
        return (first.Usage.Partial && !usage.Partial)
            || (IsFromSameLog(usage, first) && (usage.PromptTokens > first.Usage.PromptTokens || IsBetterDated(usage, first.Usage)));
    }

    // Of a response that its log tells several times, the last line says when it was complete, however the log was cut into imports. Of an
    // event without a response's id, later ones are copies.
    private static bool IsBetterDated(NewUsage usage, AiUsage first) =>
        usage.EventId is null ? usage.Timestamp > first.Timestamp : usage.Timestamp < first.Timestamp;

    private static bool IsFromSameLog(NewUsage usage, UsageRow first) =>
        usage.Source.IsRead() && first.Usage.Source.IsRead() && usage.ConversationId is not null && usage.ConversationId == first.ConversationId;

    private CallPrice PriceOf(NewUsage usage, DateTimeOffset made) => Stated(usage, ListPriceOf(usage, Call(usage, made)));

    /// <summary>What a call costs by one reading of the prices.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>: more than any call costs.</exception>
    internal static CallPrice PriceOf(NewUsage usage, DateTimeOffset made, PriceBook book) => Stated(usage, Prices.PriceOf(Call(usage, made), book));

    private static CallToPrice Call(NewUsage usage, DateTimeOffset made) => new()
    {
        Provider = usage.Provider,
        Model = usage.Model,
        Time = made,
        Tokens = usage.Classes,
        TotalTokens = usage.Total,
        Passes = usage.Passes,
        ServiceTier = usage.ServiceTier,
        Speed = usage.Speed,
        Geography = usage.Geography,
        WebSearches = usage.WebSearches,
    };

    private static CallPrice Stated(NewUsage usage, CallPrice list)
    {
        if (usage.Cost is null && list.Cost > Money.MostPerCall)
        {
            throw new CodesessionException(ErrorCode.InvalidInput,
                $"These tokens would cost more than {Money.MostPerCall:0} dollars in one call. Check the token counts.");
        }
        return usage.Cost is { } cost ? list with { Cost = cost, Source = PriceSource.Manual }
            : list.Cost is null && usage.AgentCost is > 0 and <= Money.MostPerCall ? list with { Cost = usage.AgentCost, Source = PriceSource.Agent }
            : list;
    }

    // A stated cost needs no table: a mistake in the user's own prices must not lose the call.
    private CallPrice ListPriceOf(NewUsage usage, CallToPrice call)
    {
        try
        {
            return prices.PriceOf(call);
        }
        catch (CodesessionException error) when (error.Code == ErrorCode.PricingInvalid && usage.Cost is not null)
        {
            return new CallPrice();
        }
    }

    // The rates that go with a recorded cost: looked up, for the ledger keeps the cost and not the rates.
    private CallPrice PriceAgain(AiUsage known)
    {
        var list = prices.PriceOf(new CallToPrice { Provider = known.Provider, Model = known.Model, Time = known.Timestamp });
        return list with { Cost = known.Cost, Source = known.PriceSource ?? list.Source };
    }

    private static CodesessionException UnknownModel(NewUsage usage) => new(ErrorCode.UnknownModel,
        $"No price is known for the model \"{usage.Model}\".")
    {
        CsAdvice = "Give the cost with -c <dollars>, or set a price: cs pricing set <model> <input> <output>.",
        Subject = usage.Model,
        Details = [new("model", usage.Model), new("provider", usage.Provider)],
    };
}
