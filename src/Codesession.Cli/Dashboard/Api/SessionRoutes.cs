using System.Text.Json;

namespace Codesession.Cli.Dashboard.Api;

/// <summary>Sessions: the list, one of them, and what happened in it.</summary>
internal static class SessionRoutes
{
    private static readonly (string Word, TimelineKind Kind)[] Kinds =
    [
        ("start", TimelineKind.Start), ("call", TimelineKind.Call), ("file", TimelineKind.File),
        ("commit", TimelineKind.Commit), ("note", TimelineKind.Note), ("end", TimelineKind.End),
    ];

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        ApiRoute.Reading("/sessions", [.. ApiRequest.UsageParameters, "search", "status", "model", "sort", "order", "offset", "limit"], Sessions),
        ApiRoute.Reading("/sessions/{id}", [], request => (json, ledger) => WriteDetail(json, ledger, request.Id)),
        ApiRoute.Reading("/sessions/{id}/timeline", ["cursor", "limit", "kinds"], Timeline),
        ApiRoute.Reading("/sessions/{id}/files", [], request => (json, ledger) =>
            json.WriteList("files", ledger.Sessions.Files(Find(ledger, request.Id).Id), LedgerJson.WriteFile)),
        ApiRoute.Reading("/sessions/{id}/commits", [], request => (json, ledger) => WriteCommits(json, ledger.Sessions.CommitCosts(request.Id))),
    ];

    /// <summary>Writes a session as lists have it.</summary>
    public static void WriteListed(Utf8JsonWriter json, ListedSession session) => WriteListed(json, session, session.Agents, session.Models);

    /// <summary>The session of that id.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.SessionNotFound"/>.</exception>
    public static Session Find(Ledger ledger, long id) => ledger.Sessions.Find(id) ?? throw Codesession.Sessions.NotFound(id);

    private static Action<Utf8JsonWriter, Ledger> Sessions(ApiRequest request)
    {
        var usage = request.Usage();
        var query = new SessionQuery
        {
            Scope = usage.Project,
            AgentName = usage.AgentName,
            After = usage.After,
            Before = usage.Before,
            State = request.Choice<SessionPhase?>("status", null, ("active", SessionPhase.Active), ("completed", SessionPhase.Completed)),
            Search = request.Query("search"),
            Model = request.Query("model"),
            Order = request.Choice("sort", SessionOrder.Start,
                ("start", SessionOrder.Start), ("cost", SessionOrder.Cost), ("tokens", SessionOrder.Tokens), ("duration", SessionOrder.Duration),
                ("files", SessionOrder.Files), ("commits", SessionOrder.Commits), ("calls", SessionOrder.Calls), ("name", SessionOrder.Name)),
            Ascending = request.Choice("order", false, ("asc", true), ("desc", false)),
            Skip = request.Number("offset", 0, 0, long.MaxValue),
            Limit = request.Number("limit", 100, 1, 1000),
        };
        return (json, ledger) =>
        {
            json.WriteNumber("total", ledger.Sessions.Count(query));
            json.WriteList("sessions", ledger.Sessions.Page(query), WriteListed);
        };
    }

    private static void WriteDetail(Utf8JsonWriter json, Ledger ledger, long id)
    {
        var session = Find(ledger, id);
        var models = ledger.Reports.Models(new UsageQuery { SessionIds = [id] }).ToList();
        json.WritePropertyName("session");
        WriteListed(json, session, ledger.Reports.Agents(id), models.Select(model => model.Key ?? "").Distinct().Order(StringComparer.Ordinal));
        json.WriteList("models", models, (writer, model) =>
        {
            writer.WriteStartObject();
            writer.WriteString("provider", model.Provider);
            writer.WriteString("model", model.Key);
            writer.WriteSums(model);
            writer.WriteEndObject();
        });
        json.WriteList("budgets", ledger.Budgets.StatesFor(id), LedgerJson.WriteBudgetState);
        // Of those that started in the same millisecond the ids tell the order.
        WriteId(json, "previous", Behind(new SessionQuery { Before = session.StartTime.AddMilliseconds(1) }));
        WriteId(json, "next", Behind(new SessionQuery { After = session.StartTime, Ascending = true }));

        Session? Behind(SessionQuery query) => ledger.Sessions.List(query).SkipWhile(other => other.Id != id).Skip(1).FirstOrDefault();
    }

    private static Action<Utf8JsonWriter, Ledger> Timeline(ApiRequest request)
    {
        var limit = (int)request.Number("limit", 200, 1, 1000);
        var cursor = request.Query("cursor");
        var kinds = request.Query("kinds")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(KindOf).ToList();
        return (json, ledger) =>
        {
            var page = ledger.Sessions.Timeline(request.Id, cursor, limit, kinds);
            json.WriteList("events", page.Items, WriteEvent);
            json.WriteString("next", page.Next);
        };
    }

    private static TimelineKind KindOf(string word)
    {
        var known = Array.FindIndex(Kinds, kind => kind.Word == word);
        return known >= 0 ? Kinds[known].Kind
            : throw new CodesessionException(ErrorCode.InvalidInput, $"kinds must be some of: {string.Join(", ", Kinds.Select(kind => kind.Word))}.");
    }

    private static void WriteEvent(Utf8JsonWriter json, TimelineItem item)
    {
        json.WriteStartObject();
        json.WriteString("kind", Kinds[Array.FindIndex(Kinds, kind => kind.Kind == item.Kind)].Word);
        json.WriteTime("time", item.Time);
        Write("call", item.Call, LedgerJson.WriteUsage);
        Write("file", item.File, LedgerJson.WriteFile);
        Write("commit", item.Commit, LedgerJson.WriteCommit);
        Write("note", item.Note, LedgerJson.WriteNote);
        json.WriteEndObject();

        void Write<T>(string name, T? record, Action<Utf8JsonWriter, T> write) where T : class
        {
            if (record is not null)
            {
                json.WritePropertyName(name);
                write(json, record);
            }
        }
    }

    private static void WriteCommits(Utf8JsonWriter json, CommitCosts costs)
    {
        json.WriteList("commits", costs.Commits, (writer, cost) =>
        {
            writer.WriteStartObject();
            writer.WriteCommitFields(cost.Commit);
            writer.WriteTotals(cost.Calls);
            writer.WriteEndObject();
        });
        if (costs.Uncommitted is null)
        {
            json.WriteNull("rest");
            return;
        }
        json.WriteStartObject("rest");
        json.WriteTotals(costs.Uncommitted);
        json.WriteEndObject();
    }

    private static void WriteListed(Utf8JsonWriter json, Session session, IEnumerable<string> agents, IEnumerable<string> models)
    {
        json.WriteStartObject();
        json.WriteSession(session);
        json.WriteNumber("calls", session.AiCalls);
        json.WriteList("agents", agents, (writer, name) => writer.WriteStringValue(name));
        json.WriteList("models", models, (writer, name) => writer.WriteStringValue(name));
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, string name, Session? session)
    {
        if (session is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteNumber(name, session.Id);
        }
    }
}
