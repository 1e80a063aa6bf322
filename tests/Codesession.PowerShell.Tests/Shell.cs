using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Codesession.Tests.Hosting;
using Microsoft.PowerShell;

namespace Codesession.PowerShell.Tests;

using PowerShell = System.Management.Automation.PowerShell;

/// <summary>A real PowerShell engine that has imported the module.</summary>
internal sealed class Shell : IDisposable
{
    private readonly Runspace runspace;

    public Shell(string? folder = null)
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows()) // only there may the policy forbid a manifest
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }
        runspace = RunspaceFactory.CreateRunspace(Host, state);
        runspace.Open();
        if (folder is not null)
        {
            runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(folder));
        }
        Run($"Import-Module '{ModuleAssemblies.Folder}' -ErrorAction Stop").AssertNoErrors();
    }

    public RecordingHost Host { get; } = new();

    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">The script.</param>
    /// <param name="variables">Values of its variables.</param>
    public ShellResult Run(string script, params (string Name, object? Value)[] variables) => Run(script, input: null, variables);

    /// <summary>Runs a script with objects piped into it.</summary>
    public ShellResult Run(string script, System.Collections.IEnumerable? input, params (string Name, object? Value)[] variables)
    {
        using var shell = New(script, variables);
        var output = new List<PSObject>();
        RuntimeException? terminating = null;
        try
        {
            shell.Invoke(input, output);
        }
        catch (RuntimeException error)
        {
            terminating = error;
        }
        return new ShellResult(output, [.. shell.Streams.Error], terminating,
            [.. shell.Streams.Warning.Select(record => record.Message)], [.. shell.Streams.Verbose.Select(record => record.Message)]);
    }

    /// <summary>How many columns the terminal has.</summary>
    public int Width
    {
        set => Host.Terminal.RawUI.BufferSize = Host.Terminal.RawUI.WindowSize = new(value, 100);
    }

    /// <summary>What a terminal shows of what a script emits, without colour.</summary>
    public string Show(string script, params (string Name, object? Value)[] variables) => ShowAs("PlainText", script, variables);

    /// <summary>The same, with the colours of a way of rendering: <c>Ansi</c>, <c>Host</c> or <c>PlainText</c>.</summary>
    public string ShowAs(string rendering, string script, params (string Name, object? Value)[] variables)
    {
        Host.Terminal.Text.Clear();
        Run($"$PSStyle.OutputRendering = '{rendering}'; {script} | Out-Host", variables).AssertNoErrors();
        return string.Join('\n', Host.Shown.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim('\n');
    }

    /// <summary>What Tab offers at the end of a line.</summary>
    public IReadOnlyList<CompletionResult> Complete(string line)
    {
        using var shell = PowerShell.Create(runspace);
        return CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches;
    }

    /// <summary>A script that is not run yet.</summary>
    public PowerShell New(string script, params (string Name, object? Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            runspace.SessionStateProxy.SetVariable(name, value);
        }
        var shell = PowerShell.Create(runspace);
        shell.AddScript(script);
        return shell;
    }

    public void Dispose() => runspace.Dispose();
}

/// <summary>What a script has come to.</summary>
internal sealed record ShellResult(
    IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, RuntimeException? Terminating,
    IReadOnlyList<string> Warnings, IReadOnlyList<string> Verbose)
{
    /// <summary>The only object, of that type.</summary>
    public T One<T>()
    {
        AssertNoErrors();
        return Assert.IsType<T>(Assert.Single(Output).BaseObject);
    }

    /// <summary>All objects, each of that type.</summary>
    public List<T> All<T>()
    {
        AssertNoErrors();
        return [.. Output.Select(item => Assert.IsType<T>(item.BaseObject))];
    }

    public string Text => string.Join('\n', Output.Select(item => item?.ToString()));

    /// <summary>The only error, which left the pipeline running, by its code.</summary>
    public ErrorRecord Error(string code)
    {
        Assert.Null(Terminating);
        var error = Assert.Single(Errors);
        Assert.StartsWith(code + ",Codesession.PowerShell.", error.FullyQualifiedErrorId);
        return error;
    }

    public void AssertNoErrors()
    {
        Assert.Null(Terminating);
        Assert.Empty(Errors);
    }
}
