using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Usage;

/// <summary>A ledger with one active session, in which <see cref="Model"/> costs 3 and 15 dollars a million tokens.</summary>
public abstract class UsageTest : IDisposable
{
    protected const string Model = "test-model";

    protected UsageTest()
    {
        Session = Test.Start();
        Test.Ledger.Prices.Set(Model, 3, 15, provider: null);
    }

    protected TestLedger Test { get; } = new();

    protected Session Session { get; }

    /// <summary>How many calls are in the ledger.</summary>
    protected long Recorded => Test.Sql.Number("SELECT count(*) FROM ai_usage");

    public void Dispose()
    {
        Test.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A call of 1,000 tokens in and 100 out, for 0.0045 dollars.</summary>
    protected NewUsage Call(UsageSource source = UsageSource.Manual) => Bare(source) with { PromptTokens = 1_000, CompletionTokens = 100 };

    /// <summary>A call without tokens.</summary>
    protected NewUsage Bare(UsageSource source = UsageSource.Manual) =>
        new() { SessionId = Session.Id, Provider = "somebody", Model = Model, Source = source };

    protected UsageReceipt Add(NewUsage usage) => Test.Ledger.Usage.Add(usage);

    protected CodesessionException Refused(ErrorCode code, NewUsage usage)
    {
        var before = Test.Sql.Rows("SELECT * FROM sessions");
        var recorded = Recorded;

        var error = Assert.Throws<CodesessionException>(() => Add(usage));

        Assert.Equal(code, error.Code);
        Assert.Equal(before, Test.Sql.Rows("SELECT * FROM sessions"));
        Assert.Equal(recorded, Recorded);
        return error;
    }

    /// <summary>Checks that a session's totals are the sums of its calls, in the columns of the original too.</summary>
    protected void AssertTotalsFollow() => Assert.Equal(
        Test.Sql.Rows("""
            SELECT s.id, coalesce(sum(u.cost_e10), 0), coalesce(sum(u.tokens), 0), count(u.id),
              count(*) FILTER (WHERE u.id IS NOT NULL AND u.cost_e10 IS NULL),
              coalesce(sum(u.cost_e10), 0) / 1e10
            FROM sessions AS s LEFT JOIN ai_usage AS u ON u.session_id = s.id GROUP BY s.id ORDER BY s.id
            """),
        Test.Sql.Rows("SELECT id, cost_e10, ai_tokens, calls, unpriced_calls, ai_cost FROM sessions ORDER BY id"));
}
