using System.Management.Automation.Runspaces;

namespace Codesession.PowerShell;

/// <summary>
/// The sessions of the script blocks that <c>Invoke-CsRun</c> is running: state of the runspace, so that blocks in
/// parallel runspaces of one process never mix. Programs know only the environment, which all runspaces share: they find the
/// session, and the way to the block's proxy, in it as long as blocks run in one runspace alone.
/// </summary>
internal static class CurrentRun
{
    private static readonly Lock Turn = new();
    private static readonly Dictionary<Runspace, Stack<Block>> Runs = [];
    private static readonly Dictionary<string, string?> Before = [];

    /// <summary>The innermost one of this runspace; null: no block is running here.</summary>
    public static long? SessionId
    {
        get
        {
            lock (Turn)
            {
                return Runspace.DefaultRunspace is { } here && Runs.TryGetValue(here, out var blocks) ? blocks.Peek().SessionId : null;
            }
        }
    }

    /// <summary>
    /// The session that the environment names: that under which the process runs, or the one block's that is running, also for
    /// the runspaces that it starts (ForEach-Object -Parallel). Null: none.
    /// </summary>
    public static long? InheritedSession => long.TryParse(ModuleHost.SessionVariable, out var id) ? id : null;

    /// <summary>Whether no block runs in another runspace: what a block is told by the environment is its own then.</summary>
    public static bool IsAlone
    {
        get
        {
            lock (Turn)
            {
                return Runs.Keys.All(runspace => runspace == Runspace.DefaultRunspace);
            }
        }
    }

    /// <summary>The environment of the process, as it is between two changes of ours.</summary>
    public static Dictionary<string, string> Environment()
    {
        lock (Turn)
        {
            return new(EnvironmentVariables.Of(System.Environment.GetEnvironmentVariables()), OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        }
    }

    /// <summary>Makes a session the current one until the answer is disposed.</summary>
    /// <param name="id">The session.</param>
    /// <param name="variables">What leads programs to the block's proxy. Not set at all where blocks run in other runspaces too.</param>
    public static IDisposable Enter(long id, IReadOnlyDictionary<string, string>? variables = null)
    {
        var here = Runspace.DefaultRunspace;
        lock (Turn)
        {
            if (!Runs.TryGetValue(here, out var blocks))
            {
                Runs[here] = blocks = new();
            }
            // They may have been made from the environment of a block that is about to end.
            blocks.Push(new Block(id, Runs.Count == 1 ? variables ?? new Dictionary<string, string>() : new Dictionary<string, string>()));
            TellPrograms();
        }
        return new Exit(here);
    }

    private static void Leave(Runspace here)
    {
        lock (Turn)
        {
            var blocks = Runs[here];
            blocks.Pop();
            if (blocks.Count == 0)
            {
                Runs.Remove(here);
            }
            TellPrograms();
        }
    }

    // No session, and no proxy, rather than that of another runspace.
    private static void TellPrograms()
    {
        var told = new Dictionary<string, string?>(Before);
        if (Runs.Count > 0)
        {
            told[ModuleHost.SessionName] = null;
        }
        foreach (var block in Runs.Count == 1 ? Runs.Values.First().Reverse() : [])
        {
            told[ModuleHost.SessionName] = $"{block.SessionId}";
            foreach (var (name, value) in block.Variables)
            {
                told[name] = value;
            }
        }
        foreach (var (name, value) in told)
        {
            Before.TryAdd(name, System.Environment.GetEnvironmentVariable(name));
            System.Environment.SetEnvironmentVariable(name, value);
        }
        if (Runs.Count == 0)
        {
            Before.Clear();
        }
    }

    private sealed record Block(long SessionId, IReadOnlyDictionary<string, string> Variables);

    private sealed class Exit(Runspace here) : IDisposable
    {
        public void Dispose() => Leave(here);
    }
}
