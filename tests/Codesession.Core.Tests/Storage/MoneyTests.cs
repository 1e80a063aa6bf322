namespace Codesession.Core.Tests.Storage;

/// <summary>Sums of money are exact.</summary>
public sealed class MoneyTests : IDisposable
{
    private readonly TestLedger _test = new();
    private readonly Session _session;

    public MoneyTests() => _session = _test.Start();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("0.0000000001", "0.0001")]
    [InlineData("0.1", "100000")]
    public void A_million_additions_drift_by_nothing(string each, string sum)
    {
        // In a few statements: what adds is the same trigger that adds for a single call.
        _test.Sql.Execute("""
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000000)
            INSERT INTO ai_usage (session_id, provider, model, tokens, cost, timestamp)
            SELECT $1, 'p', 'm', 1, $2, '2026-10-01T08:00:00.000Z' FROM numbers
            """, _session.Id, double.Parse(each));

        var session = _test.Session(_session.Id);

        Assert.Equal((decimal.Parse(sum), 1_000_000, 1_000_000), (session.AiCost, session.AiCalls, session.AiTokens));
        Assert.Equal(double.Parse(sum), _test.Sql.One("SELECT ai_cost FROM sessions"));
    }

    [Fact]
    public void Calls_added_one_by_one_drift_by_nothing()
    {
        for (var i = 0; i < 100; i++)
        {
            Add(0.1m);
            Add(0.0000000001m);
        }

        Assert.Equal(10.00000001m, _test.Session(_session.Id).AiCost);
        Assert.Equal(10.00000001, _test.Sql.One("SELECT ai_cost FROM sessions"));
    }

    [Theory]
    [InlineData("0.00000000005", "0.0000000001")]
    [InlineData("0.000000000049999999", "0")]
    [InlineData("0.00000000015", "0.0000000002")]
    [InlineData("0.00000000025", "0.0000000003")]
    [InlineData("1000000", "1000000")]
    [InlineData("0.1785", "0.1785")]
    public void A_cost_is_rounded_half_away_from_zero_to_ten_places(string stated, string kept)
    {
        var receipt = Add(decimal.Parse(stated));

        Assert.Equal(decimal.Parse(kept), receipt.Usage.Cost);
        Assert.Equal(kept, $"{receipt.Usage.Cost}");
        Assert.Equal(kept, $"{receipt.Session.AiCost}");
    }

    [Fact]
    public void Each_cost_is_rounded_once_and_the_sum_never()
    {
        for (var i = 0; i < 10; i++) Add(0.00000000014m);

        Assert.Equal(0.000000001m, _test.Session(_session.Id).AiCost);
    }

    [Fact]
    public void A_computed_cost_is_rounded_at_the_end_alone()
    {
        // Input and output are half a unit each: one unit together, not two.
        _test.Ledger.Prices.Set("tiny", 0.00005m, 0.00005m, provider: null);

        var receipt = _test.Ledger.Usage.Add(new()
        {
            SessionId = _session.Id, Provider = "p", Model = "tiny", Source = UsageSource.Manual, PromptTokens = 1, CompletionTokens = 1,
        });

        Assert.Equal(0.0000000001m, receipt.Usage.Cost);
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("0.0000000001")]
    [InlineData("900000.1234567891")]
    public void The_column_of_the_original_is_the_nearest_number_to_the_exact_cost(string cost)
    {
        Add(decimal.Parse(cost));

        Assert.Equal(double.Parse(cost), _test.Sql.One("SELECT cost FROM ai_usage"));
        Assert.Equal(double.Parse(cost), _test.Sql.One("SELECT ai_cost FROM sessions"));
    }

    private UsageReceipt Add(decimal cost) => _test.Ledger.Usage.Add(new()
    {
        SessionId = _session.Id, Provider = "p", Model = "m", Source = UsageSource.Manual, Tokens = 1, Cost = cost,
    });
}
