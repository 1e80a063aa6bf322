namespace Codesession.PowerShell.Tests.Sessions;

/// <summary>A session from its start to its end, with objects of the right types at each step.</summary>
public sealed class LifeOfASessionTests : ModuleTest
{
    [Fact]
    public void It_starts_books_is_looked_at_and_ends()
    {
        var session = Shell.Run("Start-CsSession 'fix the login'").One<Session>();
        Assert.Equal(("fix the login", SessionPhase.Active, Repository.Root, Repository.Root, Repository.Head),
            (session.Name, session.Status, session.WorkingDirectory, session.GitRoot, session.StartGitHead));

        var call = Shell.Run("Add-CsAiUsage anthropic claude-sonnet-4-5 -PromptTokens 1000 -CompletionTokens 200 -AgentName cli -PassThru").One<AiUsage>();
        Assert.Equal((session.Id, 1_200, 0.006m, "cli"), (call.SessionId, call.Tokens, call.Cost, call.AgentName));
        var note = Shell.Run("Add-CsNote 'tests pass' -PassThru").One<Note>();
        Assert.Equal((session.Id, "tests pass"), (note.SessionId, note.Message));

        var status = Shell.Run("Get-CsStatus").One<SessionStatus>();
        Assert.Equal((session.Id, 1, 1_200, 0.006m), (status.Id, status.AiCalls, status.AiTokens, status.AiCost));
        Assert.InRange(status.LiveDuration, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal(("claude-sonnet-4-5", 1, 0.006m), Assert.Single(status.Models) is var model ? (model.Key, model.Calls, model.Cost) : default);

        Repository.Write("login.cs", "fixed");
        Repository.Commit("Fix the login");
        Repository.Write("notes.txt", "more");
        var ended = Shell.Run("Stop-CsSession -Note done -PassThru").One<Session>();
        Assert.Equal((session.Id, SessionPhase.Completed, "done", 2, 1), (ended.Id, ended.Status, ended.Notes, ended.FilesChanged, ended.Commits));
        Assert.NotNull(ended.EndTime);
        Assert.NotNull(ended.Duration);

        Assert.Equal(ended, Shell.Run("Get-CsSession").One<Session>());
        Assert.Equal([("login.cs", FileChangeType.Created), ("notes.txt", FileChangeType.Created)],
            Shell.Run("Get-CsSession | Get-CsFileChange").All<FileChange>().Select(file => (file.FilePath, file.ChangeType)));
        Assert.Equal("Fix the login", Shell.Run("Get-CsSession | Get-CsCommit").One<Commit>().Message);
        Assert.Equal(call, Shell.Run("Get-CsSession | Get-CsAiUsage").One<AiUsage>());
        Assert.Equal(note, Shell.Run("Get-CsSession | Get-CsNote").One<Note>());
        var totals = Shell.Run("Measure-CsUsage").One<UsageStatistic>();
        Assert.Equal((1, 0.006m, 1_200, 2, 1), (totals.Sessions, totals.Cost, totals.Tokens, totals.FilesChanged, totals.Commits));
    }
}
