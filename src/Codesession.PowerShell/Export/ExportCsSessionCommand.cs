using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>What sessions are written as.</summary>
public enum SessionExportFormat
{
    /// <summary>An array with all that belongs to each session.</summary>
    Json,
    /// <summary>A header and one line a session.</summary>
    Csv,
}

/// <summary>Writes sessions to a file, as <c>cs export</c> does.</summary>
[Cmdlet(VerbsData.Export, "CsSession", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportCsSessionCommand : CsCmdlet
{
    private readonly List<long> ids = [];

    /// <summary>The file. Its folder must exist.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>What to write; by the file's ending unless told, JSON where that says nothing.</summary>
    [Parameter(Position = 1)]
    public SessionExportFormat? Format { get; set; }

    /// <summary>The sessions; all, newest first, unless told.</summary>
    [Parameter(ValueFromPipeline = true)]
    [SessionReference]
    public long[]? InputObject { get; set; }

    /// <summary>Overwrite a file that is read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Leave a file that exists as it is.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Emit the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => ids.AddRange(InputObject ?? []);

    private protected override void End()
    {
        var file = new FileInfo(FullPath(Path));
        var csv = Format is { } format ? format == SessionExportFormat.Csv : file.Extension.Equals(".csv", StringComparison.OrdinalIgnoreCase);
        if (!ShouldProcess(file.FullName, $"Write sessions as {(csv ? "CSV" : "JSON")}"))
        {
            return;
        }
        Check(file);
        WriteWhole(file, output =>
        {
            if (csv)
            {
                LedgerExport.WriteCsv(Ledger, output, Sessions());
            }
            else
            {
                LedgerExport.WriteJson(Ledger, output, Sessions());
            }
        });
        if (PassThru)
        {
            WriteFile(file);
        }
    }

    private IEnumerable<Session> Sessions()
    {
        var sessions = InputObject is null && !MyInvocation.ExpectingInput
            ? Ledger.Sessions.List()
            : ids.Select(id => Ledger.Sessions.Find(id) ?? throw Codesession.Sessions.NotFound(id));
        foreach (var session in sessions)
        {
            Cancellation.ThrowIfCancellationRequested();
            yield return session;
        }
    }

    private void Check(FileInfo file)
    {
        if (!file.Directory!.Exists)
        {
            throw new CodesessionException(ErrorCode.IoError, $"There is no folder {file.DirectoryName}. Make it first.") { Subject = file.DirectoryName };
        }
        if (file.Exists && (NoClobber || (file.IsReadOnly && !Force)))
        {
            throw new CodesessionException(ErrorCode.FileExists, NoClobber
                ? $"The file {file.FullName} exists. Leave out -NoClobber to overwrite it."
                : $"The file {file.FullName} is read-only. Give -Force to overwrite it.")
            {
                Subject = file.FullName,
            };
        }
    }

    // The file is there with all of it, or as it was before. It stays what it was: a link, and for whom.
    private static void WriteWhole(FileInfo file, Action<Stream> write)
    {
        var target = file.LinkTarget is null ? file : (FileInfo)file.ResolveLinkTarget(returnFinalTarget: true)!;
        using (var stream = OpenIfNoFile(target))
        {
            if (stream is not null)
            {
                write(stream);
                return;
            }
        }
        var unfinished = $"{target.FullName}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var output = new FileStream(unfinished, FileMode.CreateNew))
            {
                if (target.Exists && !OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(output.SafeFileHandle, target.UnixFileMode);
                }
                write(output);
            }
            if (target.Exists && OperatingSystem.IsWindows())
            {
                target.IsReadOnly = false;
            }
            File.Move(unfinished, target.FullName, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    // A device or a pipe is written to; a file put in its place would be the end of it.
    private static FileStream? OpenIfNoFile(FileInfo target)
    {
        if (OperatingSystem.IsWindows() || !target.Exists || target.IsReadOnly)
        {
            return null;
        }
        var stream = new FileStream(target.FullName, FileMode.Open, FileAccess.Write);
        if (!stream.CanSeek || target.FullName.StartsWith("/dev/", StringComparison.Ordinal))
        {
            return stream;
        }
        stream.Dispose();
        return null;
    }
}
