using System.CommandLine;
using Codesession.Cli.Views;
using Spectre.Console;

namespace Codesession.Cli.Commands;

internal sealed class BudgetCommand : Command
{
    public BudgetCommand(CliHost host) : base("budget", "Say how much may be spent, and see how much is")
    {
        Add(new BudgetSetCommand(host));
        Add(new BudgetListCommand(host));
        Add(new BudgetRemoveCommand(host));
        Add(new BudgetCheckCommand(host));
    }
}

internal sealed class BudgetSetCommand : CsCommand
{
    private readonly Argument<string> dollars = new("dollars") { Description = "How much may be spent" };
    private readonly Option<string> per = new("--per") { Description = "session, day, week, month or total; day unless told (with --session: session)", HelpName = "period" };
    private readonly Option<string> session = new("--session", "-s") { Description = "Only for this session", HelpName = "id" };
    private readonly Option<string> project = new("--project")
    {
        Description = "Only for the sessions of this folder's project (without a path: of the current one)",
        HelpName = "path",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string> agent = new("--agent") { Description = "Only for the calls of this agent", HelpName = "name" };
    private readonly Option<string> warnAt = new("--warn-at") { Description = "From how much of it on to warn; 80 unless told", HelpName = "percent" };

    public BudgetSetCommand(CliHost host) : base("set", "Set a budget, or change the limit of the one that is set for the same", host)
    {
        Add(dollars);
        foreach (var option in (Option[])[per, session, project, agent, warnAt])
        {
            Add(option);
        }
    }

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var id = SessionId(line.GetValue(session));
        var request = new NewBudget
        {
            Limit = Numbers.Decimal(line.GetValue(dollars)!, "The budget"),
            Period = Period(line.GetValue(per)) ?? (id is null ? BudgetPeriod.Day : BudgetPeriod.Session),
            SessionId = id,
            Project = line.GetResult(project) is null ? null : Path.GetFullPath(Given(line.GetValue(project)) ?? ".", Host.WorkingDirectory),
            AgentName = Given(line.GetValue(agent)),
        };
        if (line.GetValue(warnAt) is { } percent)
        {
            request = request with { WarnAt = Numbers.Decimal(percent.TrimEnd('%'), "--warn-at") / 100 };
        }
        using var ledger = Host.OpenLedger();
        var set = ledger.Budgets.Set(request);
        var state = ledger.Budgets.States().First(other => other.Budget.Id == set.Id);
        if (json)
        {
            Host.WriteAnswer(answer => answer.WriteBudget(state));
        }
        else
        {
            Host.Terminal.WriteLine($"Budget {set.Id}: {PlainText.Of(set.Name)}", new Style(Color.Green));
            BudgetView.ShowLine(Host.Terminal, state);
        }
        return Task.FromResult(0);
    }

    private static BudgetPeriod? Period(string? name) => Given(name) is not { } given
        ? null
        : BudgetPeriods.Parse(given) ?? throw new CodesessionException(ErrorCode.InvalidInput,
            $"--per must be session, day, week, month or total, not \"{PlainText.Of(given, 40)}\".");
}

internal sealed class BudgetListCommand(CliHost host) : CsCommand("list", "Show all budgets and what is spent of them", host)
{
    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        using var ledger = Host.OpenLedger();
        var states = ledger.Budgets.States();
        if (json)
        {
            Host.WriteAnswer(answer => answer.WriteList("budgets", states, LedgerJson.WriteBudgetState));
        }
        else
        {
            BudgetView.Show(Host.Terminal, states);
        }
        return Task.FromResult(0);
    }
}

internal sealed class BudgetRemoveCommand : CsCommand
{
    private readonly Argument<string> id = new("id") { Description = "Its id" };

    public BudgetRemoveCommand(CliHost host) : base("remove", "Remove a budget; what was recorded stays", host) => Add(id);

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var number = Numbers.Whole(line.GetValue(id)!, "The id of the budget");
        using var ledger = Host.OpenLedger();
        var removed = ledger.Budgets.Remove(number);
        if (json)
        {
            Host.WriteAnswer(answer =>
            {
                answer.WriteBoolean("removed", true);
                answer.WriteNumber("id", removed.Id);
                answer.WriteString("name", removed.Name);
            });
        }
        else
        {
            Host.Terminal.WriteLine($"Removed budget {removed.Id}: {PlainText.Of(removed.Name)}");
        }
        return Task.FromResult(0);
    }
}

/// <summary>Whether the next call is within all budgets that it counts towards: exit code 0, else 2.</summary>
internal sealed class BudgetCheckCommand : CsCommand
{
    private const int Exceeded = 2;

    private readonly Option<string> session = SessionOption();
    private readonly Option<string> agent = new("--agent") { Description = "The agent's name (else CODESESSION_AGENT_NAME)", HelpName = "name" };

    public BudgetCheckCommand(CliHost host) : base("check", "Exit with 0 while within all budgets, with 2 when one is exceeded", host)
    {
        Add(session);
        Add(agent);
    }

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var id = SessionId(line.GetValue(session));
        using var ledger = Host.OpenLedger();
        var name = Given(line.GetValue(agent)) ?? Host.AgentName;
        var found = ledger.Sessions.Find(Host.Choose(id));
        // Without a session it is asked for the one that would be started here.
        var states = found is null ? ledger.Budgets.StatesIn(Host.WorkingDirectory, name) : ledger.Budgets.StatesFor(found.Id, name);
        var exceeded = states.Any(state => state.Exceeded);
        if (json)
        {
            Host.WriteAnswer(answer =>
            {
                answer.WriteBoolean("exceeded", exceeded);
                answer.WriteWhereKnown("sessionId", found?.Id);
                answer.WriteBudget(states is [var tightest, ..] ? tightest : null);
                answer.WriteList("budgets", states, LedgerJson.WriteBudgetState);
            });
        }
        else
        {
            Host.Terminal.WriteLine(exceeded ? "Exceeded" : states.Count > 0 ? "Within budget" : "No budget applies");
            foreach (var state in states)
            {
                BudgetView.ShowLine(Host.Terminal, state);
            }
        }
        return Task.FromResult(exceeded ? Exceeded : 0);
    }
}
