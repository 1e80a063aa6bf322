using System.CommandLine;
using Codesession.Cli.Views;
using Spectre.Console;

namespace Codesession.Cli.Commands;

internal sealed class RemoveCommand : Command
{
    public RemoveCommand(CliHost host) : base("remove", "Remove a session, a call or a note that was a mistake; totals follow")
    {
        Add(new RemoveItemCommand("session", "Remove a session with all that belongs to it", host, RemoveSession));
        Add(new RemoveItemCommand("call", "Remove a recorded call", host, (ledger, id) => AfterRemoving(ledger, ledger.Usage.Remove(id).SessionId)));
        Add(new RemoveItemCommand("note", "Remove a note", host, (ledger, id) => AfterRemoving(ledger, ledger.Notes.Remove(id).SessionId)));
    }

    private static Session? RemoveSession(Ledger ledger, long id)
    {
        ledger.Sessions.Remove(id);
        return null;
    }

    private static Session? AfterRemoving(Ledger ledger, long sessionId) => ledger.Sessions.Find(sessionId);
}

/// <summary>Removes one thing by its id, and says what its session comes to without it.</summary>
internal sealed class RemoveItemCommand : CsCommand
{
    private readonly string kind;
    private readonly Func<Ledger, long, Session?> remove;
    private readonly Argument<string> id = new("id") { Description = "Its id" };
    private readonly Option<bool> yes = Flag("--yes", "Do not ask");

    public RemoveItemCommand(string kind, string description, CliHost host, Func<Ledger, long, Session?> remove) : base(kind, description, host)
    {
        this.kind = kind;
        this.remove = remove;
        yes.Aliases.Add("-y");
        Add(id);
        Add(yes);
    }

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var number = Numbers.Whole(line.GetValue(id)!, $"The id of the {kind}");
        if (!line.GetValue(yes) && !Confirm(number, json))
        {
            return Task.FromResult(0);
        }
        using var ledger = Host.OpenLedger();
        var session = remove(ledger, number);
        if (json)
        {
            Host.WriteAnswer(answer =>
            {
                answer.WriteBoolean("removed", true);
                answer.WriteString("kind", kind);
                answer.WriteNumber("id", number);
                if (session is not null)
                {
                    answer.WriteStartObject("session");
                    answer.WriteNumber("id", session.Id);
                    answer.WriteNumber("aiCost", session.AiCost);
                    answer.WriteNumber("aiTokens", session.AiTokens);
                    answer.WriteEndObject();
                }
            });
        }
        else
        {
            Host.Terminal.WriteLine($"Removed {kind} {number}." + (session is null ? "" :
                $" Session {session.Id} comes to {session.AiTokens:N0} tokens, {MoneyText.Of(session.AiCost)}."));
        }
        return Task.FromResult(0);
    }

    private bool Confirm(long number, bool json)
    {
        if (json || !Host.IsInteractive)
        {
            throw new CodesessionException(ErrorCode.ConfirmationRequired, $"Removing {kind} {number} cannot be undone. Add --yes to do it.")
            {
                Subject = number,
                Details = [new("id", number)],
            };
        }
        return Host.Terminal.Confirm($"Remove {kind} {number}? This cannot be undone.", defaultValue: false);
    }
}
