namespace Codesession.PowerShell.Tests.Today;

/// <summary>Projects and where somebody left off in them, by cmdlets.</summary>
public sealed class TodayTests : ModuleTest
{
    private Project Register(string words = "") => Shell.Run($"Register-CsProject {words} -PassThru").One<Project>();

    [Fact]
    public void Projects_are_registered_listed_and_unregistered()
    {
        Assert.Empty(Shell.Run("Register-CsProject").Output);
        var project = Register("-Name Shop");

        Assert.Equal((Repository.Root, "Shop"), (project.Path, project.Name));
        Assert.Equal(project, Shell.Run("Get-CsProject sh*").One<Project>());
        Assert.Empty(Shell.Run("Get-CsProject other*").Output);
        Shell.Run("Register-CsProject missing").Error("io_error");
        Shell.Run("Get-CsProject | Unregister-CsProject -WhatIf").AssertNoErrors();
        Assert.Contains("\"Unregister project\" on target", Shell.Host.Shown);
        Shell.Run("Get-CsProject | Unregister-CsProject").AssertNoErrors();
        Shell.Run("Unregister-CsProject .").AssertNoErrors();
        Assert.Empty(Shell.Run("Get-CsProject").Output);
    }

    [Fact]
    public void Today_emits_a_snapshot_of_each_project()
    {
        Repository.Write("new.py", "# TODO: say why");
        var session = Start("fix the login");

        var current = Shell.Run("Get-CsToday").One<ProjectSnapshot>();
        Register();
        var registered = Shell.Run("Get-CsProject | Get-CsToday").One<ProjectSnapshot>();

        foreach (var snapshot in (ProjectSnapshot[])[current, registered])
        {
            Assert.Equal(("main", "untracked"), (snapshot.Git!.Branch, snapshot.Git.UncommittedFiles.Single().Status));
            Assert.Equal("say why", snapshot.Todos.Single().Text);
            Assert.Equal(session.Id, snapshot.LastSession!.Session.Id);
        }
        Assert.Empty(Shell.Run("@() | Get-CsToday").Output);
    }

    [Fact]
    public void Texts_are_one_string_each()
    {
        Start("fix the login");

        Assert.StartsWith("# Where I left off", Shell.Run("Get-CsToday -Ai").One<string>());
        Assert.DoesNotContain(Repository.Root, Shell.Run("Get-CsToday -Share").One<string>());
        Shell.Run("Get-CsToday -Ai -Share").Error("AmbiguousParameterSet");
    }

    [Fact]
    public void Tab_offers_registered_projects()
    {
        var project = Register("-Name Shop");

        foreach (var line in (string[])["Get-CsToday ", "Unregister-CsProject "])
        {
            Assert.Contains(Shell.Complete(line), offer => offer.ListItemText == "Shop" && offer.CompletionText.Trim('\'') == project.Path);
        }
        Assert.Equal("Shop", Assert.Single(Shell.Complete("Get-CsProject ")).CompletionText);
    }
}
