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
    private const string RunProgram = "param($Cs, $Id, $Words) & $Cs run --session $Id -- @Words";

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
    public object?[] ArgumentList { get; set => field = value ?? []; } = [];

    /// <summary>What the session is called; the program with its first plain argument, or the script, unless told.</summary>
    [Parameter]
    public string? Name { get; set; }

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
            new NewSession { Name = name, Folder = CurrentFolder, Origin = SessionOrigin.Run }, Cancellation));
        var failure = Run(started, executable, out var ended);
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

    private ErrorRecord? Run(StartedSession started, string? executable, out EndedSession ended)
    {
        var session = started.Session;
        var note = "Stopped before it was done.";
        try
        {
            Warn(started.Warning);
            using var _ = CurrentRun.Enter(session.Id);
            if (executable is null)
            {
                Invoke(RunBlock, ScriptBlock, (object?[])[session, .. ArgumentList]);
            }
            else
            {
                Invoke(RunProgram, executable, session.Id, Words());
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
            // Also on the way out of a stopped pipeline, an exit or a break.
            ended = End(session.Id, note);
        }
    }

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
