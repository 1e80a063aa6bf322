using Codesession.Git;

namespace Codesession;

/// <summary>Looks over all projects at once. A project that cannot be read, or is slow, says so, and holds up no other.</summary>
public sealed class TodayReader
{
    private static readonly TimeSpan GitHubLimit = TimeSpan.FromSeconds(3);

    private readonly TimeProvider time;
    private readonly TimeSpan timeout;
    private readonly TimeSpan gitHubTimeout;
    private readonly GitProcess git;
    private readonly GitHubCli gitHub;
    private readonly TodoReader todos;

    /// <summary>Makes a reader.</summary>
    /// <param name="environment">The variables of the caller's process: PATH says where <c>git</c> and <c>gh</c> are.</param>
    /// <param name="time">The clock; its zone is that of days.</param>
    /// <param name="timeout">How long a project may take; 10 seconds unless told.</param>
    /// <param name="gitHubTimeout">How long all questions to GitHub may take; 3 seconds unless told.</param>
    public TodayReader(IReadOnlyDictionary<string, string> environment, TimeProvider time, TimeSpan? timeout = null, TimeSpan? gitHubTimeout = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        this.time = time;
        this.timeout = timeout ?? TimeSpan.FromSeconds(10);
        this.gitHubTimeout = gitHubTimeout ?? GitHubLimit;
        git = new GitProcess(environment, this.timeout);
        gitHub = new GitHubCli(environment);
        todos = new TodoReader(git, time);
    }

    /// <summary>Takes a snapshot.</summary>
    /// <param name="ledger">Has the sessions.</param>
    /// <param name="projects">The projects (<see cref="ProjectsOf"/>).</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<TodaySnapshot> ReadAsync(Ledger ledger, IReadOnlyList<Project> projects, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(projects);
        var now = time.GetLocalNow();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(gitHubTimeout);
        // Processes mostly wait: more of them than processors, and not all at once.
        using var turns = new SemaphoreSlim(Math.Max(8, 4 * Environment.ProcessorCount));
        var reading = projects.Select(project => Task.Run(() => ReadWithPullRequestsAsync(project, turns, deadline.Token, cancel), cancel)).ToList();

        // The ledger is for one thread, and that is this one.
        var sessions = new TodaySessions(ledger, time);
        var (newest, (last, recent)) = ledger.Snapshot(() => (sessions.Newest(), sessions.Of([.. projects.Select(project => project.Path).Distinct()])));

