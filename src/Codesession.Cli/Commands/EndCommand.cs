using System.CommandLine;
using Codesession.Cli.Views;

namespace Codesession.Cli.Commands;

internal sealed class EndCommand : CsCommand
{
    private readonly Option<string> notes = new("--notes", "-n") { Description = "A note for the end", HelpName = "text" };
    private readonly Option<string> session = SessionOption();

    public EndCommand(CliHost host) : base("end", "End a session and record what changed", host)
    {
        Add(notes);
        Add(session);
    }

    protected override async Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var id = SessionId(line.GetValue(session));
        using var ledger = Host.OpenLedger();
        var note = Given(line.GetValue(notes));
        var ended = await ledger.Sessions.EndAsync(ledger.Sessions.Resolve(Host.Choose(id)).Id, note, cancel);
        if (ended.Warning is not null)
        {
            Host.Error.WriteLine($"cs: {PlainText.Of(ended.Warning)}");
        }
        if (json)
        {
            Host.WriteJson(answer => EndedJson.Write(answer, ledger, ended, agent: Host.AgentName));
        }
        else
        {
            SessionView.Show(Host.Terminal, ended.Session, ended.Session.Duration!.Value, ledger.Notes.Of(ended.Session.Id),
                ledger.Budgets.OutlookFor(ended.Session, Host.AgentName));
        }
        return 0;
    }
}

/// <summary>The answer of <c>end</c>, and of <c>run</c> with its exit code.</summary>
internal static class EndedJson
{
    public static void Write(System.Text.Json.Utf8JsonWriter answer, Ledger ledger, EndedSession ended, int? exitCode = null, string? agent = null)
    {
        var id = ended.Session.Id;
        var budgets = ledger.Budgets.OutlookFor(ended.Session, agent);
        answer.WriteStartObject();
        answer.WriteSession(ended.Session, ledger.Sessions.Commits(id));
        answer.WriteList("files", ledger.Sessions.Files(id), LedgerJson.WriteFile);
        answer.WriteList("aiUsage", ledger.Usage.Of(id), LedgerJson.WriteUsage);
        answer.WriteList("annotations", ledger.Notes.Of(id), LedgerJson.WriteNote);
        answer.WriteWhereKnown("warning", (ended.Warning, budgets.Warning) is ({ } git, { } cost) ? $"{git} {cost}" : ended.Warning ?? budgets.Warning);
        answer.WriteBudget(budgets.Tightest);
        if (exitCode is { } code)
        {
            answer.WriteNumber("exitCode", code);
        }
        answer.WriteEndObject();
    }
}
