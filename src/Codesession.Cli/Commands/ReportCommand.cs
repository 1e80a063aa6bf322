using System.CommandLine;
using Codesession.Cli.Views;

namespace Codesession.Cli.Commands;

internal sealed class ReportCommand : Command
{
    public ReportCommand(CliHost host) : base("report", "Sum up calls by time, session, project, model or agent")
    {
        Add(new ReportByCommand("daily", "Calls by day", UsageGrouping.Day, host));
        Add(new ReportByCommand("weekly", "Calls by week, from Monday on", UsageGrouping.Week, host));
        Add(new ReportByCommand("monthly", "Calls by month", UsageGrouping.Month, host));
        Add(new ReportByCommand("session", "Calls by session, the dearest first", UsageGrouping.Session, host));
        Add(new ReportByCommand("project", "Calls by folder, the dearest first", UsageGrouping.Project, host));
        Add(new ReportByCommand("model", "Calls by model, the dearest first", UsageGrouping.Model, host));
        Add(new ReportByCommand("agent", "Calls by agent, the dearest first", UsageGrouping.Agent, host));
        Add(new ReportByCommand("blocks", "Calls by five-hour window, as subscriptions count them", UsageGrouping.Block, host));
    }
}

/// <summary>One report: as a table, as JSON or as CSV.</summary>
internal sealed class ReportByCommand : CsCommand
{
    private readonly UsageGrouping grouping;
    private readonly Option<string> since = new("--since") { Description = "Nothing earlier than this day or time", HelpName = "time" };
    private readonly Option<string> until = new("--until") { Description = "Nothing later than this day, or from this time on", HelpName = "time" };
    private readonly Option<string> timezone = new("--timezone") { Description = "By whose clock days begin: Europe/Berlin, UTC, local (unless told)", HelpName = "zone" };
    private readonly Option<string> agent = new("--agent") { Description = "Only the calls of this agent", HelpName = "name" };
    private readonly Option<string> project = new("--project") { Description = "Only the sessions of this folder or repository", HelpName = "path" };
    private readonly Option<bool> csv = Flag("--csv", "Answer with CSV");

    public ReportByCommand(string name, string description, UsageGrouping grouping, CliHost host) : base(name, description, host)
    {
        this.grouping = grouping;
        foreach (var option in (Option[])[since, until, timezone, agent, project, csv])
        {
            Add(option);
        }
    }

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var asCsv = line.GetValue(csv);
        if (json && asCsv)
        {
            throw Wrong("--json and --csv exclude each other. Leave one out.");
        }
        var query = Query(line);
        using var ledger = Host.OpenLedger();
        if (Given(line.GetValue(project)) is { } given)
        {
            query = query with { Project = ledger.Reports.ProjectOf(given, Host.WorkingDirectory) };
        }
        var groups = ledger.Reports.By(grouping, query);
        if (json)
        {
            Host.WriteAnswer(answer =>
            {
                answer.WriteString("by", Name);
                answer.WriteReport(groups);
                answer.WriteString("timezone", query.Zone.Id);
            });
        }
        else if (asCsv)
        {
            ReportExport.WriteCsv(Host.Out, groups);
        }
        else
        {
            ReportView.Show(Host.Terminal, grouping, groups);
        }
        return Task.FromResult(0);
    }

    private UsageQuery Query(ParseResult line)
    {
        var zone = TimeInput.Zone(Given(line.GetValue(timezone)), Host.Time);
        var query = new UsageQuery
        {
            After = line.GetValue(since) is { } from ? TimeInput.Since(from, zone, "--since") : null,
            Before = line.GetValue(until) is { } to ? TimeInput.Until(to, zone, "--until") : null,
            AgentName = Given(line.GetValue(agent)),
            Zone = zone,
        };
        return query.After >= query.Before ? throw Wrong("--since is not before --until. Exchange them.") : query;
    }

    private static CodesessionException Wrong(string message) => new(ErrorCode.InvalidInput, message);
}
