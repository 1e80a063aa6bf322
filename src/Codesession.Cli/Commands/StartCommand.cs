using System.CommandLine;
using Codesession.Cli.Views;
using Spectre.Console;
using Codesession.Cli.Watching;

namespace Codesession.Cli.Commands;

internal sealed class StartCommand : CsCommand
{
    private readonly Argument<string> name = new("name") { Description = "What the session is called" };
    private readonly Option<bool> resume = Flag("--resume", "Take up the active session of this directory, if there is one");
    private readonly Option<bool> closeStale = Flag("--close-stale", "First end the active sessions of this directory, and any elsewhere idle for 12 hours");
    private readonly Option<string> budget = new("--budget") { Description = "What the session may cost", HelpName = "dollars" };

    public StartCommand(CliHost host) : base("start", "Start a session; without --json stay and watch until Ctrl+C", host)
    {
        Add(name);
        Add(resume);
        Add(closeStale);
        Add(budget);
    }

    protected override async Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        using var ledger = Host.OpenLedger();
        var started = await ledger.Sessions.StartAsync(new NewSession
        {
            Name = line.GetValue(name)!,
            Folder = Host.WorkingDirectory,
            Resume = line.GetValue(resume),
            CloseStale = line.GetValue(closeStale),
            Budget = Numbers.DecimalOrNull(line.GetValue(budget), "The budget"),
        }, cancel);
        Warn(started.Warning);
        if (json)
        {
            Answer(started);
            return 0;
        }
        foreach (var closed in started.Closed)
        {
            Host.Terminal.WriteLine($"Closed session {closed.Id}: {PlainText.Of(closed.Name)}");
        }
        return await new Watch(Host, ledger, started).RunAsync(cancel);
    }

    private void Warn(string? warning)
    {
        if (warning is not null)
        {
            Host.Error.WriteLine($"cs: {PlainText.Of(warning)}");
        }
    }

    private void Answer(StartedSession started) => Host.WriteAnswer(answer =>
    {
        var session = started.Session;
        answer.WriteNumber("id", session.Id);
        answer.WriteString("name", session.Name);
        answer.WriteString("directory", session.WorkingDirectory);
        if (!started.Resumed)
        {
            answer.WriteString("gitRoot", session.GitRoot);
        }
        answer.WriteString("branch", started.Branch);
        if (started.Resumed)
        {
            answer.WriteBoolean("resumed", true);
        }
        answer.WriteWhereKnown("warning", started.Warning);
        answer.WriteBudget(started.Budget);
    });
}
