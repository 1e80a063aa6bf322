using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Codesession.Help.Tests.Sample;
using Codesession.Tests.Hosting;
using Microsoft.PowerShell;

namespace Codesession.Help.Tests.Hosting;

/// <summary>PowerShell with a module of the sample's cmdlets, once with the help made for them and once without.</summary>
public sealed class SampleShell : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("codesession-help-");
    private readonly string helped;
    private readonly string bare;

    public SampleShell()
    {
        helped = CreateModule("helped");
        bare = CreateModule("bare");
        using var pages = new SamplePages();
        Assert.Empty(HelpFiles.Write(pages.Folder, SamplePages.Module, Path.Join(helped, "Tea/en-US")));
    }

    public void Dispose() => root.Delete(recursive: true);

    public IReadOnlyList<string> Run(string script) => Run(helped, script, new RecordingHost());

    public IReadOnlyList<string> RunWithoutHelp(string script) => Run(bare, script, new RecordingHost());

    /// <summary>What a terminal would show, without white space around it.</summary>
    public string Show(string script)
    {
        var host = new RecordingHost();
        Run(helped, $"{script} | Out-Host", host);
        return string.Join('\n', host.Shown.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim();
    }

    private static List<string> Run(string modules, string script, RecordingHost host)
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows()) // only there may the policy forbid a manifest
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        using var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddScript($"Import-Module '{modules}/Tea' -ErrorAction Stop").AddStatement().AddScript(script);
        List<string> output = [.. shell.Invoke().Select(line => line.ToString())];
        Assert.Empty(shell.Streams.Error);
        return output;
    }

    private string CreateModule(string name)
    {
        var module = root.CreateSubdirectory($"{name}/Tea").FullName;
        var assembly = Path.GetFileName(SamplePages.Module);
        File.Copy(SamplePages.Module, Path.Join(module, assembly));
        File.WriteAllText(Path.Join(module, "Tea.psd1"),
            $"@{{ ModuleVersion = '1.0'; RootModule = '{assembly}'; CmdletsToExport = '*' }}");
        return Path.Join(root.FullName, name);
    }
}
