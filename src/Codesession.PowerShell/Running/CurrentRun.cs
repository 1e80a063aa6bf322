using System.Management.Automation.Runspaces;

namespace Codesession.PowerShell;

/// <summary>
/// The sessions of the script blocks that <c>Invoke-CsRun</c> is running: state of the runspace, so that blocks in
/// parallel runspaces of one process never mix. Programs know only the environment, which all runspaces share: they find the
/// session in it as long as blocks run in one runspace alone.
/// </summary>
internal static class CurrentRun
{
    private static readonly Lock Turn = new();
    private static readonly Dictionary<Runspace, Stack<long>> Runs = [];
    private static string? before;

    /// <summary>The innermost one of this runspace; null: no block is running here.</summary>
    public static long? SessionId
    {
        get
        {
            lock (Turn)
            {
                return Runspace.DefaultRunspace is { } here && Runs.TryGetValue(here, out var ids) ? ids.Peek() : null;
            }
        }
    }

    /// <summary>
    /// The session that the environment names: that under which the process runs, or the one block's that is running, also for
    /// the runspaces that it starts (ForEach-Object -Parallel). Null: none.
    /// </summary>
    public static long? InheritedSession => long.TryParse(ModuleHost.SessionVariable, out var id) ? id : null;

    /// <summary>Makes a session the current one until the answer is disposed.</summary>
    public static IDisposable Enter(long id)
    {
        var here = Runspace.DefaultRunspace;
        lock (Turn)
        {
            if (Runs.Count == 0)
            {
                before = ModuleHost.SessionVariable;
            }
            if (!Runs.TryGetValue(here, out var ids))
            {
                Runs[here] = ids = new();
            }
            ids.Push(id);
            TellPrograms();
        }
        return new Exit(here);
    }

    private static void Leave(Runspace here)
    {
        lock (Turn)
        {
            var ids = Runs[here];
            ids.Pop();
            if (ids.Count == 0)
            {
                Runs.Remove(here);
            }
            TellPrograms();
        }
    }

    // No session rather than that of another runspace.
    private static void TellPrograms() => ModuleHost.SessionVariable = Runs.Count switch
    {
        0 => before,
        1 => $"{Runs.Values.First().Peek()}",
        _ => null,
    };

    private sealed class Exit(Runspace here) : IDisposable
    {
        public void Dispose() => Leave(here);
    }
}
