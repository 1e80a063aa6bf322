using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Codesession.Core.Tests.Package;

/// <summary>The library as others get it: packed, referenced by a program, run.</summary>
public sealed partial class PackageTests : IDisposable
{
    private static readonly Dictionary<string, string> told =
        typeof(PackageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(data => data.Key, data => data.Value!);

    private readonly string folder = Directory.CreateTempSubdirectory("codesession-package-").FullName;

    [Fact]
    public async Task The_example_of_its_readme_runs()
    {
        var version = $"3.0.0-test.{Environment.ProcessId}";
        await Dotnet(folder, "pack", told["CoreProject"], "--no-build", "-c", told["Configuration"], "-o", Folder("feed"), $"-p:PackageVersion={version}");
        await Contains(Path.Combine(Folder("feed"), $"Codesession.Core.{version}.nupkg"), "README.md", "lib/net10.0/Codesession.Core.dll", "lib/net10.0/Codesession.Core.xml");
        var program = Folder("program");
        await Write(program, "Program.cs", ExamplePattern().Match(await Read(Path.Combine(told["CoreProject"], "README.md"))).Groups[1].Value);
        // What was restored to build the library is taken from where it is; only the package itself is new.
        await Write(program, "Program.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <RestorePackagesPath>{Folder("packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{told["NuGetPackages"]}</RestoreFallbackFolders>
                <RestoreAdditionalProjectSources>{Folder("feed")}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Codesession.Core" Version="{version}" />
              </ItemGroup>
            </Project>
            """);

        await Dotnet(program, "build", "-o", Folder("built"));
        var output = await Run(Path.Combine(Folder("built"), OperatingSystem.IsWindows() ? "Program.exe" : "Program"), program);

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal("That call: $0.048, so far $0.048", lines[0]);
        // 5,000 tokens read anew, 15,000 from the cache, 1,000 written: $0.0345; then 400,000 and 1,000 of the other model: $0.102.
        Assert.Equal("3 calls, $0.1845, 0 commits", lines[^1]);
        using var ledger = Ledger.Open(LedgerOptions.For(Folder("home"), Ledgers()));
        var session = ledger.Sessions.Newest()!;
        Assert.Equal(("fix the login", SessionPhase.Completed, 0.1845m, "stopped at the budget"), (session.Name, session.Status, session.AiCost, session.Notes));
        Assert.All(ledger.Usage.Of(session.Id), call => Assert.Equal("fixer", call.AgentName));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;

    // On Windows the home folder is not the environment's to say.
    private Dictionary<string, string> Ledgers() => new() { ["CODESESSION_DB_PATH"] = Path.Combine(folder, "home", "sessions.db") };

    private static Task Write(string folder, string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text, TestContext.Current.CancellationToken);

    private static async Task<string> Read(string path) => (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");

    private static async Task Contains(string package, params string[] files)
    {
        await using var archive = await ZipFile.OpenReadAsync(package, TestContext.Current.CancellationToken);
        Assert.All(files, file => Assert.Contains(archive.Entries, entry => entry.FullName == file));
        Assert.DoesNotContain(archive.Entries, entry => entry.FullName.Contains("Tests", StringComparison.Ordinal));
    }

    private static Task<string> Dotnet(string folder, params string[] words) => Run("dotnet", folder, words);

    private Task<string> Run(string program, string folder) => Run(program, folder, [], Ledgers().Append(new("HOME", Folder("home"))));

    private static async Task<string> Run(string program, string folder, string[] words, IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        var start = new ProcessStartInfo(program, words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // Those of the process that runs the tests are not for a build of another.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("CODESESSION_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }
        // A build server would stay and hold the output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        foreach (var (name, value) in environment ?? []) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', words)}: {process.ExitCode}\n{output}\n{await error}");
        return output;
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ExamplePattern();
}
