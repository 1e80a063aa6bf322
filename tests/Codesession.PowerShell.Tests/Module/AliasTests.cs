using System.Management.Automation;
using System.Text.Json;

namespace Codesession.PowerShell.Tests.Module;

/// <summary><c>cs</c> in PowerShell is the native command: it gets every word as it was typed.</summary>
public sealed class AliasTests : ModuleTest
{
    private static JsonElement Document(ShellResult result)
    {
        using var document = JsonDocument.Parse(result.Text);
        return document.RootElement.Clone();
    }

    // Prints each word that it gets in a line of its own.
    private string Echo()
    {
        var script = Path.Combine(Home, "echo.ps1");
        File.WriteAllText(script, "$program, $script, $words = [Environment]::GetCommandLineArgs(); $words | ForEach-Object { \"<$_>\" }");
        return script;
    }

    [Fact]
    public void It_stands_for_the_executable_of_this_platform()
    {
        var alias = Shell.Run("Get-Command cs").One<AliasInfo>();

        Assert.Equal(Path.Combine(ModuleAssemblies.Folder, "bin", Executable.Platform, OperatingSystem.IsWindows() ? "cs.exe" : "cs"), alias.Definition);
        Assert.Equal(CommandTypes.Application, alias.ReferencedCommand.CommandType);
        Assert.Equal("Codesession", alias.Source);
    }

    [Fact]
    public void It_works_on_the_same_ledger_as_the_cmdlets()
    {
        var started = Document(Shell.Run("cs start 'the \"new\" login — naïve 日本' --json"));

        var session = Shell.Run("Get-CsSession").One<Session>();
        Assert.Equal("the \"new\" login — naïve 日本", session.Name);
        Assert.Equal(session.Id, started.GetProperty("id").GetInt64());
        Assert.Equal(Repository.Root, session.WorkingDirectory);

        Shell.Run("cs log-ai -p anthropic -m claude-sonnet-4-5 --prompt-tokens 1000 --completion-tokens 200 --json").AssertNoErrors();
        var call = Shell.Run("Get-CsAiUsage").One<AiUsage>();
        Assert.Equal(("anthropic", 0.006m), (call.Provider, call.Cost));
    }

    [Fact]
    public void No_word_is_taken_for_a_parameter_or_changed()
    {
        string[] words = ["-Verbose", "-p", "-?", "-WhatIf", "--", "", "two words", "\"quoted\"", "it's", "back\\slash\\", "$x", "ünï 日本 🎉", "a;b|c>d&"];

        var result = Shell.Run("cs run -n words -- $program $script @words 2>$null",
            ("program", ShellProcess.PathOf("ShellHost")), ("script", Echo()), ("words", words));

        Assert.Equal(words.Select(word => $"<{word}>"), result.All<string>());
    }

    [Fact]
    public void Literal_words_that_look_like_parameters_pass_too()
    {
        // (Behind a bare -- PowerShell itself would take -p:1 apart.)
        var result = Shell.Run("cs run -n words $program $script -Verbose -p:1 -? -- --json '*' -ErrorAction '' 2>$null",
            ("program", ShellProcess.PathOf("ShellHost")), ("script", Echo()));

        Assert.Equal(["<-Verbose>", "<-p:1>", "<-?>", "<-->", "<--json>", "<*>", "<-ErrorAction>", "<>"], result.All<string>());
    }

    [Fact]
    public void Its_exit_code_is_the_shells()
    {
        Assert.Equal([0, 1], Shell.Run("$null = cs --version; $LASTEXITCODE; $null = cs status --json; $LASTEXITCODE").All<int>());
        Assert.False(Shell.Run("$null = cs status --json; $?").One<bool>());
    }

    [Fact]
    public void Its_errors_are_the_shells()
    {
        var failed = Shell.Run("cs status 2>&1 | ForEach-Object { \"$($_.GetType().Name): $_\" }");

        Assert.StartsWith("ErrorRecord: cs: No session is active", failed.Output[0].ToString());
        Assert.Equal("no_active_session", Document(Shell.Run("cs status --json")).GetProperty("error").GetProperty("code").GetString());
    }
}
