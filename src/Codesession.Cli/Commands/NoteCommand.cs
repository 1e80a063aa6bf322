using System.CommandLine;
using Codesession.Cli.Views;
using Spectre.Console;

namespace Codesession.Cli.Commands;

internal sealed class NoteCommand : CsCommand
{
    private readonly Argument<string> message = new("message") { Description = "The text" };
    private readonly Option<string> session = SessionOption();

    public NoteCommand(CliHost host) : base("note", "Add a timestamped note to a session", host)
    {
        Add(message);
        Add(session);
    }

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var id = SessionId(line.GetValue(session));
        using var ledger = Host.OpenLedger();
        var note = ledger.Notes.Add(ledger.Sessions.Resolve(Host.Choose(id)).Id, line.GetValue(message)!);
        if (json)
        {
            Host.WriteAnswer(answer => answer.WriteNoteFields(note));
        }
        else
        {
            Host.Terminal.WriteLine($"Note added to session {note.SessionId}: {PlainText.Of(note.Message)}");
        }
        return Task.FromResult(0);
    }
}
