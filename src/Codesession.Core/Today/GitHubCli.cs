using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Codesession.Processes;

namespace Codesession;

/// <summary>What <c>gh</c> answered: pull requests, or why there are none.</summary>
internal sealed record GitHubAnswer(IReadOnlyList<PullRequest> PullRequests, string? Problem = null);

/// <summary>Asks <c>gh</c> for the user's open pull requests. It runs outside of the repository, whose configuration it never sees.</summary>
internal sealed class GitHubCli(IReadOnlyDictionary<string, string> environment)
{
    private const int LongestAnswer = 4_000_000;
    private const int NotLoggedIn = 4;

    // Each gh takes some 30 MB.
    private static readonly SemaphoreSlim Turns = new(16);

    private readonly Lazy<string?> found = new(() => SearchPath.Find(environment, "gh"));

    /// <summary>A GitHub of the user's own.</summary>
    public string? OwnHost => environment.GetValueOrDefault("GH_HOST") is { Length: > 0 } host ? host : null;

    /// <summary>Asks for one repository.</summary>
    /// <param name="repository"><c>host/owner/name</c>.</param>
    /// <param name="deadline">When it must have answered.</param>
    public async Task<GitHubAnswer> ListAsync(string repository, CancellationToken deadline)
    {
        if (found.Value is not { } program)
            return Failed("gh is not on the search path. Pull requests need it: https://cli.github.com");
        var hasTurn = false;
        try
        {
            await Turns.WaitAsync(deadline).ConfigureAwait(false);
            hasTurn = true;
            var run = await ProgramRun.RunAsync(Describe(program, repository), most: LongestAnswer, cancellationToken: deadline).ConfigureAwait(false);
            return run.ExitCode switch
            {
                0 => new GitHubAnswer(Read(run.Output)),
                NotLoggedIn => Failed("gh is not logged in. Do it with: gh auth login"),
                null => Failed("gh has answered more than can be read."),
                _ => Failed($"gh failed for {repository}: {FirstLine(run.Errors)}"),
            };
        }
        catch (OperationCanceledException)
        {
            return Failed("gh took too long to answer. Try again, or see what it says: gh pr list");
        }
        catch (Win32Exception error)
        {
            return Failed($"gh cannot be started: {error.Message}");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return Failed("gh's answer cannot be understood. Is it older than 2.0?");
        }
        finally
        {
            if (hasTurn)
                Turns.Release();
        }
    }

    /// <summary>Reads the answer of <c>gh pr list --json</c>.</summary>
    internal static IReadOnlyList<PullRequest> Read(byte[] answer)
    {
        using var document = JsonDocument.Parse(answer);
        return [.. document.RootElement.EnumerateArray().Select(item => new PullRequest
        {
            Number = item.GetProperty("number").GetInt64(),
            Title = item.GetProperty("title").GetString() ?? "",
            State = item.GetProperty("state").GetString() ?? "",
            Url = item.GetProperty("url").GetString() ?? "",
            IsDraft = item.GetProperty("isDraft").GetBoolean(),
            Checks = Checks(List(item, "statusCheckRollup")),
            ReviewComments = ByOthers(item, "reviews") + ByOthers(item, "comments"),
        })];
    }

    // By GitHub's own meaning: what was cancelled did not pass, what is neutral or was skipped is in nobody's way, what is stale will be run again.
    private static CheckState Checks(List<JsonElement> checks)
    {
        var states = checks.Select(check => Text(check, "status") is { } status
            ? status != "COMPLETED" ? CheckState.Pending : Text(check, "conclusion") switch
            {
                "SUCCESS" or "NEUTRAL" or "SKIPPED" => CheckState.Passing,
                "FAILURE" or "TIMED_OUT" or "CANCELLED" or "ACTION_REQUIRED" or "STARTUP_FAILURE" => CheckState.Failing,
                _ => CheckState.Pending,
            }
            : Text(check, "state") switch
            {
                "SUCCESS" => CheckState.Passing,
                "FAILURE" or "ERROR" => CheckState.Failing,
                _ => CheckState.Pending,
            }).ToHashSet();
        return states.Contains(CheckState.Failing) ? CheckState.Failing : states.Contains(CheckState.Pending) ? CheckState.Pending
            : states.Count > 0 ? CheckState.Passing : CheckState.Unknown;
    }

    private static int ByOthers(JsonElement item, string list)
    {
        var author = Login(item);
        return List(item, list).Count(entry => Text(entry, "state") != "PENDING" && (author is null || Login(entry) != author));
    }

    private static string? Login(JsonElement item) => item.TryGetProperty("author", out var author) && author.ValueKind == JsonValueKind.Object ? Text(author, "login") : null;

    private static List<JsonElement> List(JsonElement item, string name) =>
        item.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private ProcessStartInfo Describe(string program, string repository)
    {
        var start = new ProcessStartInfo(program,
        [
            "pr", "list", "--repo", repository, "--author", "@me", "--state", "open", "--limit", "10",
            "--json", "number,title,state,url,isDraft,author,statusCheckRollup,reviews,comments",
        ])
        {
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            if (!name.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase) && name is not ("GH_REPO" or "GH_FORCE_TTY" or "GH_DEBUG" or "CLICOLOR_FORCE"))
                start.Environment[name] = value;
        start.Environment["GH_PROMPT_DISABLED"] = "1";
        start.Environment["GH_NO_UPDATE_NOTIFIER"] = "1";
        start.Environment["GH_PAGER"] = "cat";
        start.Environment["NO_COLOR"] = "1";
        return start;
    }

    private static GitHubAnswer Failed(string problem) => new([], problem);

    private static string FirstLine(byte[] errors) =>
        PlainText.Of(Encoding.UTF8.GetString(errors).Trim().Split('\n')[0], 200) is { Length: > 0 } line ? line : "it does not say why.";
}
