using System.CommandLine;
using Codesession.Cli.Views;

namespace Codesession.Cli.Commands;

internal sealed class ShowCommand : CsCommand
{
    private readonly Argument<string> id = new("id") { Description = "The session's id; else the newest", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> files = Flag("--files", "With the files changed");
    private readonly Option<bool> commits = Flag("--commits", "With the commits");

    public ShowCommand(CliHost host) : base("show", "Show a session", host)
    {
        Add(id);
        Add(files);
        Add(commits);
    }

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var withFiles = line.GetValue(files);
        var withCommits = line.GetValue(commits);
        using var ledger = Host.OpenLedger();
        ledger.Snapshot(() =>
        {
            var session = Find(ledger, line.GetValue(id));
            if (json)
            {
                Answer(ledger, session, withFiles, withCommits);
                return 0;
            }
            SessionView.Show(Host.Terminal, session, session.Duration ?? Host.Time.GetUtcNow() - session.StartTime, ledger.Notes.Of(session.Id));
            UsageView.ShowCalls(Host.Terminal, ledger.Usage.Of(session.Id));
            if (withFiles)
            {
                WorkView.ShowFiles(Host.Terminal, ledger.Sessions.Files(session.Id));
            }
            if (withCommits)
            {
                WorkView.ShowCommits(Host.Terminal, ledger.Sessions.Commits(session.Id));
            }
            return 0;
        });
        return Task.FromResult(0);
    }

    private void Answer(Ledger ledger, Session session, bool withFiles, bool withCommits) => Host.WriteJson(answer =>
    {
        answer.WriteStartObject();
        answer.WriteSession(session, withCommits ? ledger.Sessions.Commits(session.Id) : null);
        if (withFiles)
        {
            answer.WriteList("files", ledger.Sessions.Files(session.Id), LedgerJson.WriteFile);
        }
        answer.WriteList("aiUsage", ledger.Usage.Of(session.Id), LedgerJson.WriteUsage);
        answer.WriteList("annotations", ledger.Notes.Of(session.Id), LedgerJson.WriteNote);
        answer.WriteEndObject();
    });

    // What is no number is no session either.
    private static Session Find(Ledger ledger, string? text) => text is null
        ? ledger.Sessions.Newest() ?? throw new CodesessionException(ErrorCode.SessionNotFound, "There are no sessions yet. Start one with: cs start <name>")
        : long.TryParse(text, out var number)
            ? ledger.Sessions.Find(number) ?? throw Sessions.NotFound(number)
            : throw new CodesessionException(ErrorCode.SessionNotFound, "A session is named by its number. cs list shows the sessions there are.");
}