        var snapshots = await Task.WhenAll(reading).ConfigureAwait(false);
        return new TodaySnapshot
        {
            Timestamp = now,
            Projects = [.. snapshots.Select(read => read.Project with { LastSession = last.GetValueOrDefault(read.Project.Path) })],
            LastSession = newest,
            Sessions = recent,
            PullRequestsProblem = snapshots.Select(read => read.GitHubProblem).FirstOrDefault(problem => problem is not null),
        };
    }

    /// <summary>The projects that are meant: those of the paths, registered or not; without paths all that are registered, else the current one.</summary>
    /// <param name="ledger">Knows the registered ones.</param>
    /// <param name="currentFolder">Where the caller is.</param>
    /// <param name="paths">Full paths; null or none: not told.</param>
    public static IReadOnlyList<Project> ProjectsOf(Ledger ledger, string currentFolder, IReadOnlyCollection<string>? paths = null)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        if (paths is { Count: > 0 })
            return [.. paths.Select(path => ledger.Projects.Find(path) ?? Unregistered(path))];
        return ledger.Projects.All() is { Count: > 0 } all ? all : [Unregistered(currentFolder)];
    }

    private static Project Unregistered(string path)
    {
        var folder = FolderPath.Written(Directory.Exists(path) ? Scope.Of(path).Directory : path);
        return new Project(0, folder, Projects.NameOf(folder), default);
    }

    private async Task<(ProjectSnapshot Project, string? GitHubProblem)> ReadWithPullRequestsAsync(
        Project project, SemaphoreSlim turns, CancellationToken gitHubDeadline, CancellationToken cancel)
    {
        // GitHub is asked at once and not in turn: all questions have one deadline.
        var gitHubTask = Task.Run(() => PullRequestsAsync(project.Path, gitHubDeadline), cancel);
        var read = await ReadInTurnAsync(new ProjectSnapshot { Path = project.Path, Name = project.Name }, turns, cancel).ConfigureAwait(false);
        try
        {
            var answer = await gitHubTask.WaitAsync(gitHubTimeout + TimeSpan.FromSeconds(1), cancel).ConfigureAwait(false);
            return (read with { PullRequests = answer.PullRequests }, answer.Problem);
        }
        catch (TimeoutException)
        {
            return (read, null); // a file system that does not answer: the project says so
        }
    }

    private async Task<ProjectSnapshot> ReadInTurnAsync(ProjectSnapshot snapshot, SemaphoreSlim turns, CancellationToken cancel)
    {
        await turns.WaitAsync(cancel).ConfigureAwait(false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(timeout);
        try
        {
            // A file system that does not answer cannot be cancelled: then its thread is left to it.
            return await Task.Run(() => ReadAsync(snapshot, limit.Token), cancel).WaitAsync(timeout + TimeSpan.FromSeconds(1), cancel).ConfigureAwait(false);
        }
        catch (Exception slow) when (slow is TimeoutException || (slow is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return snapshot with { IsGitRepo = true, Problem = $"It could not be read within {timeout.TotalSeconds:0.#} seconds. Try git status in it to see why." };
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task<ProjectSnapshot> ReadAsync(ProjectSnapshot project, CancellationToken cancel)
    {
        if (!Directory.Exists(project.Path) || !MayBeRead(project.Path))
            return IsGone(project.Path) ? project with { Missing = true, Problem = "The folder does not exist (any more)." } : project with { Problem = "The folder may not be looked into." };
        var root = GitFolder.FindRoot(project.Path);
        if (root is null && GitFolder.ProblemOf(project.Path) is { } problem)
            return project with { IsGitRepo = true, Problem = problem };

        var stateTask = root is null ? null : new GitStateReader(git).ReadAsync(root, cancel);
        var todosTask = todos.ReadAsync(project.Path, root is not null, cancel);
        try
        {
            var (comments, hasMore) = await todosTask.ConfigureAwait(false);
            project = project with { Todos = comments, HasMoreTodos = hasMore };
        }
        catch (GitException)
        {
            // The state's problem says it better.
        }
        try
        {
            project = project with { IsGitRepo = root is not null, Git = stateTask is null ? null : await stateTask.ConfigureAwait(false) };
        }
        catch (GitException error)
        {
            project = project with { IsGitRepo = true, Problem = error.Message };
        }
        return project;
    }

    private static bool MayBeRead(string folder)
    {
        try
        {
            _ = Directory.EnumerateFileSystemEntries(folder).Any();
            return true;
        }
        catch (Exception closed) when (closed is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    // A folder below one that is closed to us is not gone.
    private static bool IsGone(string folder)
    {
        try
        {
            return !File.GetAttributes(folder).HasFlag(FileAttributes.Directory);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private async Task<GitHubAnswer> PullRequestsAsync(string folder, CancellationToken deadline)
    {
        if (GitFolder.FindRoot(folder) is not { } root)
            return new GitHubAnswer([]);
        try
        {
            var output = await git.RunAsync(root, ["config", "--null", "--get-regexp", @"^remote\..*\.(url|gh-resolved)$"], emptyExitCode: 1, cancellationToken: deadline).ConfigureAwait(false);
            var settings = GitOutput.Fields(output).Select(field => field.Split('\n', 2)).Where(setting => setting.Length == 2).Select(setting => KeyValuePair.Create(setting[0], setting[1]));
            return GitHubRemote.Repository(settings, gitHub.OwnHost) is { } repository ? await gitHub.ListAsync(repository, deadline).ConfigureAwait(false) : new GitHubAnswer([]);
        }
        catch (GitException)
        {
            return new GitHubAnswer([]); // git's own problem is told with the project
        }
        catch (OperationCanceledException)
        {
            return new GitHubAnswer([], "git took too long to tell a project's remote, so gh was not asked for its pull requests. Try again.");
        }
    }
}
