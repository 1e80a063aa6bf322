using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>
/// What all cmdlets share: the ledger, opened when it is first needed; the session that is meant; failures as error
/// records (<see cref="ErrorRecords"/>): one of an item leaves the pipeline running, one of the ledger ends it.
/// </summary>
public abstract class CsCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private Ledger? ledger;

    private protected CsCmdlet()
    {
    }

    private protected Ledger Ledger => ledger ??= OpenLedger();

    /// <summary>Ends what waits when the pipeline is stopped.</summary>
    private protected CancellationToken Cancellation => stopping.Token;

    private protected string CurrentFolder => SessionState.Path.CurrentFileSystemLocation.ProviderPath;

    /// <summary>Releases the ledger.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private protected virtual void Dispose(bool disposing)
    {
        ledger?.Dispose();
        stopping.Dispose();
    }

    /// <inheritdoc />
    protected sealed override void BeginProcessing() => OrEnd(Begin);

    /// <inheritdoc />
    protected sealed override void ProcessRecord() => Guard(Process);

    /// <inheritdoc />
    protected sealed override void EndProcessing() => Guard(End);

    /// <inheritdoc />
    protected override void StopProcessing() => stopping.Cancel();

    private protected virtual void Begin()
    {
    }

    private protected virtual void Process()
    {
    }

    private protected virtual void End()
    {
    }

    /// <summary>Works on each item; one that fails is an error of its own.</summary>
    private protected void ForEach<T>(IEnumerable<T> items, Action<T> work)
    {
        foreach (var item in items)
        {
            Guard(() => work(item));
        }
    }

    /// <summary>Which session a cmdlet means that was given <paramref name="id"/>.</summary>
    private protected SessionChoice Choose(long? id) => new()
    {
        Id = id,
        Inherited = CurrentRun.SessionId ?? CurrentRun.InheritedSession,
        Folder = CurrentFolder,
    };

    /// <summary>The full path of a folder or file in PowerShell's own notation, whether it exists or not.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>: it is no path of a file system.</exception>
    private protected string FullPath(string? path)
    {
        if (path is null)
        {
            return CurrentFolder;
        }
        var full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem" ? full
            : throw new CodesessionException(ErrorCode.InvalidInput, $"{path} is no path of a file system. Give one that is.") { Subject = path };
    }

    /// <summary>Waits for what Core does asynchronously (git, processes).</summary>
    private protected static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    /// <summary>Emits items as they are read. (PowerShell's own way to emit a collection first makes a list of all.)</summary>
    private protected void WriteEach<T>(IEnumerable<T> items)
    {
        foreach (var item in items)
        {
            WriteObject(item);
        }
    }

    /// <summary>Emits a file as Get-Item does, with what PowerShell knows of it besides.</summary>
    private protected void WriteFile(FileInfo file) => WriteObject(InvokeProvider.Item.Get([file.FullName], force: true, literalPath: true), enumerateCollection: true);

    private protected void Warn(string? warning)
    {
        if (warning is not null)
        {
            WriteWarning(warning);
        }
    }

    /// <summary>
    /// Asks about an effect on what is somebody else's, as a cmdlet of high impact would: not where <c>-Confirm:$false</c>
    /// or <c>$ConfirmPreference = 'None'</c> says so.
    /// </summary>
    private protected bool ConfirmHighImpact(string question, string caption) =>
        // With -Confirm the effect has been asked about already.
        MyInvocation.BoundParameters.ContainsKey("Confirm")
        || LanguagePrimitives.ConvertTo<ConfirmImpact>(GetVariableValue("ConfirmPreference", ConfirmImpact.High)) == ConfirmImpact.None
        || ShouldContinue(question, caption);

    /// <summary>Reports a failure that leaves the pipeline running.</summary>
    private protected void WriteFailure(CodesessionException error, object? target = null) => WriteError(ErrorRecords.Of(error, target));

    // Whatever the reason: without the ledger no item of the pipeline can succeed.
    private Ledger OpenLedger()
    {
        Ledger? opened = null;
        OrEnd(() => opened = Ledger.Open(ModuleHost.Options(CurrentFolder)));
        return opened!;
    }

    /// <summary>Does what all items depend on: a failure ends the pipeline.</summary>
    private void OrEnd(Action work)
    {
        try
        {
            work();
        }
        catch (CodesessionException error)
        {
            ThrowTerminatingError(ErrorRecords.Of(error));
        }
    }

    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (CodesessionException error) when (error.Code.ConcernsLedger())
        {
            ThrowTerminatingError(ErrorRecords.Of(error));
        }
        catch (CodesessionException error)
        {
            WriteFailure(error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            WriteFailure(new CodesessionException(ErrorCode.IoError, error.Message, error));
        }
        catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
