using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Codesession.PowerShell;

/// <summary>Runs a program or a script block in a session of its own.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "CsRun", SupportsShouldProcess = true, DefaultParameterSetName = "File")]
[OutputType(typeof(object), typeof(Session))]
public sealed class InvokeCsRunCommand : CsCmdlet
{
    // PowerShell itself runs both: its way with streams, terminals, exit codes and Ctrl+C is the one that users know.
    private const string RunBlock = "param($Block, $Arguments) & $Block @Arguments";
    private const string RunProgram = "param($Cs, $Words) & $Cs @Words";

    private const string Stopped = "Stopped before it was done.";
    private const string NotAlone = "Blocks are running in other runspaces of this process, which share its environment: AI calls of the block are not seen. "
        + "Run a program instead of a block, or one proxy for all (Start-CsProxy) with the session in its address: \"$($proxy.Url)/s/$($session.Id)\". -NoProxy says that they need not be.";

    private WrittenCommand? written;

    /// <summary>The program.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "File")]
    public string FilePath { get; set; } = "";

    /// <summary>The script block. It gets the session as its first argument.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Block")]
    public ScriptBlock ScriptBlock { get; set; } = ScriptBlock.Create("");

    /// <summary>The program's arguments, or those of the block behind the session. Write -- before any that begin with a hyphen.</summary>
    [Parameter(Position = 1, ValueFromRemainingArguments = true)]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    [Alias("a")]
    public object?[] ArgumentList { get; set => field = value ?? []; } = [];

    /// <summary>What the session is called; the program with its first plain argument, or the script, unless told.</summary>
    [Parameter]
    [Alias("n")]
    public string? Name { get; set; }

    /// <summary>What the session may cost, in US dollars.</summary>
    [Parameter]
    [Number]
    public decimal? Budget { get; set; }

    /// <summary>Providers, or other addresses for them: <c>@{ anthropic = 'https://gateway.example.com' }</c>.</summary>
    [Parameter]
    public IDictionary? Upstream { get; set; }

    /// <summary>The agent of the calls that are seen; CODESESSION_AGENT_NAME, else what the requests tell, unless told.</summary>
    [Parameter]
    public string? AgentName { get; set; }

    /// <summary>Run without a proxy: calls are not seen.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>Emit the ended session behind the output.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private bool IsProgram => ParameterSetName == "File";

    private protected override void Begin()
    {
        written = new WrittenCommand(MyInvocation);
        if (IsProgram && written.MisplacedArgument is { } word)
        {
            throw new CodesessionException(ErrorCode.Usage,
                $"{word} would be a parameter of {MyInvocation.InvocationName}, not an argument of {FilePath}. Write -- before the arguments: "
                + $"{MyInvocation.InvocationName} {FilePath} -- {word} …, or: cs run {FilePath} {word} …")
            {
                Subject = word,
            };
        }
    }

    private protected override void Process()
    {
        var name = Name ?? (IsProgram ? RunName.Of(Words(), CurrentFolder) : ScriptName());
        var executable = IsProgram ? Executable.Path ?? throw Missing() : null;
        if (!ShouldProcess($"\"{name}\"", "Run in a session"))
        {
            return;
        }
        var started = Wait(Ledger.Sessions.StartAsync(
            new NewSession { Name = name, Folder = CurrentFolder, Origin = SessionOrigin.Run, Budget = Budget }, Cancellation));
        using var proxy = IsProgram || NoProxy ? null : StartProxy(started.Session.Id);
        var failure = Run(started, executable, proxy, out var ended);
        if (failure is not null)
        {
            ThrowTerminatingError(failure);
        }
        Warn(ended.Warning);
        if (PassThru)
        {
            WriteObject(ended.Session);
        }
    }

    private ErrorRecord? Run(StartedSession started, string? executable, ServerProcess? proxy, out EndedSession ended)
    {
        var session = started.Session;
        var note = Stopped;
        try
        {
            Warn(started.Warning);
            proxy?.Warnings.ToList().ForEach(Warn);
            using var _ = CurrentRun.Enter(session.Id, proxy?.Variables);
            Warn(proxy is null || CurrentRun.IsAlone ? null : NotAlone);
            if (executable is null)
            {
                Invoke(RunBlock, ScriptBlock, (object?[])[session, .. ArgumentList]);
            }
            else
            {
                Invoke(RunProgram, executable, (string[])["run", "--session", $"{session.Id}", .. NoProxy ? (string[])["--no-proxy"] : [], .. ProxyOptions(), "--", .. Words()]);
            }
            note = null;
            return null;
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            // Not its message: there may be a key or a prompt in it.
            note = $"Ended by an error: {(error.InnerException ?? error).GetType().Name} in line {error.ErrorRecord.InvocationInfo?.ScriptLineNumber ?? 0}";
            return error.ErrorRecord;
        }
        finally
        {
            // Also on the way out of a stopped pipeline, an exit or a break. What was called is booked first.
            proxy?.Dispose();
            ended = End(session.Id, note);
        }
    }

    /// <summary>The proxy of a block; null: it goes without, and a warning says why.</summary>
    private ServerProcess? StartProxy(long id)
    {
        try
        {
            if (Executable.Path is not { } executable)
            {
                WriteWarning($"The module has no cs executable for this platform ({Executable.Platform}), which is the proxy: AI calls of the block are not seen. -NoProxy says that they need not be.");
                return null;
            }
            if (!CurrentRun.IsAlone)
            {
                WriteWarning(NotAlone);
                return null;
            }
            return BlockProxy.Start(executable, id, ProxyOptions(), CurrentFolder, Cancellation);
        }
        catch (CodesessionException)
        {
            // Nothing has been run: there is no session.
            Ledger.Sessions.Remove(id);
            throw;
        }
        catch
        {
            End(id, Stopped);
            throw;
        }
    }

    private IEnumerable<string> ProxyOptions() =>
        [.. UpstreamOptions.Of(Upstream), .. string.IsNullOrWhiteSpace(AgentName) ? [] : (string[])[$"--agent={AgentName}"]];

    private void Invoke(string script, params object?[] arguments) =>
        InvokeCommand.InvokeScript(script + written?.MergedStreams, useNewScope: true, PipelineResultTypes.Output | PipelineResultTypes.Error, null, arguments);

    // The block may have ended the session itself.
    private EndedSession End(long id, string? note)
    {
        try
        {
            return Wait(Ledger.Sessions.EndAsync(id, note, CancellationToken.None));
        }
        catch (CodesessionException error) when (error.Code == ErrorCode.SessionNotFound && Ledger.Sessions.Find(id) is { } session)
        {
            return new EndedSession(session, null);
        }
    }

    // A list is as many words as it has items, as of any native command.
    private string[] Words() => [FilePath, .. ArgumentList
        .SelectMany(argument => LanguagePrimitives.GetEnumerable(argument)?.Cast<object?>() ?? [argument])
        .Select(argument => LanguagePrimitives.ConvertTo<string>(argument))];

    private string ScriptName() => MyInvocation.ScriptName is { Length: > 0 } script ? Path.GetFileName(script) : "script block";

    private static CodesessionException Missing() => new(ErrorCode.ExecutableMissing,
        $"The module has no cs executable for this platform ({Executable.Platform}), which runs programs. Use a script block: Invoke-CsRun {{ … }}");
}
