namespace Codesession;

/// <summary>Finds the repository on GitHub that a clone's pull requests are in.</summary>
internal static class GitHubRemote
{
    // In the order in which gh itself prefers them where nobody can be asked.
    private static readonly string[] Preferred = ["upstream", "github", "origin"];

    /// <summary><c>host/owner/name</c>; null: no remote is on GitHub.</summary>
    /// <param name="settings">Settings of git by their names: <c>remote.*.url</c> and <c>remote.*.gh-resolved</c>.</param>
    /// <param name="ownHost">A GitHub of one's own (<c>GH_HOST</c>); null: none.</param>
    public static string? Repository(IEnumerable<KeyValuePair<string, string>> settings, string? ownHost)
    {
        var remotes = settings.Select(setting => (Name: NameOf(setting.Key), Key: setting.Key[(setting.Key.LastIndexOf('.') + 1)..], setting.Value)).ToList();
        var repositories = remotes.Where(remote => remote.Key == "url")
            .Select(remote => (remote.Name, Repository: Parse(remote.Value, ownHost)))
            .Where(remote => remote.Repository is not null)
            .DistinctBy(remote => remote.Name)
            .OrderBy(remote => Array.IndexOf(Preferred, remote.Name) is >= 0 and var place ? place : Preferred.Length)
            .ToList();
        // What somebody has told gh ("gh repo set-default") comes first.
        var chosen = remotes.FirstOrDefault(remote => remote.Key == "gh-resolved" && repositories.Any(other => other.Name == remote.Name));
        var repository = repositories.FirstOrDefault(remote => chosen.Name is null || remote.Name == chosen.Name).Repository;
        return chosen.Value is { } name && name != "base" && repository is not null && name.Split('/') is [var owner, var own] && IsName(owner) && IsName(own)
            ? $"{repository[..repository.IndexOf('/')]}/{name}"
            : repository;
    }

    /// <summary>Reads a remote's address; null: it is not on GitHub.</summary>
    internal static string? Parse(string url, string? ownHost)
    {
        var (host, path) = url.Contains("://", StringComparison.Ordinal)
            ? Uri.TryCreate(url, UriKind.Absolute, out var address) ? (address.Host, address.AbsolutePath) : ("", "")
            // user@host:owner/name
            : url.IndexOf(':') is > 1 and var colon && !url[..colon].Contains('/') ? (url[(url.IndexOf('@') is var at && at < colon ? at + 1 : 0)..colon], url[(colon + 1)..]) : ("", "");
        host = host.ToLowerInvariant() is "ssh.github.com" or "www.github.com" ? "github.com" : host.ToLowerInvariant();
        // gh would send its token for enterprises to any other host that a clone names.
        var isGitHub = host == "github.com" || host.Equals(ownHost, StringComparison.OrdinalIgnoreCase);
        return isGitHub && path.Trim('/').Split('/') is [var owner, var name] && IsName(owner) && IsName(name = name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name)
            ? $"{host}/{owner}/{name}"
            : null;
    }

    private static string NameOf(string setting) => setting["remote.".Length..setting.LastIndexOf('.')];

    // It becomes an argument of gh.
    private static bool IsName(string text) => text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') && text[0] != '-';
}
