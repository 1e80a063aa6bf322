using Spectre.Console;

namespace Codesession.Cli.Views;

internal static class UsageView
{
    public static void ShowLogged(IAnsiConsole terminal, UsageReceipt receipt)
    {
        var (usage, session) = (receipt.Usage, receipt.Session);
        var agent = usage.AgentName is { } name ? $" ({PlainText.Of(name)})" : "";
        terminal.WriteLine(receipt.Duplicate
            ? $"Known already as call {usage.Id}: {usage.Tokens:N0} tokens, {MoneyText.Of(usage.Cost)}{agent}. Nothing was counted again."
            : $"Logged call {usage.Id}: {usage.Tokens:N0} tokens, {MoneyText.Of(usage.Cost)}{agent}", new Style(Color.Green));
        terminal.WriteLine($"  Session {session.Id}: {session.AiTokens:N0} tokens, {MoneyText.Of(session)}");
    }

    /// <summary>The calls of a session, one row a model.</summary>
    public static void ShowCalls(IAnsiConsole terminal, IEnumerable<AiUsage> calls)
    {
        var models = calls.GroupBy(call => (call.Provider, call.Model)).Select(group => (
            group.Key.Provider,
            group.Key.Model,
            Calls: group.LongCount(),
            Tokens: group.Sum(call => call.Tokens),
            Cost: group.Sum(call => call.Cost ?? 0),
            Unpriced: group.LongCount(call => call.Cost is null))).OrderByDescending(model => model.Cost).ToList();
        if (models.Count == 0)
        {
            return;
        }
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("Provider", "Model");
        foreach (var title in (ReadOnlySpan<string>)["Calls", "Tokens", "Cost"])
        {
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        }
        foreach (var model in models)
        {
            table.AddRow(
                new Text(PlainText.Of(model.Provider)),
                new Text(PlainText.Of(model.Model)),
                new Text($"{model.Calls:N0}"),
                new Text($"{model.Tokens:N0}"),
                new Text(MoneyText.Of(model.Cost, model.Unpriced), new Style(Color.Yellow)));
        }
        terminal.Write(table);
    }
}
