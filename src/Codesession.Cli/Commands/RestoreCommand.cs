using System.CommandLine;
using Spectre.Console;

namespace Codesession.Cli.Commands;

internal sealed class RestoreCommand : CsCommand
{
    private readonly Argument<string> file = new("file") { Description = "A backup, or another ledger" };
    private readonly Option<bool> yes = Flag("--yes", "Do not ask");

    public RestoreCommand(CliHost host) : base("restore", "Take back what a backup of the ledger holds, in the place of all that it holds now", host)
    {
        yes.Aliases.Add("-y");
        Add(file);
        Add(yes);
    }

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var path = Path.GetFullPath(line.GetValue(file)!, Host.WorkingDirectory);
        if (!line.GetValue(yes) && !Confirm(path, json))
        {
            return Task.FromResult(0);
        }
        using var ledger = Host.OpenLedger();
        var restored = ledger.Restore(path);
        if (json)
        {
            Host.WriteAnswer(answer =>
            {
                answer.WriteBoolean("restored", true);
                answer.WriteString("from", restored.From);
                answer.WriteString("backup", restored.Backup);
                answer.WriteNumber("sessions", restored.Sessions);
                answer.WriteNumber("calls", restored.Calls);
            });
        }
        else
        {
            Host.Terminal.WriteLine($"Restored {restored.Sessions:N0} sessions with {restored.Calls:N0} calls from {PlainText.Of(restored.From)}.");
            Host.Terminal.WriteLine($"What the ledger held before is in {PlainText.Of(restored.Backup)}.");
        }
        return Task.FromResult(0);
    }

    private bool Confirm(string path, bool json)
    {
        if (json || !Host.IsInteractive)
        {
            throw new CodesessionException(ErrorCode.ConfirmationRequired,
                $"{PlainText.Of(path)} would take the place of all that the ledger holds now, of which a backup is made. Add --yes to do it.")
            {
                Subject = path,
                Details = [new("path", path)],
            };
        }
        return Host.Terminal.Confirm(
            Markup.Escape($"Put {PlainText.Of(path)} in the place of all that the ledger holds now? A backup of that is made."), defaultValue: false);
    }
}
