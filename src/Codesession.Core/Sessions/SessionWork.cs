using Codesession.Storage;

namespace Codesession;

/// <summary>
/// Asks git what a session starts from and what it changed. A repository that cannot be read never stops a session:
/// the reason comes back as a warning.
/// </summary>
internal sealed class SessionWork(IGitReader reader, WorkStore store)
{
    private readonly GitTracking tracking = new(reader);

    public async Task<(GitBaseline? Baseline, string? Warning)> CaptureAsync(string? root, CancellationToken cancel) =>
        root is null ? (null, null) : await WarnAsync(() => tracking.CaptureAsync(root, cancel));

    public async Task<(GitChanges? Changes, string? Warning)> ChangesAsync(Session session, CancellationToken cancel)
    {
        if (session.GitRoot is not { } root)
        {
            return (null, null);
        }
        var baseline = store.Baseline(session);
        return await WarnAsync(() => tracking.ChangesSinceAsync(root, baseline, session.StartTime, cancel));
    }

    public async Task<string?> BranchAsync(string? root, CancellationToken cancel) =>
        root is null ? null : (await WarnAsync(() => reader.ReadStatusAsync(root, cancel))).Answer?.Branch;

    private static async Task<(T? Answer, string? Warning)> WarnAsync<T>(Func<Task<T>> ask) where T : class
    {
        try
        {
            return (await ask(), null);
        }
        catch (GitException error)
        {
            return (null, error.Message);
        }
    }
}
