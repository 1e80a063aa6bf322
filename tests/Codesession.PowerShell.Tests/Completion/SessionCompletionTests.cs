using System.Management.Automation;

namespace Codesession.PowerShell.Tests.Completion;

/// <summary>Ids, names and folders of sessions.</summary>
public sealed class SessionCompletionTests : CompletionTest
{
    [Fact]
    public void Ids_come_newest_first_with_what_they_stand_for()
    {
        var first = Ended("first");
        var second = Start("second");

        var matches = Shell.Complete("Get-CsSession -Id ");

        Assert.Equal(["2", "1"], matches.Select(match => match.CompletionText));
        Assert.Equal(["2 second", "1 first"], matches.Select(match => match.ListItemText));
        Assert.Equal($"first, {TimeText.Local(first.StartTime)}, {first.WorkingDirectory}", matches[1].ToolTip);
        Assert.Equal(CompletionResultType.ParameterValue, matches[0].ResultType);
        Assert.Equal(["2"], Offers($"Get-CsSession -Id {second.Id}"));
    }

    [Theory]
    [InlineData("Stop-CsSession ")]
    [InlineData("Add-CsNote text -SessionId ")]
    [InlineData("Add-CsAiUsage -SessionId ")]
    public void Only_active_sessions_are_offered_where_only_they_can_be_meant(string line)
    {
        Ended("done");
        Start("going on");

        Assert.Equal(["2"], Offers(line));
    }

    [Theory]
    [InlineData("Remove-CsSession ")]
    [InlineData("Get-CsStatus -Id ")]
    [InlineData("Get-CsAiUsage ")]
    [InlineData("Get-CsCommit -SessionId ")]
    [InlineData("Resume-CsSession ")]
    [InlineData("Set-CsSession ")]
    [InlineData("Measure-CsUsage -SessionId ")]
    public void All_sessions_are_offered_elsewhere(string line)
    {
        Ended("done");
        Start("going on");

        Assert.Equal(["2", "1"], Offers(line));
    }

    [Fact]
    public void Names_are_quoted_where_they_must_be()
    {
        string[] names = ["plain", "two words", "it's", "-Active", "$(boom)", "a;b", "ünï-日本"];
        foreach (var name in names)
        {
            Ended(name);
        }

        Assert.Equal(["ünï-日本", "'a;b'", "'$(boom)'", "'-Active'", "'it''s'", "'two words'", "plain"], Offers("Get-CsSession "));
        Assert.Equal(["'two words'"], Offers("Get-CsSession -Name two"));
        Assert.Equal(["'two words'"], Offers("Get-CsSession -Name 'two w"));
        Assert.Equal(["'two words'"], Offers("Get-CsSession -Name *word"));
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("it's [done]")]
    [InlineData("what? *all*")]
    [InlineData("-WhatIf")]
    [InlineData("‘smart’ “quotes”")]
    public void A_completed_name_finds_its_session(string name)
    {
        Ended("another");
        Ended(name);

        Assert.Equal(name, Shell.Run($"Get-CsSession -Name {Offers("Get-CsSession ")[0]}").One<Session>().Name);
    }

    [Fact]
    public void Brackets_of_a_name_are_letters()
    {
        Ended("fix [api]");

        Assert.Equal(["'fix [api]'"], Offers("Get-CsSession -Name 'fix ["));
        Assert.Equal(["'fix [api]'"], Offers("Get-CsSession -Name 'fix [api]'"));
    }

    [Fact]
    public void Folders_are_offered_by_path_or_by_their_own_name()
    {
        var folder = Ended("web shop").WorkingDirectory;

        var match = Assert.Single(Shell.Complete("Get-CsSession -Path "));
        Assert.Equal(($"'{folder}'", "web shop", folder), (match.CompletionText, match.ListItemText, match.ToolTip));
        Assert.Equal([$"'{folder}'"], Offers($"Start-CsSession again -Path '{folder[..^3]}"));
        Assert.Equal([$"'{folder}'"], Offers("Get-CsStatus -Path web"));
    }

    [Fact]
    public void The_root_folder_is_one_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Its root is a drive.");
        Shell.Run("Start-CsSession root /").AssertNoErrors();

        Assert.Equal(["/"], Offers("Get-CsSession -Path "));
    }

    [Fact]
    public void A_completed_folder_finds_its_sessions()
    {
        var session = Ended("work [2]");

        Assert.Equal(session.Id, Shell.Run($"Get-CsSession -Path {Offers("Get-CsSession -Path ")[0]}").One<Session>().Id);
    }
}
