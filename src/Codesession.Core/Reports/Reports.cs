using Codesession.Storage;

namespace Codesession;

/// <summary>Sums over the ledger.</summary>
public sealed class Reports
{
    private readonly ReportStore store;
    private readonly TimeProvider time;

    internal Reports(Database database, TimeProvider time)
    {
        store = new ReportStore(database);
        this.time = time;
    }

    /// <summary>Whether every sum is made of the calls themselves, as where what is kept of them could not tell it: it comes to the same.</summary>
    internal bool FromCallsAlone
    {
        set => store.FromCallsAlone = value;
    }

    /// <summary>Sums over completed sessions.</summary>
    public Stats Stats() => store.Stats();

    /// <summary>
    /// The sums over completed sessions: with an empty query, the figures of <see cref="Stats()"/>. Where the query names
    /// sessions, over those, active ones included. Its bounds are for the start of a session, whose calls count whenever
    /// they were made. Where it names an agent, over the sessions in which that has worked, and of its calls.
    /// </summary>
    public UsageStatistic Total(UsageQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return store.Total(query);
    }

    /// <summary>
    /// The sums over all recorded calls, those of active sessions included. The bounds of the query are for the time of a
    /// call; a session takes part with its calls within them, and with its whole duration, files and commits.
    /// </summary>
    /// <returns>
    /// The groups that have calls: those of time in their order, others by falling cost and then by their keys.
    /// </returns>
    public IEnumerable<UsageStatistic> By(UsageGrouping grouping, UsageQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return grouping == UsageGrouping.Block ? Blocks(query) : store.By(grouping, query);
    }

    /// <summary>
    /// The five-hour windows that have calls, oldest first. The agent, the project and the sessions of the query say whose calls
    /// open a window; its bounds move none, they only leave calls out.
    /// </summary>
    public IEnumerable<UsageBlock> Blocks(UsageQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var now = time.GetUtcNow();
        // What is cut off at a time goes on no further.
        var moment = query.Before <= now ? DateTimeOffset.MinValue : now;
        return store.ByBlock(query).Select(block => block.At(moment));
    }

    /// <summary>The sums over all recorded calls by model and provider: as <see cref="By"/>, where a model is one group whoever served it.</summary>
    /// <returns>Those that have calls, by falling cost and then by their names.</returns>
    public IEnumerable<ModelUsage> Models(UsageQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return store.Models(query);
    }

    /// <summary>The sums over all recorded calls by the days of the zone, and within a day by what else they have in common.</summary>
    /// <param name="series">
    /// <see cref="UsageGrouping.Model"/>, <see cref="UsageGrouping.Provider"/>, <see cref="UsageGrouping.Agent"/> or
    /// <see cref="UsageGrouping.Project"/>; null: each day is one group, without a key.
    /// </param>
    /// <param name="query">Which calls; its bounds are for their times.</param>
    /// <returns>The groups that have calls, in the order of the days, and of a day by falling cost and then by their keys.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Another grouping.</exception>
    public IEnumerable<DailyUsage> Daily(UsageGrouping? series, UsageQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return store.Daily(series, query);
    }

    /// <summary>When in the week calls are made, by the clock of the zone. An hour that clocks repeat in autumn counts as one.</summary>
    /// <returns>All hours of a week, from Monday's first on.</returns>
    public IReadOnlyList<HourOfWeek> HoursOfWeek(UsageQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var hours = store.HoursOfWeek(query);
        return [.. Enumerable.Range(0, HourOfWeek.Count).Select(hour => hours.GetValueOrDefault(hour) ?? HourOfWeek.Of(hour, UsageStatistic.None))];
    }

    /// <summary>What this day, week and month come to, and what the month will: all of one look at some sixty days.</summary>
    /// <param name="zone">By whose clock they begin.</param>
    public CurrentUsage Current(TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var now = time.GetUtcNow();
        var (day, week, month) = (PeriodUsage.At(now, zone, UsageGrouping.Day), PeriodUsage.At(now, zone, UsageGrouping.Week), PeriodUsage.At(now, zone, UsageGrouping.Month));
        var calendar = new Calendar(zone, UsageGrouping.Day);
        var today = new DateTime(calendar.PeriodOf(now));
        List<DailyUsage> days =
        [
            .. store.Daily(null, new UsageQuery
            {
                After = new[] { week.Start, month.Start, calendar.StartOf(today.AddDays(-Projection.LongestPast).Ticks) }.Min(),
                Before = week.Until > month.Until ? week.Until : month.Until,
                Zone = zone,
            }),
        ];
        return new CurrentUsage(day.Of(days), week.Of(days), month.Of(days), FirstCall() is { } first
            ? Projection.Of(DateOnly.FromDateTime(today), DateOnly.FromDateTime(new DateTime(calendar.PeriodOf(first))), [.. days.TakeWhile(day => day.Day <= DateOnly.FromDateTime(today))])
            : null);
    }

