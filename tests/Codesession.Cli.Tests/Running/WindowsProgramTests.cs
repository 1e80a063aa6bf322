namespace Codesession.Cli.Tests.Running;

/// <summary>How <c>cs run</c> finds programs on Windows.</summary>
public sealed class WindowsProgramTests : CsTest
{
    [Fact]
    public async Task A_script_in_the_path_is_found_by_its_name_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "Only Windows starts programs by PATHEXT.");
        var folder = Folder("bin");
        await File.WriteAllTextAsync(Path.Combine(folder, "tool.cmd"), "@exit /b 7\r\n", TestContext.Current.CancellationToken);

        var result = await Cs.With("PATH", $"{folder};{Environment.GetEnvironmentVariable("PATH")}").Run("run", "--no-proxy", "tool");

        Assert.Equal(7, result.ExitCode);
    }
}
