using Codesession.Core.Tests.Git;
using Codesession.PowerShell.Tests.Git;
using LibGit2Sharp;

[assembly: AssemblyFixture(typeof(UserConfiguration))]

namespace Codesession.PowerShell.Tests.Git;

/// <summary>Where libgit2 looks for the user's configuration, in all of the process: where git does in these tests.</summary>
public sealed class UserConfiguration
{
    public UserConfiguration() => Reset();

    internal static void Set(string home) => GlobalSettings.SetConfigSearchPaths(ConfigurationLevel.Global, home);

    internal static void Reset()
    {
        var environment = GitRepository.Environment();
        Set(environment["HOME"]);
        GlobalSettings.SetConfigSearchPaths(ConfigurationLevel.Xdg, Path.Join(environment["XDG_CONFIG_HOME"], "git"));
    }
}