    /// <summary>The sums over all recorded calls, of the totals that sessions keep: as quick with a million calls.</summary>
    public CallTotals All() => store.All();

    /// <summary>The models of the calls that have no known price, whenever they were made; the most calls first.</summary>
    public IEnumerable<UnpricedModel> UnpricedModels() => store.UnpricedModels();

    /// <summary>When the first call of all was made; null: there is none.</summary>
    public DateTimeOffset? FirstCall() => store.FirstCall();

    /// <summary>What the calls of a time cost. Looks at these alone, whatever the size of the ledger.</summary>
    /// <param name="from">From then on.</param>
    /// <param name="until">Earlier than this.</param>
    public Spending Spent(DateTimeOffset from, DateTimeOffset until) => store.Spent(from, until);

    /// <summary>When this day began, by the local clock, as a day's budget counts it.</summary>
    public DateTimeOffset StartOfToday() => new BudgetClock(time).Now(BudgetPeriod.Day).From;

    /// <summary>What the calls of this day cost, by the local clock, as a day's budget counts them.</summary>
    public Spending SpentToday()
    {
        var today = new BudgetClock(time).Now(BudgetPeriod.Day);
        return Spent(today.From, today.Until);
    }

    /// <summary>What the calls of the time just past cost.</summary>
    public Spending SpentInLast(TimeSpan past)
    {
        var now = time.GetUtcNow();
        // Up to this millisecond, of which the ledger keeps no parts.
        return Spent(now - past, now.AddMilliseconds(1));
    }

    /// <summary>How fast money and tokens are spent just now. Looks at the calls of the time just past alone.</summary>
    /// <param name="past">How long a time; more than none.</param>
    public Pace PaceOfLast(TimeSpan past)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(past, TimeSpan.Zero);
        var now = time.GetUtcNow();
        return store.Pace(now - past, now.AddMilliseconds(1)) with { Past = past };
    }

    /// <summary>What one conversation of an agent has cost; null: the ledger has no call of it.</summary>
    /// <param name="id">The conversation by its agent's own id.</param>
    public ConversationSpending? Conversation(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return store.Conversation(id);
    }

    /// <summary>
    /// The project that somebody means by a path or a name: the folder or git root of exactly that path where sessions have it;
    /// else the one project whose folder has that name; else the scope of the folder, as for a budget.
    /// </summary>
    /// <param name="given">A full or relative path, or the name of a folder.</param>
    /// <param name="folder">What a relative path is relative to.</param>
    public string ProjectOf(string given, string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(given);
        var path = GitFolder.RealPath(Path.GetFullPath(given, folder));
        if (store.Projects(path).Contains(path))
        {
            return path;
        }
        return !Path.Exists(path) && store.Projects(given) is [var only] ? only : Scope.Of(path).Directory;
    }

    /// <summary>The providers of the 10,000 calls recorded last, the latest first.</summary>
    public IEnumerable<string> RecentProviders() => store.RecentNames("provider");

    /// <summary>The models of the 10,000 calls recorded last, the latest first.</summary>
    public IEnumerable<string> RecentModels() => store.RecentNames("model");

    /// <summary>The agents of the 10,000 calls recorded last, the latest first.</summary>
    public IEnumerable<string> RecentAgents() => store.RecentNames("agent_name");

    /// <summary>The working directories of the 1,000 newest sessions, the latest first.</summary>
    public IEnumerable<string> RecentProjects() => store.RecentProjects();

    /// <summary>The agents of a session, in the order of their first call.</summary>
    public IEnumerable<string> Agents(long sessionId) => store.Agents(sessionId);

    /// <summary>The model that cost a session most; null where none of its calls has a cost above zero.</summary>
    public ModelCost? TopModel(long sessionId) => store.TopModel(sessionId);
}

/// <summary>What calls cost.</summary>
/// <param name="Cost">US dollars: the exact sum of what has a price.</param>
/// <param name="UnpricedCalls">How many calls have no known price and are not in it.</param>
public sealed record Spending(decimal Cost, long UnpricedCalls);

/// <summary>What one conversation of an agent has cost.</summary>
/// <param name="Spent">Its calls.</param>
/// <param name="SessionId">The session of the call that was recorded last.</param>
/// <param name="AgentName">The agent of that call; null: not told.</param>
public sealed record ConversationSpending(Spending Spent, long SessionId, string? AgentName);

/// <summary>What one model cost in a session.</summary>
/// <param name="Model">The model as its calls name it.</param>
/// <param name="Cost">US dollars.</param>
/// <param name="Tokens">All tokens.</param>
public sealed record ModelCost(string Model, decimal Cost, long Tokens);
