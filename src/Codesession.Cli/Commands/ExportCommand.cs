using System.CommandLine;

namespace Codesession.Cli.Commands;

internal sealed class ExportCommand : CsCommand
{
    private readonly Option<string> format = new("--format", "-f") { Description = "json (unless told) or csv" };
    private readonly Option<string> limit = new("--limit", "-l") { Description = "How many sessions at most (all unless told)", HelpName = "n" };

    public ExportCommand(CliHost host) : base("export", "Write sessions with all that belongs to them", host)
    {
        Add(format);
        Add(limit);
    }

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var most = Numbers.Limit(line.GetValue(limit));
        var csv = line.GetValue(format) switch
        {
            null or "json" => false,
            "csv" when json => throw Wrong("--json and --format csv exclude each other. Leave one out."),
            "csv" => true,
            _ => throw Wrong("The format must be json or csv."),
        };
        using var ledger = Host.OpenLedger();
        var sessions = ledger.Sessions.List(most);
        if (csv)
        {
            LedgerExport.WriteCsv(ledger, Host.Out, sessions);
        }
        else
        {
            LedgerExport.WriteJson(ledger, Host.Out, sessions);
        }
        return Task.FromResult(0);
    }

    private static CodesessionException Wrong(string message) => new(ErrorCode.InvalidInput, message);
}
