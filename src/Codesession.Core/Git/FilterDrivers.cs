using System.Text;

namespace Codesession.Git;

/// <summary>
/// Finds the settings that silence a repository's own filter drivers (<c>filter.*.clean</c>): <c>git status</c> would run them on
/// changed files. Drivers of the user's own configuration, such as Git LFS, go on to work.
/// </summary>
internal static class FilterDrivers
{
    /// <summary>The settings; none, without a process, where the repository's configuration names no filter.</summary>
    public static async Task<IReadOnlyCollection<KeyValuePair<string, string>>> SilenceAsync(
        GitProcess git, string root, CancellationToken cancellationToken)
    {
        if (!MayHaveFilters(root))
            return [];
        var output = await git.RunAsync(root, ["config", "--null", "--name-only", "--show-scope", "--get-regexp", @"^filter\."],
            emptyExitCode: 1, cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. GitOutput.Fields(output).Chunk(2)
            .Where(pair => pair is ["local" or "worktree", _])
            .Select(pair => pair[1][..pair[1].LastIndexOf('.')]) // filter.<name>.clean -> filter.<name>
            .Distinct()
            .SelectMany(driver => (KeyValuePair<string, string>[])
                [new($"{driver}.clean", ""), new($"{driver}.process", ""), new($"{driver}.required", "false")])];
    }

    private static bool MayHaveFilters(string root)
    {
        if (GitFolder.FindGitDirectory(root) is not { } gitDirectory)
            return true;
        return Mentions(Path.Join(GitFolder.FindCommonDirectory(gitDirectory), "config"))
            || Mentions(Path.Join(gitDirectory, "config.worktree"));
    }

    private static bool Mentions(string configuration)
    {
        try
        {
            var text = File.Exists(configuration) ? File.ReadAllText(configuration, Encoding.Latin1) : "";
            return text.Contains("filter", StringComparison.OrdinalIgnoreCase)
                || text.Contains("include", StringComparison.OrdinalIgnoreCase); // filters may be in what it includes
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true; // git will say what is wrong with it
        }
    }
}
