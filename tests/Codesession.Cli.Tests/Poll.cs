using System.Diagnostics;

namespace Codesession.Cli.Tests;

/// <summary>Waits for what will be so sooner or later.</summary>
public static class Poll
{
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(90);

    public static Task Until(Func<bool> condition, string what) =>
        Until(() => Task.FromResult(condition()), what, TimeSpan.FromMilliseconds(20));

    /// <summary>Asks less often, for each look is a process.</summary>
    public static Task Until(Func<Task<bool>> condition, string what) => Until(condition, what, TimeSpan.FromMilliseconds(300));

    private static async Task Until(Func<Task<bool>> condition, string what, TimeSpan pause)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waited.Elapsed > longest)
            {
                throw new TimeoutException($"After {longest} still waiting for: {what}");
            }
            await Task.Delay(pause);
        }
    }
}
