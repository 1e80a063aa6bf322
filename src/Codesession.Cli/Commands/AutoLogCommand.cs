using System.CommandLine;
using Codesession.Cli.Hooks;

namespace Codesession.Cli.Commands;

/// <summary>Records what is new in the log of a conversation that a hook tells of. Like <c>cs hook</c> it ends with 0 whatever happens.</summary>
internal sealed class AutoLogCommand : CsCommand
{
    private readonly Option<string> provider = new("--provider", "-p") { Description = "The provider of calls whose model is not told; as the log tells, unless it tells none" };
    private readonly Option<string> model = new("--model", "-m") { Description = "The model of calls whose log tells none" };
    private readonly Option<string> agent = new("--agent") { Description = "The agent's name (else CODESESSION_AGENT_NAME, else Claude Code)", HelpName = "name" };

    public AutoLogCommand(CliHost host) : base("auto-log", "Record the new calls of the conversation that a hook of Claude Code tells of on standard input", host)
    {
        Add(provider);
        Add(model);
        Add(agent);
    }

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        try
        {
            if (HookInput.Read() is { } input) Log(line, json, input, cancel);
            else TellNothing(json, "no_input", "There is no event of a hook on standard input.");
        }
        catch (Exception error)
        {
            ErrorReport.Write(error, Host, json);
        }
        return Task.FromResult(0);
    }

    private void Log(ParseResult line, bool json, HookInput input, CancellationToken cancel)
    {
        using var ledger = Host.OpenLedger();
        var conversation = new Conversation(Host, ledger, input);
        if ((conversation.Session ?? Resolve(ledger)) is not { } session)
        {
            TellNothing(json, "no_active_session", "No session is active. Start one with: cs start <name>");
            return;
        }
        var report = conversation.Import(conversation.NewImport(session.Id) with
        {
            Provider = Given(line.GetValue(provider)) ?? "anthropic",
            Model = Given(line.GetValue(model)) ?? "claude-sonnet-4",
            AgentName = Given(line.GetValue(agent)) ?? Given(Host.AgentName),
        }, cancel);
        if (report is null)
        {
            TellNothing(json, "no_transcript", "The event names no log that is there.");
        }
        else if (report.Agents.Sum(log => log.Calls) is 0)
        {
            TellNothing(json, "nothing_new", "The log tells of no call that is not recorded.");
        }
        else
        {
            Tell(json, ledger, report, report.SessionIds is [var only] ? ledger.Sessions.Find(only) ?? session : session);
        }
    }

    private Session? Resolve(Ledger ledger)
    {
        try
        {
            return ledger.Sessions.Resolve(Host.Choose(null));
        }
        catch (CodesessionException error) when (error.Code == ErrorCode.NoActiveSession)
        {
            return null;
        }
    }

    private void Tell(bool json, Ledger ledger, LogImportReport report, Session booked)
    {
        var session = ledger.Sessions.Find(booked.Id) ?? booked;
        var (cost, unpriced) = (report.Agents.Sum(log => log.Cost), report.Agents.Sum(log => log.UnpricedCalls));
        var tokens = report.Agents.Aggregate(new TokenCounts(), (sum, log) => sum + log.Tokens);
        if (!json)
        {
            Host.Terminal.Profile.Out.Writer.WriteLine($"Logged {tokens.Total:N0} tokens, {MoneyText.Of(cost, unpriced)}; session {session.Id}: {MoneyText.Of(session)}");
            return;
        }
        Host.WriteAnswer(answer =>
        {
            answer.WriteBoolean("autoLogged", true);
            answer.WriteStartObject("tokens");
            answer.WriteNumber("prompt", tokens.Prompt);
            answer.WriteNumber("completion", tokens.Output);
            answer.WriteNumber("total", tokens.Total);
            answer.WriteEndObject();
            answer.WriteNumber("cost", cost);
            answer.WriteUnpriced(unpriced);
            answer.WriteStartObject("session");
            answer.WriteNumber("id", session.Id);
            answer.WriteNumber("aiCost", session.AiCost);
            answer.WriteNumber("aiTokens", session.AiTokens);
            answer.WriteUnpriced(session.UnpricedCalls);
            answer.WriteEndObject();
        });
    }

    private void TellNothing(bool json, string reason, string message)
    {
        if (!json)
        {
            Host.Error.WriteLine($"cs: {message}");
            return;
        }
        Host.WriteAnswer(answer =>
        {
            answer.WriteBoolean("autoLogged", false);
            answer.WriteString("reason", reason);
            answer.WriteString("message", message);
        });
    }
}
