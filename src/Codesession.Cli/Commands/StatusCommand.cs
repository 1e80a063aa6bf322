using System.CommandLine;
using Codesession.Cli.Views;

namespace Codesession.Cli.Commands;

internal sealed class StatusCommand : CsCommand
{
    private readonly Option<string> session = SessionOption();
    private readonly Option<bool> brief = Flag("--brief", "Leave the single calls out of the JSON");

    public StatusCommand(CliHost host) : base("status", "Show the active session", host)
    {
        Add(session);
        Add(brief);
    }

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var id = SessionId(line.GetValue(session));
        using var ledger = Host.OpenLedger();
        ledger.Snapshot(() =>
        {
            var found = Find(ledger, id);
            var live = found.DurationAt(Host.Time.GetUtcNow());
            var budgets = ledger.Budgets.OutlookFor(found, Host.AgentName);
            if (!json)
            {
                SessionView.Show(Host.Terminal, found, live, ledger.Notes.Of(found.Id), budgets);
                return 0;
            }
            Host.WriteJson(answer =>
            {
                answer.WriteStartObject();
                answer.WriteSession(found);
                answer.WriteList("annotations", ledger.Notes.Of(found.Id), LedgerJson.WriteNote);
                answer.WriteNumber("liveDuration", (long)live.TotalSeconds);
                answer.WriteString("liveDurationFormatted", DurationText.Of(live));
                if (!line.GetValue(brief))
                {
                    answer.WriteList("aiUsage", ledger.Usage.Of(found.Id), LedgerJson.WriteUsage);
                }
                answer.WriteBudget(budgets.Tightest);
                answer.WriteWhereKnown("warning", budgets.Warning);
                answer.WriteEndObject();
            });
            return 0;
        });
        return Task.FromResult(0);
    }

    // The contract has no_active_session here for an id that no session has; one that has ended is shown.
    private Session Find(Ledger ledger, long? id) => id is not { } number
        ? ledger.Sessions.Resolve(Host.Choose(null))
        : ledger.Sessions.Find(number) ?? throw new CodesessionException(ErrorCode.NoActiveSession,
            Sessions.NotFound(number).Message)
        {
            Subject = number,
            Details = [new("id", number)],
        };
}
