using Codesession.Cli.Views;

namespace Codesession.Cli.Running;

/// <summary>What a run came to, on standard error: the command's own output stays untouched.</summary>
internal static class RunSummary
{
    public static void Write(TextWriter error, Ledger ledger, EndedSession ended)
    {
        var session = ended.Session;
        error.WriteLine();
        error.WriteLine($"cs: session {session.Id}: {PlainText.Of(session.Name)}");
        error.WriteLine($"    {DurationText.Of(session.Duration ?? TimeSpan.Zero)}, {Count(session.FilesChanged, "file")}, {Count(session.Commits, "commit")}, "
            + $"{Count(session.AiCalls, "call")}, {session.AiTokens:N0} tokens, {MoneyText.Of(session)}");
        if (ledger.Reports.TopModel(session.Id) is { } top)
        {
            error.WriteLine($"    top model: {PlainText.Of(top.Model)} ({top.Tokens:N0} tokens, {MoneyText.Of(top.Cost)})");
        }
        if (ended.Warning is not null)
        {
            error.WriteLine($"    {PlainText.Of(ended.Warning)}");
        }
    }

    private static string Count(long number, string what) => $"{number:N0} {what}{(number == 1 ? "" : "s")}";
}
