using System.Collections.Concurrent;
using Codesession.Pricing;
using Codesession.Storage;

namespace Codesession.AgentLogs;

/// <summary>Makes of what a log told what the ledger takes: the work that readers share among the processors.</summary>
internal sealed class CallPreparation(LogImport request, PriceBook prices)
{
    private readonly ConcurrentDictionary<string, string> providers = new();

    /// <summary>Whether rows are to be made ready.</summary>
    public bool WithRows { get; set; }

    /// <summary>Prepares a part.</summary>
    /// <param name="part">What was read.</param>
    /// <param name="before">How far the file had been read before; null: it was not.</param>
    /// <param name="hasCalls">Whether the file has told of a call by now.</param>
    public PreparedPart Prepare(LogPart part, LogFileRow? before, bool hasCalls = true)
    {
        var problems = part.Problems.ToList();
        if (request.Scope is { } scope && part.Conversations.Any(conversation => conversation.Folder is not { } folder || Scope.Of(folder).Directory != scope))
        {
            return new PreparedPart(part with { Conversations = [] }, [], [], null);
        }
        var calls = new List<PreparedCall>(part.Calls.Count);
        var since = part.File.From.Offset > 0 ? before?.Since : null;
        foreach (var call in part.Calls)
        {
            if (call.Time < request.Since)
            {
                since = request.Since > since || since is null ? request.Since : since;
                continue;
            }
            try
            {
                calls.Add(Prepare(part.Log, call));
            }
            catch (CodesessionException error)
            {
                problems.Add(new LogProblem(part.File.Path, LogProblemKind.Refused, 1, null, error.Message));
            }
        }
        return new PreparedPart(part, calls, problems, RowOf(part, since, hasCalls));
    }

    private PreparedCall Prepare(AgentLog log, LoggedCall call)
    {
        var model = call.Observed.Model ?? request.Model ?? "unknown";
        var provider = call.Provider ?? (call.Observed.Model is null ? request.Provider : null) ?? ProviderOf(model);
        var usage = call.Observed.ToNewUsage(
            0, request.Source, provider, model, request.AgentName ?? log.Name, call.Time, call.RequestId, call.Conversation.Id, call.EventId);
        if (call.StatedCost is not null) usage = usage with { AgentCost = call.StatedCost };
        usage.Validate();
        var price = Usage.PriceOf(usage, call.Time, prices);
        return new PreparedCall(usage, call.Conversation, call.Time, price.Cost, WithRows ? UsageStore.Values(null, usage, call.Time, price) : null);
    }

    // Asked for by several readers at once, of a few models.
    private string ProviderOf(string model) => providers.GetOrAdd(model, static (model, prices) => prices.Find("", model).Vendor.Name ?? "unknown", prices);

    private static LogFileRow? RowOf(LogPart part, DateTimeOffset? since, bool hasCalls)
    {
        if (part.Position is not { } position) return null;
        // Before the first call nothing is kept of a conversation: when that comes, its beginning has to be read again.
        if (!hasCalls) position = default;
        var fingerprint = part.Log.Appends ? Fingerprint.Of(part.File.Path, position.Offset) : 0;
        // Before its last part is read, a file is not what it was found as: the next import must look at it again.
        return fingerprint is { } told ? new LogFileRow(part.File.Path, part.IsLast ? part.File.Size : -1, part.File.Modified, position.Offset, told, position.State, since) : null;
    }
}
