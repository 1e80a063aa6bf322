using System.Diagnostics;
using Codesession.Help.Tests.Sample;

namespace Codesession.Help.Tests;

public sealed class HelpFilesTests : IDisposable
{
    private readonly SamplePages pages = new();

    public void Dispose() => pages.Dispose();

    [Fact]
    public void The_same_pages_make_the_same_bytes()
    {
        Assert.Empty(pages.Problems());
        var first = Directory.EnumerateFiles(pages.Output).Order().Select(File.ReadAllBytes).ToArray();
        Assert.Empty(pages.Problems());

        Assert.Equal(first, Directory.EnumerateFiles(pages.Output).Order().Select(File.ReadAllBytes));
        Assert.All(first, bytes => Assert.DoesNotContain((byte)'\r', bytes));
    }

    [Fact]
    public async Task As_a_program_it_writes_and_says_nothing()
    {
        Assert.Equal((0, ""), await RunAsync(pages.Folder, SamplePages.Module, pages.Output));
        Assert.Equal(["about_Tea.help.txt", "Codesession.Help.Tests.dll-Help.xml"],
            Directory.EnumerateFiles(pages.Output).Select(Path.GetFileName).Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task As_a_program_it_tells_problems_as_MSBuild_reads_them()
    {
        pages.Delete("Get-Tea.md");

        var (exitCode, errors) = await RunAsync(pages.Folder, SamplePages.Module, pages.Output);

        Assert.Equal(1, exitCode);
        Assert.Equal($"{Path.Join(pages.Folder, "Get-Tea.md")}: error CSHELP: the cmdlet Get-Tea has no page", errors.TrimEnd());
    }

    [Fact]
    public async Task As_a_program_it_tells_its_usage() =>
        Assert.Equal(2, (await RunAsync()).ExitCode);

    private static async Task<(int ExitCode, string Errors)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(HelpFiles).Assembly.Location, .. args]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, errors);
    }
}
