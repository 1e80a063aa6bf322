using System.Reflection;

namespace Codesession.Dashboard.Tests.Browser;

/// <summary>Where the project's files are.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "RepositoryRoot").Value!;
}
