using System.CommandLine;
using Codesession.Cli.Views;

namespace Codesession.Cli.Commands;

internal sealed class ImportCommand : CsCommand
{
    private readonly Argument<string[]> agents = new("agent") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> path = new("--path") { Description = "A folder with logs (a home folder, an agent's folder or any), or one file, in place of the agents' own", HelpName = "dir" };
    private readonly Option<string> since = new("--since") { Description = "Only calls made then or later: 2026-11-01, or a time", HelpName = "date" };
    private readonly Option<bool> dryRun = Flag("--dry-run", "Only tell what would be recorded");
    private readonly Option<bool> titles = Flag("--titles", "Name sessions by the titles that agents wrote (they tell what was asked for)");
    private readonly Option<bool> reread = Flag("--reread", "Read files from their beginning that were read before; nothing counts twice");

    public ImportCommand(CliHost host) : base("import", "Record what agents' own logs tell: exact history, each call once", host)
    {
        Add(agents);
        foreach (var option in (Option[])[path, since, dryRun, titles, reread])
        {
            Add(option);
        }
    }

    public override void Describe() =>
        agents.Description = $"Only these agents: {string.Join(", ", Logs.Known.Select(log => log.IsExperimental ? $"{log.Id} (experimental)" : log.Id))}";

    protected override async Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        if (line.GetResult(path) is { Implicit: false } && Given(line.GetValue(path)) is null)
        {
            throw new CodesessionException(ErrorCode.InvalidInput, "--path is empty. Name a folder or a file.");
        }
        var request = new LogImport
        {
            Surroundings = new LogSurroundings(Host.Home, Host.Environment),
            Agents = line.GetValue(agents) ?? [],
            Paths = Given(line.GetValue(path)) is { } folder ? [Path.GetFullPath(folder, Host.WorkingDirectory)] : [],
            Since = Given(line.GetValue(since)) is { } from ? TimeInput.Since(from, Host.Time.LocalTimeZone, "--since") : null,
            DryRun = line.GetValue(dryRun),
            Titles = line.GetValue(titles),
            Reread = line.GetValue(reread),
        };
        using var ledger = Host.OpenLedger();
        using var progress = ImportProgress.For(Host);
        var report = ledger.Logs.Import(request, progress, cancel);
        var work = request.DryRun ? null : await ledger.Sessions.InferWorkAsync(report.SessionIds, cancel);
        progress?.Dispose();
        if (json)
        {
            Host.WriteAnswer(answer =>
            {
                answer.WriteImport(report);
                answer.WriteWhereKnown("commits", work?.Commits);
                answer.WriteWhereKnown("warning", work?.Warning);
            });
        }
        else
        {
            ImportView.Show(Host.Terminal, report);
        }
        if (work?.Warning is { } warning)
        {
            Host.Error.WriteLine($"cs: {PlainText.Of(warning)}");
        }
        return 0;
    }
}
