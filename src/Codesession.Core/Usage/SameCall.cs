using Codesession.Storage;

namespace Codesession;

/// <summary>
/// When two records are one call. The response's own id decides, then the request's, then the event's place in its
/// conversation; only where two records share no kind of id do equal figures decide.
/// </summary>
internal sealed class SameCall(UsageStore store, SessionStore sessions)
{
    /// <summary>How far apart two sources may date the same call.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>The record that is the same call as <paramref name="usage"/>; null: there is none.</summary>
    public UsageRow? Find(NewUsage usage, DateTimeOffset time) =>
        ByIds(usage) ?? ByEvent(usage) ?? ByFigures(usage, time);

    /// <summary>Whether a source that shares no id with it seems to have recorded a call; in which scope is not looked at.</summary>
    public bool SeemsKnownByFigures(NewUsage usage, DateTimeOffset time) => usage.Classes is { } classes
        && store.WithFigures(classes, usage.Model, OtherSources(usage.Source), Shifted(time, -Window), Shifted(time, Window))
            .Exists(row => !ShareAKindOfId(row, usage) && !row.WasAlsoSeenBy(usage.Source));

    private UsageRow? ByIds(NewUsage usage)
    {
        if (usage.ResponseId is null && usage.RequestId is null)
        {
            return null;
        }
        var known = store.WithAnyId(usage.ResponseId, usage.RequestId).Where(row => SameIds(row, usage)).ToList();
        return known.Find(row => row.ConversationId is not null && row.ConversationId == usage.ConversationId)
            ?? known.Find(row => SameConversation(row, usage));
    }

    // Where both have a response id, that alone decides: one request (a batch) may have many responses, and a copy
    // in a subagent's log has the response of its parent under a request id of its own. A lone id may be either.
    private static bool SameIds(UsageRow row, NewUsage usage)
    {
        if (row.Usage.ResponseId is not null && usage.ResponseId is not null)
        {
            return row.Usage.ResponseId == usage.ResponseId;
        }
        return (usage.RequestId is { } request && (request == row.Usage.RequestId || request == row.Usage.ResponseId))
            || (usage.ResponseId is { } response && response == row.Usage.RequestId);
    }

    // Some gateways use an id again in another conversation; a fork of a conversation repeats ids with their input, and
    // with every form of an output that was logged while it grew. Small servers make ids of three digits: of what a proxy
    // sees itself, a response that is fetched again is one call, another one under the same id is not.
    private static bool SameConversation(UsageRow row, NewUsage usage)
    {
        var sameInput = row.Usage.Model == usage.Model && InputOf(row.Usage.TokenClasses) == InputOf(usage.Classes);
        return sameInput || (!(row.Usage.Source == UsageSource.Proxy && usage.Source == UsageSource.Proxy)
            && (row.ConversationId is null || usage.ConversationId is null || row.ConversationId == usage.ConversationId));
    }

    private static TokenCounts? InputOf(TokenCounts? tokens) => tokens is { } all ? all with { Output = 0, Reasoning = 0 } : null;

    private UsageRow? ByEvent(NewUsage usage) =>
        usage is { ConversationId: { } conversation, EventId: { } place } ? store.WithEvent(conversation, place) : null;

    // A Codex log and the proxy, an agent that states a call and the proxy that saw it: at least one of the two has
    // observed it, and each record stands for one call of the other source only.
    private UsageRow? ByFigures(NewUsage usage, DateTimeOffset time)
    {
        if (usage.Classes is not { } classes)
        {
            return null;
        }
        var candidates = store.WithFigures(classes, usage.Model, OtherSources(usage.Source), Shifted(time, -Window), Shifted(time, Window));
        Session? session = null;
        return candidates
            .Where(row => !ShareAKindOfId(row, usage) && !row.WasAlsoSeenBy(usage.Source))
            .Where(row => SameScope(row.Usage.SessionId, session ??= sessions.Find(usage.SessionId)!))
            .OrderBy(row => (row.Usage.Timestamp - time).Duration())
            .FirstOrDefault();
    }

    private static IEnumerable<UsageSource> OtherSources(UsageSource source) =>
        Enum.GetValues<UsageSource>().Where(other => other != source && (other.IsObserved() || source.IsObserved()));

    // The request id of a call that somebody states may be of his own making: it says nothing where it differs.
    private static bool ShareAKindOfId(UsageRow row, NewUsage usage) =>
        (row.Usage.ResponseId is not null && usage.ResponseId is not null)
        || (row.Usage.RequestId is not null && usage.RequestId is not null && row.Usage.Source.IsObserved() && usage.Source.IsObserved())
        || (row.EventId is not null && usage.EventId is not null);

    private bool SameScope(long otherId, Session session)
    {
        if (otherId == session.Id)
        {
            return true;
        }
        var other = sessions.Find(otherId);
        return other is not null
            && (other.WorkingDirectory == session.WorkingDirectory || (other.GitRoot is not null && other.GitRoot == session.GitRoot));
    }

    // A log may date a call at the ends of time.
    private static DateTimeOffset Shifted(DateTimeOffset time, TimeSpan by) =>
        new(Math.Clamp(time.UtcTicks + by.Ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
}
