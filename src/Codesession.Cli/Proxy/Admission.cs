namespace Codesession.Cli.Proxy;

/// <summary>Before a call is sent on: its session is found, and the budgets are asked.</summary>
internal sealed class Admission(LedgerOptions options, CallSession sessions) : IDisposable
{
    // A reservation that is not renewed, its proxy being gone, ends by itself.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(2);

    private readonly LedgerWorker worker = new(options, "admission");
    private readonly HashSet<long> inFlight = [];
    private ITimer? renewing;

    /// <summary>Admits a call.</summary>
    /// <param name="call">The call; gets its session and reservation.</param>
    /// <param name="readRequest">Reads the request's body, where a budget has to know it.</param>
    /// <exception cref="RefusedException">A budget is spent, or the path names a session that there is not.</exception>
    public async Task AdmitAsync(Call call, Func<Task<long?>> readRequest)
    {
        try
        {
            var (session, hasBudget) = await worker.Ask(ledger =>
            {
                var id = sessions.Of(ledger, call.Route.SessionId);
                return (id, call.Shape is not null && ledger.Budgets.ApplyTo(id, call.AgentName));
            });
            call.SessionId = session;
            if (hasBudget)
            {
                var length = await readRequest();
                await ReserveAsync(call, length);
            }
        }
        catch (CodesessionException)
        {
            // A ledger in trouble must not stop an agent's work: the call is made, and booked when the ledger is well again.
            call.SessionId = call.SessionId > 0 ? call.SessionId : call.Route.SessionId ?? 0;
        }
    }

    /// <summary>Gives back what was kept free for a call that is not booked.</summary>
    public void Release(long reservationId) => worker.Ask(ledger =>
    {
        ledger.Budgets.Settle(reservationId);
        return inFlight.Remove(reservationId);
    });

    /// <summary>Whoever books the call gives back what was kept free for it.</summary>
    public void Forget(long reservationId) => worker.Ask(_ => inFlight.Remove(reservationId));

    /// <summary>Asks the ledger something.</summary>
    public Task<T> Ask<T>(Func<Ledger, T> question) => worker.Ask(question);

    public void Dispose()
    {
        renewing?.Dispose();
        worker.Dispose();
    }

    private async Task ReserveAsync(Call call, long? length)
    {
        var refusedBy = await worker.Ask(ledger =>
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
        if (refusedBy is not null)
        {
            throw Refusals.OverBudget(refusedBy);
        }
    }

    private void Renew() => worker.Ask(ledger =>
    {
        ledger.Budgets.Renew([.. inFlight], Lifetime);
        return 0;
    });

    // Four bytes are about a token.
    private decimal? Estimate(Ledger ledger, Call call, long? length) => length is { } bytes && call.RequestedModel is { Length: > 0 } model
        ? ledger.Prices.PriceOf(new CallToPrice
        {
            Provider = call.Route.Upstream.Name,
            Model = model,
            Time = options.Time.GetUtcNow(),
            Tokens = new TokenCounts { Input = bytes / 4 },
        }).Cost
        : null;
}
