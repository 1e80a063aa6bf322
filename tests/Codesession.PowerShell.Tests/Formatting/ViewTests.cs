using System.Management.Automation;
using System.Xml.Linq;

namespace Codesession.PowerShell.Tests.Formatting;

/// <summary>The file of the views itself.</summary>
public sealed class ViewTests : ModuleTest
{
    private static readonly XElement[] Views = [.. XDocument.Load(Path.Combine(ModuleAssemblies.Folder, "Codesession.Format.ps1xml")).Descendants("View")];

    private static string TypeOf(XElement view) => (string)view.Descendants("TypeName").Single();

    [Fact]
    public void Every_type_that_is_emitted_has_a_table_and_a_list()
    {
        var emitted = Shell.Run("Get-Command -Module Codesession -CommandType Cmdlet | ForEach-Object { $_.OutputType.Type } | Where-Object Namespace -eq Codesession | ForEach-Object FullName")
            .All<string>().Distinct().Order().ToList();

        Assert.Equal(emitted, Views.Where(view => view.Element("TableControl") is not null).Select(TypeOf).Order());
        Assert.Equal(emitted, Views.Where(view => view.Element("ListControl") is not null).Select(TypeOf).Order());
    }

    // PowerShell shows nothing in place of a script that fails, so that nobody would see it.
    [Fact]
    public void Every_script_of_every_view_works_on_every_sample()
    {
        Start();
        var status = Shell.Run("Add-CsAiUsage anthropic claude-sonnet-4-5 -Tokens 10 -Cost 6; Get-CsStatus").One<SessionStatus>();
        var withBudget = Shell.Run("Set-CsBudget 5; Get-CsStatus").One<SessionStatus>();
        object[] samples =
        [
            Samples.Active, Samples.Small, status, withBudget, Samples.Call, Samples.Unpriced, Samples.Statistic, Samples.Total, Samples.Note, Samples.Change, Samples.Commit,
            Samples.Commit with { FullHash = null }, Samples.Price, Samples.OwnPrice, Samples.Budget, Samples.SpentBudget,
            Samples.Proxy, Samples.Proxy with { SessionId = null }, Samples.Dashboard, Samples.SessionStatistic, Samples.EndedBlock, Samples.OpenBlock, Samples.Repricing,
            Samples.Project, Samples.Snapshot, Samples.MissingProject, Samples.Imported, Samples.Imported with { Agent = Samples.Imported.Agent with { IsExperimental = true } },
        ];

        foreach (var view in Views)
        {
            foreach (var sample in samples.Where(sample => sample.GetType().FullName == TypeOf(view)))
            {
                foreach (var item in view.Descendants().Where(item => item.Name.LocalName is "ListItem" or "TableColumnItem"))
                {
                    if (item.Element("ItemSelectionCondition") is not { } condition || LanguagePrimitives.IsTrue(Run((string)condition, sample)))
                    {
                        Run((string?)item.Element("ScriptBlock") ?? $"$_.{(string)item.Element("PropertyName")!}", sample);
                    }
                }
            }
        }
    }

    private PSObject? Run(string script, object sample)
    {
        var result = Shell.Run("Set-StrictMode -Version Latest; $sample | ForEach-Object ([scriptblock]::Create($script))", ("sample", sample), ("script", script));
        Assert.True(result is { Terminating: null, Errors.Count: 0 }, $"{script}: {result.Terminating}{string.Join(' ', result.Errors)}");
        return result.Output.SingleOrDefault();
    }
}
