using System.IO.Hashing;
using System.Runtime.InteropServices;
using Codesession.Storage;

namespace Codesession.AgentLogs;

/// <summary>
/// Tells of most new calls, without a look at the ledger, that they are in it by no means: of what is in it, only hashes are kept of
/// all that <see cref="SameCall"/> knows a call by. That rule decides about the others.
/// </summary>
/// <param name="store">The calls in the ledger.</param>
/// <param name="source">As what the new ones would be recorded.</param>
/// <param name="expected">About how many there will be.</param>
/// <param name="byInput">Whether responses under one id, but to another input, are two; else nothing is said of them.</param>
internal sealed class PossiblyKnown(UsageStore store, UsageSource source, int expected, bool byInput = false)
{
    private readonly HashSet<ulong> hashes = new(expected);
    // Of calls without a response's id, and of other sources' figures: mostly few.
    private readonly HashSet<ulong> requests = [];
    private readonly HashSet<ulong> figures = [];
    private long lastId;

    /// <summary>Takes in what the ledger holds that was not there, or not looked at, before.</summary>
    public void TakeIn()
    {
        foreach (var row in store.IdentitiesAfter(lastId))
        {
            Add(row.ResponseId, row.RequestId, row.ConversationId, row.EventId, row.PromptTokens ?? 0);
            if (row.Source != source) figures.Add(OfFigures(row.PromptTokens ?? 0, row.CompletionTokens ?? 0));
            lastId = Math.Max(lastId, row.Id);
        }
    }

    /// <summary>
    /// Whether an id of a call may be in the ledger; from now on it is. Of a call with a request's id alone nothing is sure: a call with both
    /// may have it.
    /// </summary>
    public bool AddIds(NewUsage usage) => Add(usage.ResponseId, usage.RequestId, usage.ConversationId, usage.EventId, usage.PromptTokens ?? 0);

    /// <summary>Whether another source may have recorded a call of the same figures.</summary>
    public bool HasFigures(NewUsage usage) => figures.Count > 0 && figures.Contains(OfFigures(usage.PromptTokens ?? 0, usage.CompletionTokens ?? 0));

    /// <summary>A call of this id was recorded.</summary>
    public void Recorded(long id) => lastId = id;

    private bool Add(string? response, string? request, string? conversation, string? place, long prompt)
    {
        var known = false;
        if (response is not null)
        {
            known |= !hashes.Add(OfText(response, byInput ? prompt : 0));
            known |= requests.Count > 0 && (requests.Contains(OfText(response, 0)) || (request is not null && requests.Contains(OfText(request, 0))));
        }
        else if (request is not null)
        {
            known = !requests.Add(OfText(request, 0));
        }
        if (conversation is not null && place is not null) known |= !hashes.Add(OfText(place, (long)OfText(conversation, 1)));
        return known;
    }

    private static ulong OfText(string text, long seed) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()), seed);

    private static ulong OfFigures(long prompt, long completion) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes<long>([prompt, completion]), 2);
}
