using System.CommandLine;
using Codesession.Cli.Views;
using Spectre.Console;

namespace Codesession.Cli.Commands;

internal sealed class RecoverCommand : CsCommand
{
    // A century: more hours than that are a slip of the hand, and overflow a date.
    private const decimal MostHours = 876_000;

    private readonly Option<string> maxAge = new("--max-age") { Description = "End active sessions that started more than so many hours ago (24 unless told)", HelpName = "hours" };

    public RecoverCommand(CliHost host) : base("recover", "End sessions that somebody forgot", host) => Add(maxAge);

    protected override async Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var hours = Numbers.DecimalOrNull(line.GetValue(maxAge), "The age in hours") ?? 24;
        if (hours is < 0 or > MostHours)
        {
            throw new CodesessionException(ErrorCode.InvalidInput, $"The age must be a number of hours from 0 to {MostHours}.");
        }
        using var ledger = Host.OpenLedger();
        var recovered = await ledger.Sessions.RecoverAsync(TimeSpan.FromHours((double)hours), cancel);
        if (json)
        {
            Host.WriteAnswer(answer =>
            {
                answer.WriteNumber("recovered", recovered.Count);
                answer.WriteList("sessions", recovered, (item, ended) =>
                {
                    item.WriteStartObject();
                    item.WriteNumber("id", ended.Session.Id);
                    item.WriteString("name", ended.Session.Name);
                    item.WriteTime("startTime", ended.Session.StartTime);
                    item.WriteEndObject();
                });
            });
            return 0;
        }
        Host.Terminal.WriteLine(recovered.Count == 0 ? $"No active session is older than {hours:0.##} hours." : $"Ended {recovered.Count}:");
        foreach (var (session, _) in recovered)
        {
            Host.Terminal.WriteLine($"  {session.Id}  {PlainText.Of(session.Name)}");
        }
        return 0;
    }
}
