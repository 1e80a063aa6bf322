using System.CommandLine;
using Codesession.Cli.Views;

namespace Codesession.Cli.Commands;

internal sealed class ListCommand : CsCommand
{
    private readonly Option<string> limit = new("--limit", "-l") { Description = "How many at most (10 unless told)", HelpName = "n" };

    public ListCommand(CliHost host) : base("list", "List sessions, newest first", host)
    {
        Aliases.Add("ls");
        Add(limit);
    }

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var most = Numbers.Limit(line.GetValue(limit)) ?? 10;
        using var ledger = Host.OpenLedger();
        if (!json)
        {
            SessionsView.Show(Host.Terminal, ledger.Sessions.List(most), Host.Time.GetUtcNow());
            return Task.FromResult(0);
        }
        Host.WriteJson(answer =>
        {
            answer.WriteStartArray();
            answer.WriteItems(ledger.Sessions.List(most), (item, session) =>
            {
                item.WriteStartObject();
                item.WriteSession(session);
                item.WriteEndObject();
            });
            answer.WriteEndArray();
        });
        return Task.FromResult(0);
    }
}
