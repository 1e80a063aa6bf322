using System.Text.Json;
using System.Text.RegularExpressions;

namespace Codesession.Cli.Tests.Plugin;

/// <summary>What agents are given: the plugin, its marketplace, the skills, the pages on agents.</summary>
internal static partial class Given
{
    private static readonly string root = Path.Combine(AppContext.BaseDirectory, "given");

    public static string PathOf(string path) => Path.Combine(root, path);

    public static JsonElement Json(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(PathOf(path)));
        return document.RootElement.Clone();
    }

    public static string Text(string path) => File.ReadAllText(PathOf(path)).ReplaceLineEndings("\n");

    /// <summary>All Markdown below a folder, by path.</summary>
    public static TheoryData<string> Pages(params string[] folders) =>
        [.. folders.SelectMany(folder => Directory.GetFiles(PathOf(folder), "*.md", SearchOption.AllDirectories)).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>The values at the head of a page, which agents read first.</summary>
    public static Dictionary<string, string> Head(string path)
    {
        var match = HeadPattern().Match(Text(path));
        Assert.True(match.Success, $"{path} has no head.");
        return match.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim('"'));
    }

    /// <summary>The command lines of <c>cs</c> that a page shows in its blocks of shell, each as its words without <c>cs</c>.</summary>
    public static List<string[]> CommandLines(string path) =>
        [.. BlockPattern().Matches(Text(path)).SelectMany(block => block.Groups[1].Value.Split('\n')).Where(line => line.StartsWith("cs ", StringComparison.Ordinal)).Select(line => Words(line)[1..])];

    /// <summary>The command lines of <c>cs</c> that stand between the words of a page.</summary>
    public static List<string[]> InlineCommandLines(string path) => [.. InlinePattern().Matches(Text(path)).Select(match => Words(match.Groups[1].Value))];

    private static string[] Words(string line) => [.. WordPattern().Matches(line).TakeWhile(word => word.Value != "#").Select(word => word.Value.Trim('"'))];

    [GeneratedRegex(@"\A---\n(.*?)\n---\n", RegexOptions.Singleline)]
    private static partial Regex HeadPattern();

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex BlockPattern();

    [GeneratedRegex("`cs ([^`]*)`")]
    private static partial Regex InlinePattern();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex WordPattern();
}
