using Codesession.Cli.Serving;

namespace Codesession.Cli.Proxy;

/// <summary>Before a call is sent on: its session is found, and the budgets are asked.</summary>
internal sealed class Admission(LedgerOptions options, CallSession sessions, Bookkeeper bookkeeper) : IDisposable
{
    // A reservation that is not renewed, its proxy being gone, ends by itself.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(2);

    // Longer only a ledger in trouble takes.
    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(2);

    private readonly LedgerView view = new(options);
    private readonly LedgerWorker worker = new(options, "admission");
    private readonly HashSet<long> inFlight = [];
    private ITimer? renewing;

    /// <summary>Admits a call.</summary>
    /// <param name="call">The call; gets its session and reservation.</param>
    /// <param name="readRequest">Reads the request's body, where a budget has to know it.</param>
    /// <exception cref="RefusedException">A budget is spent, or the path names a session that there is not.</exception>
    public async Task AdmitAsync(Call call, Func<Task<long?>> readRequest)
    {
        // A ledger in trouble must not stop an agent's work: the call is made, and booked when the ledger is well again.
        call.SessionId = call.Route.SessionId ?? 0;
        try
        {
            var standing = view.Ask(call.Route.SessionId, call.AgentName, ledger => Look(ledger, call.Route.SessionId, call.AgentName));
            if (standing.SessionId is null)
            {
                var own = await worker.Ask(sessions.StartOwn);
                standing = view.Ask(own, call.AgentName, ledger => Look(ledger, own, call.AgentName));
            }
            call.SessionId = standing.SessionId!.Value;
            if (standing.HasBudget && call.Spends)
            {
                await ReserveAsync(call, await readRequest());
            }
        }
        catch (CodesessionException)
        {
        }
    }

    /// <summary>The session of the calls that name none, as it is now; null: there is none, or the ledger cannot be read.</summary>
    public async Task<Session?> CurrentSessionAsync()
    {
        try
        {
            return await worker.Ask(sessions.Current);
        }
        catch (CodesessionException)
        {
            return null;
        }
    }

    /// <summary>Gives back what was kept free for a call that is not booked.</summary>
    public void Release(long reservationId) => worker.Ask(ledger =>
    {
        // First: what cannot be given back now must not be renewed, and ends by itself.
        inFlight.Remove(reservationId);
        ledger.Budgets.Settle(reservationId);
        return 0;
    });

    /// <summary>Whoever books the call gives back what was kept free for it.</summary>
    public void Forget(long reservationId) => worker.Ask(_ => inFlight.Remove(reservationId));

    public void Dispose()
    {
        renewing?.Dispose();
        worker.Dispose();
        view.Dispose();
    }

    private Standing Look(Ledger ledger, long? named, string? agentName) =>
        sessions.Find(ledger, named) is { } id ? new Standing(id, ledger.Budgets.ApplyTo(id, agentName)) : new Standing(null, false);

    private async Task ReserveAsync(Call call, long? length)
    {
        // What has been answered counts as it was, not as it was thought to become.
        await Task.WhenAny(bookkeeper.FlushAsync(), Task.Delay(LongestFlush));
        var refusal = await worker.Ask(ledger =>
        {
            var reservation = ledger.Budgets.Reserve(new ReservationRequest
            {
                SessionId = call.SessionId,
                AgentName = call.AgentName,
                Estimate = Estimate(ledger, call, length),
                Lifetime = Lifetime,
            });
            if (reservation.Id is { } id)
            {
                inFlight.Add(id);
                renewing ??= options.Time.CreateTimer(_ => Renew(), null, Renewal, Renewal);
            }
            call.ReservationId = reservation.Id;
            return reservation.Error;
        });
        if (refusal is not null)
        {
            throw Refusals.OverBudget(refusal);
        }
    }

    private void Renew() => worker.Ask(ledger =>
    {
        ledger.Budgets.Renew([.. inFlight], Lifetime);
        return 0;
    });

    // Four bytes are about a token.
    private decimal? Estimate(Ledger ledger, Call call, long? length)
    {
        if (length is not { } bytes || call.RequestedModel is not { Length: > 0 } model)
        {
            return null;
        }
        try
        {
            return ledger.Prices.PriceOf(new CallToPrice
            {
                Provider = call.Route.Upstream.Provider,
                Model = model,
                Time = options.Time.GetUtcNow(),
                Tokens = new TokenCounts { Input = bytes / 4 },
            }).Cost;
        }
        catch (CodesessionException error) when (error.Code is ErrorCode.PricingInvalid or ErrorCode.IoError)
        {
            // A mistake in the user's own prices opens no budget.
            return null;
        }
    }

    /// <summary>What the ledger has on a call: its session, null where there is none, and whether a budget counts it.</summary>
    private sealed record Standing(long? SessionId, bool HasBudget);
}
