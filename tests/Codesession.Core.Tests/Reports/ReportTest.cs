using Codesession.Core.Tests.Sessions;
using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Reports;

/// <summary>A ledger, and short ways to its statistics.</summary>
public abstract class ReportTest : SessionTest
{
    protected static UsageQuery All { get; } = new();

    protected UsageStatistic Total(UsageQuery? query = null) => Test.Ledger.Reports.Total(query ?? All);

    protected List<UsageStatistic> By(UsageGrouping grouping, UsageQuery? query = null) => [.. Test.Ledger.Reports.By(grouping, query ?? All)];

    /// <summary>The groups as <c>key: calls</c>.</summary>
    protected IEnumerable<string> Calls(UsageGrouping grouping, UsageQuery? query = null) =>
        By(grouping, query).Select(group => $"{group.Key ?? "-"}: {group.Calls}");

    /// <summary>A call of one token, unless told otherwise.</summary>
    protected void Add(long session, string? time = null, decimal? cost = 0.1m, Func<NewUsage, NewUsage>? change = null)
    {
        var call = new NewUsage
        {
            SessionId = session,
            Provider = "p",
            Model = "m",
            Source = UsageSource.Log,
            Cost = cost,
            Timestamp = time is null ? null : Timestamp.Parse(time),
        };
        call = change?.Invoke(call) ?? call;
        Assert.False(Test.Ledger.Usage.Add((call.Tokens ?? call.PromptTokens ?? call.CompletionTokens) is null ? call with { Tokens = 1 } : call).Duplicate);
    }

    /// <summary>Starts a session in a folder of its own and ends it after so many seconds.</summary>
    protected async Task<long> CompletedAsync(string folder, int seconds, Action<long>? work = null)
    {
        var id = Test.Start(Test.NewFolder(folder)).Id;
        work?.Invoke(id);
        Test.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await Test.EndAsync(id);
        return id;
    }

    protected void Change(long session, params string[] files) => Test.Ledger.Sessions.RecordFiles(
        session, [.. files.Select(file => new GitFileChange(file, FileChangeType.Modified))], complete: false);
}
