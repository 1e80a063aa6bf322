namespace Codesession;

/// <summary>
/// A session around the work of an agent in this process: it records calls, watches budgets, and ends when it is disposed. It has a ledger
/// connection of its own, and may be used by several threads at once.
/// </summary>
/// <example><code>
/// await using var session = await AgentSession.StartAsync("fix the login", new() { Budget = 5 });
/// session.Log("anthropic", "claude-sonnet-4-5", promptTokens: 12_000, completionTokens: 800);
/// </code></example>
public sealed class AgentSession : IAsyncDisposable, IDisposable
{
    private readonly Ledger ledger;
    private readonly AgentSessionOptions options;

    // A ledger is for one thread at a time. Nobody waits while he holds it: what waits for git, the end, opens another.
    private readonly Lock turn = new();
    private readonly LedgerOptions place;
    private bool disposed;
    private int disposals;

    private AgentSession(LedgerOptions place, Ledger ledger, AgentSessionOptions options, StartedSession started)
    {
        this.place = place;
        this.ledger = ledger;
        this.options = options;
        Id = started.Session.Id;
        Warning = started.Warning;
    }

    /// <summary>The number of the session in the ledger.</summary>
    public long Id { get; }

    /// <summary>Why its files and commits cannot be followed; null: they can.</summary>
    public string? Warning { get; }

    /// <summary>What it has come to by now: totals, calls by model, the tightest budget.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.SessionNotFound"/>: it was removed.</exception>
    public SessionStatus Status => Alone(Read);

    /// <summary>US dollars so far: the exact sum of the calls that have a price.</summary>
    public decimal Spent => Status.AiCost;

    /// <summary>US dollars left of the tightest budget that its next call counts towards; null: there is none.</summary>
    public decimal? BudgetRemaining => Alone(() => ledger.Budgets.TightestFor(Id, options.AgentName))?.Remaining;

