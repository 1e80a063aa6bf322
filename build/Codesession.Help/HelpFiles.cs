using System.Reflection;
using Codesession.Help.About;
using Codesession.Help.Cmdlets;
using Codesession.Help.Xml;
using Codesession.Help.Pages;

namespace Codesession.Help;

/// <summary>All help of one module in one language: a page a cmdlet, and about topics. Nothing is written unless all of it is right.</summary>
internal static class HelpFiles
{
    public static IReadOnlyList<Problem> Write(string pageFolder, string modulePath, string outputFolder)
    {
        try
        {
            var cmdlets = ModuleCmdlets.Read(modulePath);
            var read = Directory.EnumerateFiles(pageFolder, "*.md").Order(StringComparer.Ordinal)
                .ToLookup(file => Path.GetFileName(file).StartsWith("about_", StringComparison.Ordinal));
            var problems = new List<Problem>();
            var pages = Each(read[false], CmdletPage.Read, problems);
            var topics = Each(read[true], AboutTopic.Read, problems);
            var unread = problems.Select(problem => problem.File).ToHashSet(StringComparer.Ordinal);
            problems.AddRange(PageChecks.OfAll(pageFolder, pages, cmdlets).Where(problem => !unread.Contains(problem.File)));
            if (problems.Count > 0)
                return problems;

            Directory.CreateDirectory(outputFolder);
            var byName = pages.ToDictionary(page => page.Name, StringComparer.Ordinal);
            MamlFile.Write(Path.Join(outputFolder, $"{Path.GetFileName(modulePath)}-Help.xml"),
                cmdlets.Select(cmdlet => MamlCommand.Of(cmdlet, byName[cmdlet.Name])));
            foreach (var topic in topics)
                File.WriteAllText(Path.Join(outputFolder, $"{topic.Name}.help.txt"), topic.Text);
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or ReflectionTypeLoadException)
        {
            return [new(modulePath, null, e.Message.ReplaceLineEndings(" "))];
        }
    }

    private static List<T> Each<T>(IEnumerable<string> files, Func<string, T> read, List<Problem> problems)
    {
        var result = new List<T>();
        foreach (var file in files)
        {
            try
            {
                result.Add(read(file));
            }
            catch (PageFormatException e)
            {
                problems.Add(new(file, e.Line, e.Message));
            }
        }
        return result;
    }
}
