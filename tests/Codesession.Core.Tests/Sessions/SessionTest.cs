using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Sessions;

/// <summary>A ledger, and short ways to what sessions do.</summary>
public abstract class SessionTest : IDisposable
{
    protected TestLedger Test { get; } = new();

    public void Dispose()
    {
        Test.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A second ledger on the same file, as of another process, that reads git with an interruption.</summary>
    protected Ledger Interrupted(Action meanwhile) =>
        Test.Open(options => options with { Git = new InterruptedGit(options.Git, meanwhile) });

    /// <summary>A second ledger for which there is no git.</summary>
    protected Ledger WithoutGit() =>
        Test.Open(options => options with { Git = new GitExecutable(new Dictionary<string, string> { ["PATH"] = "" }) });

    protected UsageReceipt AddCall(
        long session, UsageSource source = UsageSource.Log, string model = "m", string? agent = null, decimal? cost = 0.1m) =>
        Test.Ledger.Usage.Add(new()
        {
            SessionId = session, Provider = "p", Model = model, Source = source, Tokens = 100, Cost = cost, AgentName = agent,
        });

    /// <summary>The files of a session: <c>created a.txt</c>.</summary>
    protected IEnumerable<string> Files(long session) =>
        Test.Ledger.Sessions.Files(session).Select(file => $"{file.ChangeType.Name()} {file.FilePath}").Order(StringComparer.Ordinal);

    protected static async Task<CodesessionException> RefusedAsync(ErrorCode code, Func<Task> act)
    {
        var error = await Assert.ThrowsAsync<CodesessionException>(act);
        Assert.Equal(code, error.Code);
        return error;
    }
}
