namespace Codesession.Fakes;

/// <summary>A place where a reply waits until the test lets it go on. May be shared: all that wait go on at once.</summary>
public sealed class Gate
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int waiting;

    /// <summary>Ends when a reply has come here; all that stands before the gate has then been sent.</summary>
    public Task Reached => reached.Task;

    /// <summary>How many replies have come here.</summary>
    public int Arrivals => Volatile.Read(ref waiting);

    /// <summary>Lets everything pass, also what comes later.</summary>
    public void Open() => opened.TrySetResult();

    internal Task PassAsync(CancellationToken cancel)
    {
        Interlocked.Increment(ref waiting);
        reached.TrySetResult();
        return opened.Task.WaitAsync(cancel);
    }
}
