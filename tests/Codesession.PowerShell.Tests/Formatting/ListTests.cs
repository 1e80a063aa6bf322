namespace Codesession.PowerShell.Tests.Formatting;

/// <summary>A status is one thing: PowerShell lists it.</summary>
public sealed class ListTests : ModuleTest
{
    [Fact]
    public void A_status_tells_all_of_the_session_and_its_models()
    {
        var session = Start("fix the login");
        Shell.Run("""
            Add-CsAiUsage anthropic claude-sonnet-4-5 -PromptTokens 1000 -CompletionTokens 200
            Add-CsAiUsage anthropic claude-sonnet-4-5 -PromptTokens 2000 -CompletionTokens 200
            Add-CsAiUsage local my-model -Tokens 1000 -Cost 1.42
            """).AssertNoErrors();
        using (var ledger = OpenLedger())
        {
            ledger.Usage.Add(Call(session.Id, "unknown") with { Provider = "local" });
        }
        Shell.Width = 80;

        var lines = Shell.Show("Get-CsStatus").Split('\n');

        Assert.Equal($"""
            Id       : 1
            Name     : fix the login
            Status   : ● active
            Started  : {TimeText.Local(session.StartTime)}
            """, string.Join('\n', lines[..4]));
        Assert.Matches(@"^Duration : \d+s$", lines[4]);
        Assert.Equal($"""
            Folder   : {Repository.Root}
            Files    : 0
            Commits  : 0
            Calls    : 4
            Tokens   : 5,500
            Cost     : $1.44 + 1 unpriced
            Models   : my-model: $1.42, 1 call, 1,000 tokens
                       claude-sonnet-4-5: $0.02, 2 calls, 3,400 tokens
                       unknown: $0.00 + 1 unpriced, 1 call, 1,100 tokens
            """, string.Join('\n', lines[5..]));
    }

    [Fact]
    public void An_ended_session_has_an_end_and_a_note()
    {
        Start("fix the login");
        var ended = Shell.Run("Stop-CsSession -Note done -PassThru").One<Session>();

        var shown = Shell.Show("Get-CsStatus -Id 1");

        Assert.Contains("Status   : completed\n", shown);
        Assert.Contains($"Ended    : {TimeText.Local(ended.EndTime!.Value)}\n", shown);
        Assert.EndsWith("\nNote     : done", shown);
        Assert.DoesNotContain("Models", shown);
    }
}
