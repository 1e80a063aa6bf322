using Codesession.Cli.Proxy;

namespace Codesession.Cli.Running;

/// <summary>What a run came to, on standard error: the command's own output stays untouched.</summary>
internal static class RunSummary
{
    private const int MostModels = 5;

    public static void Write(TextWriter error, Ledger ledger, EndedSession ended, ProxyServer? proxy)
    {
        var session = ended.Session;
        error.WriteLine();
        error.WriteLine($"cs: session {session.Id}: {PlainText.Of(session.Name)}");
        Line($"{DurationText.Of(session.Duration ?? TimeSpan.Zero)}, {Count(session.FilesChanged, "file")}, {Count(session.Commits, "commit")}, "
            + $"{Count(session.AiCalls, "call")}, {session.AiTokens:N0} tokens, {MoneyText.Of(session)}");
        foreach (var model in ledger.Reports.By(UsageGrouping.Model, new UsageQuery { SessionIds = [session.Id] }).Take(MostModels))
        {
            Line($"{PlainText.Of(model.Key ?? "-")}: {Count(model.Calls, "call")}, {model.Tokens:N0} tokens, {MoneyText.Of(model.Cost, model.UnpricedCalls)}");
        }
        if (session.UnpricedCalls > 0)
        {
            Line($"{Count(session.UnpricedCalls, "call")} of unknown price: cs pricing set <model> <input> <output>");
        }
        var outlook = ledger.Budgets.OutlookFor(session);
        foreach (var state in outlook.States)
        {
            Line(PlainText.Of(BudgetText.Line(state)));
        }
        if (outlook.Warning is not null)
        {
            Line(PlainText.Of(outlook.Warning));
        }
        if (proxy is not null)
        {
            WriteSeen(session, proxy);
        }
        if (ended.Warning is not null)
        {
            Line(PlainText.Of(ended.Warning));
        }

        void Line(string text) => error.WriteLine($"    {text}");

        void WriteSeen(Session seen, ProxyServer server)
        {
            if (server.Bookings.Refused > 0)
            {
                Line($"{Count(server.Bookings.Refused, "call")} more, whose figures the ledger does not take");
            }
            var told = seen.AiCalls + server.Bookings.Booked + server.Bookings.Waiting + server.Bookings.Refused + server.Untold > 0;
            if (!told && server.Seen > 0)
            {
                Line($"no calls that cost: {Count(server.Seen, "request")} seen, refused by the provider or by a budget, or free of charge");
            }
            else if (!told)
            {
                Line("no calls seen: the command made none, or it does not use ANTHROPIC_BASE_URL, OPENAI_BASE_URL or GOOGLE_GEMINI_BASE_URL");
                Line("(a base URL in its own settings, a login with its vendor, Bedrock, Vertex)");
            }
            if (server.Untold > 0)
            {
                Line($"{Count(server.Untold, "call")} more, of which the provider did not tell what was used");
            }
            WriteUnbooked(error, server);
        }
    }

    /// <summary>Tells of calls that are not in the ledger.</summary>
    public static void WriteUnbooked(TextWriter error, ProxyServer server)
    {
        var bookings = server.Bookings;
        if (bookings.Waiting > bookings.Unkept)
        {
            error.WriteLine($"    {Count(bookings.Waiting - bookings.Unkept, "call")} not in the ledger yet ({bookings.LastError}): kept beside it, and taken up by the next proxy");
        }
        if (bookings.Unkept > 0)
        {
            error.WriteLine($"    {Count(bookings.Unkept, "call")} lost: neither the ledger nor a file beside it could be written ({bookings.LastError})");
        }
    }

    private static string Count(long number, string what) => $"{number:N0} {what}{(number == 1 ? "" : "s")}";
}