    /// <summary>Starts a session, or takes up the active one of the folder where that is asked for.</summary>
    /// <param name="name">What it is called, in at most 500 characters.</param>
    /// <param name="options">How it is kept; null: in the user's ledger, for the current folder, without a budget of its own.</param>
    /// <param name="cancel">Gives up before it is started.</param>
    /// <exception cref="CodesessionException">
    /// <see cref="ErrorCode.SessionActive"/>: the folder has one already (<see cref="AgentSessionOptions.Resume"/>, <see cref="AgentSessionOptions.CloseStale"/>);
    /// <see cref="ErrorCode.InvalidInput"/>: the name, the budget, or there is no such folder; those of <see cref="Codesession.Ledger.Open"/>.
    /// </exception>
    public static async Task<AgentSession> StartAsync(string name, AgentSessionOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new AgentSessionOptions();
        var folder = Path.GetFullPath(options.Directory ?? ".");
        if (!Directory.Exists(folder))
        {
            throw new CodesessionException(ErrorCode.InvalidInput, $"There is no folder {folder}. Give one that exists.") { Subject = folder };
        }
        var place = options.Ledger ?? LedgerOptions.ForUser();
        var ledger = Ledger.Open(place);
        try
        {
            var started = await ledger.Sessions.StartAsync(new NewSession
            {
                Name = name,
                Folder = folder,
                Resume = options.Resume,
                CloseStale = options.CloseStale,
                Budget = options.Budget,
            }, cancel).ConfigureAwait(false);
            return new AgentSession(place, ledger, options, started);
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Does work within a session, and ends it whatever happens. Work that stops at a <see cref="BudgetExceededException"/> is answered as work that
    /// is done, and says so; any other exception goes on to the caller, after the session was ended with a note of its type.
    /// </summary>
    /// <returns>What it came to.</returns>
    /// <inheritdoc cref="StartAsync"/>
    /// <param name="name">As for <see cref="StartAsync"/>.</param>
    /// <param name="options">As for <see cref="StartAsync"/>.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancel">Handed to the work.</param>
    public static async Task<AgentSessionSummary> RunAsync(
        string name, AgentSessionOptions? options, Func<AgentSession, CancellationToken, Task> work, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        var session = await StartAsync(name, options, cancel).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            try
            {
                await work(session, cancel).ConfigureAwait(false);
            }
            catch (BudgetExceededException exceeded)
            {
                var summary = await session.EndAsync($"Budget exceeded: {exceeded.Budget.Name}", CancellationToken.None).ConfigureAwait(false);
                // The budget may be that of another agent than the session's, which its status does not look at.
                return summary with { BudgetExceeded = true };
            }
            catch (Exception error)
            {
                // Its message may be of anybody's making, and hold anything.
                await session.TryEndAsync($"Stopped by {error.GetType().Name}").ConfigureAwait(false);
                throw;
            }
            return await session.EndAsync(cancel: CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>A call of this session to be completed with <c>with { … }</c> and handed to <see cref="Log(NewUsage)"/>: cache tokens, ids, a stated cost.</summary>
    /// <param name="provider">Who served the model: <c>anthropic</c>, <c>openai</c>, …</param>
    /// <param name="model">The model, as the provider names it.</param>
    public NewUsage Call(string provider, string model) => new()
    {
        SessionId = Id,
        Source = UsageSource.Manual,
        Provider = provider,
        Model = model,
        AgentName = options.AgentName,
        RequirePrice = options.RequirePrice,
    };

    /// <summary>Records a call.</summary>
    /// <param name="provider">Who served the model: <c>anthropic</c>, <c>openai</c>, …</param>
    /// <param name="model">The model, as the provider names it.</param>
    /// <param name="promptTokens">The whole input, cache reads and writes included.</param>
    /// <param name="completionTokens">Output, reasoning included.</param>
    /// <param name="cost">US dollars; null: by the price table.</param>
    /// <inheritdoc cref="Log(NewUsage)"/>
    public UsageReceipt Log(string provider, string model, long promptTokens, long completionTokens, decimal? cost = null) =>
        Log(Call(provider, model) with { PromptTokens = promptTokens, CompletionTokens = completionTokens, Cost = cost });

    /// <summary>Records a call. The same <see cref="NewUsage.RequestId"/> or <see cref="NewUsage.ResponseId"/> twice is one call.</summary>
    /// <param name="call">The call, made by <see cref="Call"/>.</param>
    /// <returns>The record, with the session's totals after it.</returns>
    /// <exception cref="BudgetExceededException">The call was recorded, and a budget is now used up.</exception>
    /// <exception cref="CodesessionException">
    /// <see cref="ErrorCode.InvalidInput"/>, <see cref="ErrorCode.MissingTokens"/>, <see cref="ErrorCode.UnknownModel"/> (<see cref="AgentSessionOptions.RequirePrice"/>),
    /// <see cref="ErrorCode.SessionNotFound"/>: it was ended. Nothing was recorded then.
    /// </exception>
    public UsageReceipt Log(NewUsage call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Alone(() =>
        {
            var receipt = ledger.Usage.Add(call with { SessionId = Id });
            return ledger.Budgets.TightestFor(Id, receipt.Usage.AgentName) is { Exceeded: true } budget ? throw new BudgetExceededException(receipt, budget) : receipt;
        });
    }

    /// <summary>Whether a call may be made that costs so much, by all budgets that it counts towards. It is a look and no promise: others may spend meanwhile.</summary>
    /// <param name="estimatedCost">US dollars.</param>
    public bool CanAfford(decimal estimatedCost) =>
        Alone(() => ledger.Budgets.StatesFor(Id, options.AgentName)).All(budget => !budget.Exceeded && estimatedCost <= budget.Remaining);

    /// <summary>Adds a timestamped note.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>: empty or too long; <see cref="ErrorCode.SessionNotFound"/>.</exception>
    public Note AddNote(string message) => Alone(() => ledger.Notes.Add(Id, message));

    /// <summary>Ends the session, with what git says has changed since its start. Ended already, by whomever, it is only summed up.</summary>
    /// <param name="note">A note for its end; null: none.</param>
    /// <param name="cancel">Gives up; the session then goes on.</param>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>: the note is too long; <see cref="ErrorCode.SessionNotFound"/>: it was removed.</exception>
    public async Task<AgentSessionSummary> EndAsync(string? note = null, CancellationToken cancel = default)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        using var ending = Ledger.Open(place);
        var warning = await EndAsync(ending, note, cancel).ConfigureAwait(false);
        return ending.Snapshot(() => new AgentSessionSummary(
            ending.Sessions.Status(Id, options.AgentName), [.. ending.Sessions.Files(Id)], [.. ending.Sessions.Commits(Id)], warning));
    }

    /// <summary>Ends the session where it is still active. Never throws what a ledger may: <c>cs recover</c> ends what could not be ended.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Increment(ref disposals) > 1) return;
        await TryEndAsync(null).ConfigureAwait(false);
        lock (turn)
        {
            disposed = true;
            ledger.Dispose();
        }
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => Task.Run(() => DisposeAsync().AsTask()).GetAwaiter().GetResult();

    private SessionStatus Read() => ledger.Sessions.Status(Id, options.AgentName);

    // Somebody else may end it first, also while git is asked: then it is theirs.
    private async Task<string?> EndAsync(Ledger ending, string? note, CancellationToken cancel)
    {
        try
        {
            return (await ending.Sessions.EndAsync(Id, note, cancel).ConfigureAwait(false)).Warning;
        }
        catch (CodesessionException error) when (error.Code == ErrorCode.SessionNotFound)
        {
            return null;
        }
    }

    private async Task TryEndAsync(string? note)
    {
        try
        {
            using var ending = Ledger.Open(place);
            await EndAsync(ending, note, CancellationToken.None).ConfigureAwait(false);
        }
        catch (CodesessionException)
        {
            // The ledger is out of reach. What the caller is told is what his work has thrown.
        }
    }

    private T Alone<T>(Func<T> use)
    {
        lock (turn)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return use();
        }
    }
}
