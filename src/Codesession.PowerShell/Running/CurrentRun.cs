using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Codesession.PowerShell;

/// <summary>
/// The session of the script block that <c>Invoke-CsRun</c> is running: state of the runspace, so that blocks in
/// parallel runspaces of one process never mix.
/// </summary>
internal static class CurrentRun
{
    private static readonly ConditionalWeakTable<Runspace, Stack<long>> Runs = [];

    /// <summary>The innermost one; null: no block is running here.</summary>
    public static long? SessionId =>
        Runspace.DefaultRunspace is { } here && Runs.TryGetValue(here, out var ids) && ids.TryPeek(out var id) ? id : null;

    /// <summary>Makes a session the current one until the answer is disposed.</summary>
    public static IDisposable Enter(long id)
    {
        var ids = Runs.GetOrCreateValue(Runspace.DefaultRunspace);
        ids.Push(id);
        return new Exit(ids);
    }

    private sealed class Exit(Stack<long> ids) : IDisposable
    {
        public void Dispose() => ids.Pop();
    }
}
