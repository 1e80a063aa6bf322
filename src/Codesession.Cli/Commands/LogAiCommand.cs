using System.CommandLine;
using Codesession.Cli.Views;

namespace Codesession.Cli.Commands;

internal sealed class LogAiCommand : CsCommand
{
    private readonly Option<string> provider = new("--provider", "-p") { Description = "Who served the model: anthropic, openai, google, …", Required = true };
    private readonly Option<string> model = new("--model", "-m") { Description = "The model's name", Required = true };
    private readonly Option<string> tokens = Number("--tokens", "All tokens", "-t");
    private readonly Option<string> promptTokens = Number("--prompt-tokens", "The whole input, cache reads and writes included");
    private readonly Option<string> completionTokens = Number("--completion-tokens", "The output, reasoning included");
    private readonly Option<string> cacheReadTokens = Number("--cache-read-tokens", "How much of the input was read from a cache");
    private readonly Option<string> cacheWriteTokens = Number("--cache-write-tokens", "How much of the input was written to a cache");
    private readonly Option<string> cacheWrite1hTokens = Number("--cache-write-1h-tokens", "How much of the input was written to a cache for an hour");
    private readonly Option<string> reasoningTokens = Number("--reasoning-tokens", "How much of the output was reasoning");
    private readonly Option<string> cost = new("--cost", "-c") { Description = "The cost in dollars; else it comes from the price table", HelpName = "dollars" };
    private readonly Option<string> agent = new("--agent") { Description = "The agent's name (else CODESESSION_AGENT_NAME)", HelpName = "name" };
    private readonly Option<string> requestId = new("--request-id") { Description = "An id of the call: the same one twice is recorded once", HelpName = "id" };
    private readonly Option<string> session = SessionOption();

    public LogAiCommand(CliHost host) : base("log-ai", "Record an AI call in a session", host)
    {
        foreach (var option in (Option[])[provider, model, tokens, promptTokens, completionTokens, cost, agent, session,
            cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens, reasoningTokens, requestId])
        {
            Add(option);
        }
    }

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var id = SessionId(line.GetValue(session));
        using var ledger = Host.OpenLedger();
        // The session comes before the input: an agent without one should hear that first.
        var booked = ledger.Sessions.Resolve(Host.Choose(id));
        var receipt = ledger.Usage.Add(new NewUsage
        {
            SessionId = booked.Id,
            Source = UsageSource.Manual,
            RequirePrice = true,
            Provider = line.GetValue(provider)!,
            Model = line.GetValue(model)!,
            Tokens = Numbers.WholeOrNull(line.GetValue(tokens), "--tokens"),
            PromptTokens = Numbers.WholeOrNull(line.GetValue(promptTokens), "--prompt-tokens"),
            CompletionTokens = Numbers.WholeOrNull(line.GetValue(completionTokens), "--completion-tokens"),
            CacheReadTokens = Numbers.WholeOrNull(line.GetValue(cacheReadTokens), "--cache-read-tokens"),
            CacheWriteTokens = Numbers.WholeOrNull(line.GetValue(cacheWriteTokens), "--cache-write-tokens"),
            CacheWrite1hTokens = Numbers.WholeOrNull(line.GetValue(cacheWrite1hTokens), "--cache-write-1h-tokens"),
            ReasoningTokens = Numbers.WholeOrNull(line.GetValue(reasoningTokens), "--reasoning-tokens"),
            Cost = Numbers.DecimalOrNull(line.GetValue(cost), "The cost"),
            AgentName = Given(line.GetValue(agent)) ?? Host.AgentName,
            RequestId = Given(line.GetValue(requestId)),
        });
        // What the call crossed, too: it is recorded all the same.
        var budget = ledger.Budgets.TightestFor(receipt.Session.Id, receipt.Usage.AgentName);
        if (json)
        {
            Answer(receipt, budget);
        }
        else
        {
            UsageView.ShowLogged(Host.Terminal, receipt);
            BudgetView.ShowLine(Host.Terminal, budget);
        }
        return Task.FromResult(0);
    }

    private void Answer(UsageReceipt receipt, BudgetState? budget) => Host.WriteAnswer(answer =>
    {
        answer.WriteStartObject("logged");
        answer.WriteCall(receipt.Usage);
        answer.WriteEndObject();
        answer.WriteStartObject("pricing");
        answer.WriteString("source", receipt.Price.Source.Name());
        answer.WriteBoolean("modelKnown", receipt.Price.ModelKnown);
        // A cost that was stated may go with a model of no known price; the contract has 0 there.
        answer.WriteNumber("inputPer1M", receipt.Price.InputPer1M ?? 0);
        answer.WriteNumber("outputPer1M", receipt.Price.OutputPer1M ?? 0);
        answer.WriteEndObject();
        answer.WriteStartObject("session");
        answer.WriteNumber("id", receipt.Session.Id);
        answer.WriteNumber("aiCost", receipt.Session.AiCost);
        answer.WriteNumber("aiTokens", receipt.Session.AiTokens);
        answer.WriteUnpriced(receipt.Session.UnpricedCalls);
        answer.WriteEndObject();
        if (receipt.Duplicate)
        {
            answer.WriteBoolean("duplicate", true);
        }
        answer.WriteBudget(budget);
    });

    private static Option<string> Number(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = "n" };
}
