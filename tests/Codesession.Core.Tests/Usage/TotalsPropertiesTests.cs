using FsCheck.Xunit;

namespace Codesession.Core.Tests.Usage;

/// <summary>Whatever is recorded and removed, in whatever order: the totals of sessions are the sums of their calls.</summary>
public sealed class TotalsPropertiesTests : UsageTest
{
    private static readonly UsageSource[] _sources = Enum.GetValues<UsageSource>();

    private readonly long[] _sessions;
    private int _run;

    public TotalsPropertiesTests() => _sessions =
    [
        Session.Id,
        Test.Start(origin: SessionOrigin.Run).Id,
        Test.Start(Test.NewFolder("other")).Id,
    ];

    [Property(MaxTest = 40)]
    public void Totals_are_the_sums_of_the_calls(byte[] script)
    {
        _run++;
        foreach (var step in script.Chunk(4).Where(step => step.Length == 4)) Do(step);

        AssertTotalsFollow();
    }

    private void Do(byte[] step)
    {
        if (step[0] % 5 == 0)
        {
            if (Test.Sql.One("SELECT id FROM ai_usage ORDER BY id DESC LIMIT 1 OFFSET $1", step[1] % 8) is long id)
                Test.Ledger.Usage.Remove(id);
            return;
        }

        Test.Clock.Advance(TimeSpan.FromSeconds(step[1]));
        var added = Add(new()
        {
            SessionId = _sessions[step[0] % 3],
            Source = _sources[step[1] % _sources.Length],
            Provider = "somebody",
            Model = step[2] % 4 == 0 ? "unheard-of" : Model,
            Tokens = step[2] % 7 == 0 ? 5_000 : null,
            PromptTokens = step[2] % 5 == 0 ? null : step[2] % 3 + 1,
            CompletionTokens = step[3] % 4 + 1,
            Cost = step[3] % 9 == 0 ? step[3] / 1_000_000_007m : null,
            ResponseId = step[1] % 3 == 0 ? $"msg_{_run}_{step[3] % 5}" : null,
            RequestId = step[1] % 4 == 0 ? $"msg_{_run}_{step[2] % 5}" : null,
            ConversationId = step[0] % 2 == 0 ? $"{_run}_{step[0] % 3}" : null,
            EventId = step[2] % 2 == 0 ? $"{step[3] % 6}" : null,
        });
        Assert.Equal(Test.Session(added.Usage.SessionId), added.Session);
    }
}
