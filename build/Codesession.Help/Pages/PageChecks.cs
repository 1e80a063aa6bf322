using Codesession.Help.Cmdlets;

namespace Codesession.Help.Pages;

/// <summary>Whether pages and cmdlets belong together, and each page says all it has to.</summary>
internal static class PageChecks
{
    private const int EnoughExamples = 2;

    public static IEnumerable<Problem> OfAll(string folder, IReadOnlyList<CmdletPage> pages, IReadOnlyList<CmdletFacts> cmdlets)
    {
        var byName = cmdlets.ToDictionary(cmdlet => cmdlet.Name, StringComparer.Ordinal);
        foreach (var cmdlet in byName.Keys.Except(pages.Select(page => page.Name), StringComparer.Ordinal))
            yield return new(Path.Join(folder, $"{cmdlet}.md"), null, $"the cmdlet {cmdlet} has no page");
        foreach (var page in pages)
        {
            if (!byName.TryGetValue(page.Name, out var cmdlet))
                yield return new(page.File, 1, $"there is no cmdlet {page.Name}");
            else
                foreach (var problem in OfOne(page, cmdlet).Concat(ExampleChecks.Of(page, byName)))
                    yield return problem;
        }
    }

    private static IEnumerable<Problem> OfOne(CmdletPage page, CmdletFacts cmdlet)
    {
        if (string.IsNullOrEmpty(page.Synopsis))
            yield return new(page.File, 1, "there is no synopsis: one sentence under the name");
        if (page.Description.Count == 0)
            yield return new(page.File, null, "there is no description: ## Description");
        if (page.Outputs.Count == 0)
            yield return new(page.File, null, "there are no outputs: ## Outputs, with ### None if nothing comes out");
        if (page.Examples.Count < EnoughExamples)
            yield return new(page.File, null, $"there are fewer than {EnoughExamples} examples");

        var named = page.Parameters.ToLookup(parameter => parameter.Title, StringComparer.Ordinal);
        foreach (var missing in cmdlet.Parameters.Where(parameter =>
            !named.Contains($"-{parameter.Name}") && !EngineParameters.Texts.ContainsKey(parameter.Name)))
            yield return new(page.File, null, $"the parameter -{missing.Name} is missing");
        foreach (var (title, entries) in named.Select(group => (group.Key, group.ToArray())))
        {
            if (!cmdlet.Parameters.Any(parameter => $"-{parameter.Name}" == title))
                yield return new(page.File, entries[0].Line, $"{cmdlet.Name} has no parameter {title}");
            if (entries.Length > 1)
                yield return new(page.File, entries[1].Line, $"{title} is described twice");
            if (entries[0].Text.Count == 0)
                yield return new(page.File, entries[0].Line, $"{title} has no text");
        }
    }
}
