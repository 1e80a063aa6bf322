using System.Text.Json;

namespace Codesession;

/// <summary>Projects and their snapshots as JSON, in the keys, types and order of the contract.</summary>
public static class TodayJson
{
    /// <summary>Writes a registered project as an object.</summary>
    public static void WriteProject(Utf8JsonWriter json, Project project)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(project);
        json.WriteStartObject();
        json.WriteNumber("id", project.Id);
        json.WriteString("path", project.Path);
        json.WriteString("name", project.Name);
        json.WriteTime("addedAt", project.AddedAt);
        json.WriteEndObject();
    }

    /// <summary>Writes a snapshot as an object.</summary>
    public static void WriteSnapshot(Utf8JsonWriter json, TodaySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(snapshot);
        json.WriteStartObject();
        json.WriteTime("timestamp", snapshot.Timestamp);
        json.WriteList("projects", snapshot.Projects, (item, project) => WriteProject(item, project, snapshot.Timestamp));
        json.WritePropertyName("lastSessionGlobal");
        WriteSession(json, snapshot.LastSession);
        json.WriteString("pullRequestsProblem", snapshot.PullRequestsProblem);
        json.WriteEndObject();
    }

    private static void WriteProject(Utf8JsonWriter json, ProjectSnapshot project, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("path", project.Path);
        json.WriteString("name", project.Name);
        json.WriteBoolean("isGitRepo", project.IsGitRepo);
        json.WritePropertyName("git");
        WriteGit(json, project.Git, now);
        json.WriteList("todos", project.Todos, WriteTodo);
        json.WriteList("pullRequests", project.PullRequests, WritePullRequest);
        json.WritePropertyName("lastSession");
        WriteSession(json, project.LastSession);
        json.WriteString("problem", project.Problem);
        json.WriteBoolean("missing", project.Missing);
        json.WriteBoolean("hasMoreTodos", project.HasMoreTodos);
        json.WriteEndObject();
    }

    private static void WriteGit(Utf8JsonWriter json, GitState? git, DateTimeOffset now)
    {
        if (git is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteString("branch", git.Branch);
        json.WriteList("uncommittedFiles", git.UncommittedFiles, WriteFile);
        json.WriteList("stagedFiles", git.StagedFiles, WriteFile);
        json.WriteList("stashes", git.Stashes, (item, stash) =>
        {
            item.WriteStartObject();
            item.WriteNumber("index", stash.Index);
            item.WriteString("message", stash.Message);
            item.WriteEndObject();
        });
        json.WriteList("recentCommits", git.RecentCommits, (item, commit) =>
        {
            item.WriteStartObject();
            item.WriteString("hash", commit.Hash);
            item.WriteString("message", commit.Message);
            item.WriteTime("date", commit.Date);
            item.WriteString("relative", TimeText.Ago(commit.Date, now));
            item.WriteEndObject();
        });
        json.WriteBoolean("hasUnpushed", git.HasUnpushed);
        json.WriteNumber("unpushedCount", git.UnpushedCount);
        json.WriteNumber("behind", git.Behind);
        json.WriteString("upstream", git.Upstream);
        json.WriteBoolean("upstreamGone", git.UpstreamGone);
        json.WriteString("head", git.Head);
        json.WriteNumber("uncommittedCount", git.UncommittedCount);
        json.WriteNumber("stagedCount", git.StagedCount);
        json.WriteNumber("conflictCount", git.ConflictCount);
        json.WriteNumber("stashCount", git.StashCount);
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, FileState file)
    {
        json.WriteStartObject();
        json.WriteString("path", file.Path);
        json.WriteString("status", file.Status);
        json.WriteEndObject();
    }

    private static void WriteTodo(Utf8JsonWriter json, TodoComment todo)
    {
        json.WriteStartObject();
        json.WriteString("file", todo.File);
        json.WriteNumber("line", todo.Line);
        json.WriteString("type", todo.Type);
        json.WriteString("text", todo.Text);
        json.WriteTime("modifiedAt", todo.ModifiedAt);
        json.WriteEndObject();
    }

    private static void WritePullRequest(Utf8JsonWriter json, PullRequest request)
    {
        json.WriteStartObject();
        json.WriteNumber("number", request.Number);
        json.WriteString("title", request.Title);
        json.WriteString("state", request.State);
        json.WriteString("url", request.Url);
        json.WriteNumber("reviewComments", request.ReviewComments);
        json.WriteString("ciStatus", TodayText.NameOf(request.Checks));
        json.WriteBoolean("isDraft", request.IsDraft);
        json.WriteEndObject();
    }

    private static void WriteSession(Utf8JsonWriter json, LastSession? last)
    {
        if (last is null)
        {
            json.WriteNullValue();
            return;
        }
        var session = last.Session;
        json.WriteStartObject();
        json.WriteNumber("id", session.Id);
        json.WriteString("name", session.Name);
        json.WriteTime("startTime", session.StartTime);
        json.WriteTime("endTime", session.EndTime);
        if (session.Duration is { } duration)
        {
            json.WriteNumber("duration", (long)duration.TotalSeconds);
        }
        else
        {
            json.WriteNull("duration");
        }
        json.WriteNumber("aiCost", session.AiCost);
        json.WriteNumber("aiTokens", session.AiTokens);
        json.WriteNumber("filesChanged", session.FilesChanged);
        json.WriteNumber("commits", session.Commits);
        json.WriteString("status", session.Status.Name());
        json.WriteString("notes", session.Notes);
        json.WriteList("aiCalls", last.Calls, WriteCall);
        json.WriteList("fileChanges", last.Files, (item, file) =>
        {
            item.WriteStartObject();
            item.WriteString("path", file.FilePath);
            item.WriteString("type", file.ChangeType.Name());
            item.WriteEndObject();
        });
        json.WriteList("sessionNotes", last.Notes, (item, note) => item.WriteStringValue(note.Message));
        json.WriteNumber("aiCallCount", session.AiCalls);
        json.WriteUnpriced(session.UnpricedCalls);
        json.WriteEndObject();
    }

    // Here every key is there, as in the original.
    private static void WriteCall(Utf8JsonWriter json, AiUsage call)
    {
        json.WriteStartObject();
        json.WriteString("provider", call.Provider);
        json.WriteString("model", call.Model);
        json.WriteNumber("tokens", call.Tokens);
        json.WriteNumber("promptTokens", call.PromptTokens ?? 0);
        json.WriteNumber("completionTokens", call.CompletionTokens ?? 0);
        if (call.Cost is { } cost)
        {
            json.WriteNumber("cost", cost);
        }
        else
        {
            json.WriteNull("cost");
            json.WriteBoolean("unpriced", true);
        }
        json.WriteString("agentName", call.AgentName);
        json.WriteTime("timestamp", call.Timestamp);
        json.WriteEndObject();
    }
}
