namespace Codesession.PowerShell;

/// <summary>What the cmdlets of servers share: those of this ledger.</summary>
public abstract class ServerCmdlet : CsCmdlet
{
    private RunningServers? servers;

    private protected ServerCmdlet()
    {
    }

    private protected abstract ServerKind Kind { get; }

    private protected string LedgerPath => ModuleHost.Options(CurrentFolder).DatabasePath;

    private RunningServers Servers => servers ??= new RunningServers(LedgerPath, Kind);

    /// <summary>What is emitted of a server.</summary>
    private protected abstract object Endpoint(ServerRecord record);

    /// <summary>Starts one that goes on by itself.</summary>
    private protected ServerRecord Start(IEnumerable<string> words, IReadOnlyDictionary<string, string> environment)
    {
        var executable = Executable.Path ?? throw new CodesessionException(ErrorCode.ExecutableMissing,
            $"The module has no cs executable for this platform ({Executable.Platform}), which is the {Kind.Name}.");
        var process = Wait(ServerProcess.StartAsync(executable, [Kind.Name, "--background", .. words], environment, CurrentFolder, Cancellation));
        process.LetGo();
        return Servers.Of(process.ProcessId)
            ?? throw new CodesessionException(ErrorCode.IoError, $"The {Kind.Name} (process {process.ProcessId}) has ended as soon as it was started.");
    }

    /// <summary>Emits the servers that are there: of these ports, or all.</summary>
    /// <exception cref="CodesessionException">None listens there.</exception>
    private protected void WriteServers(int[]? ports) => ForEachServer(ports, (record, answers) =>
    {
        if (answers)
        {
            WriteObject(Endpoint(record));
        }
        else
        {
            WriteWarning($"The {Kind.Name} at {record.Url} (process {record.ProcessId}) does not answer. Stop-{Kind.Noun} {record.Port} ends it.");
        }
    });

    /// <summary>Ends the servers that are there: of these ports, or all.</summary>
    /// <exception cref="CodesessionException">None listens there.</exception>
    private protected void StopServers(int[]? ports, bool passThru) => ForEachServer(ports, (record, answers) =>
    {
        if (!ShouldProcess($"{record.Url} (process {record.ProcessId})", $"Stop {Kind.Name}"))
        {
            return;
        }
        Servers.StopAsync(record, answers, Cancellation).GetAwaiter().GetResult();
        if (passThru)
        {
            WriteObject(Endpoint(record));
        }
    });

    private protected override void Dispose(bool disposing)
    {
        servers?.Dispose();
        base.Dispose(disposing);
    }

    private void ForEachServer(int[]? ports, Action<ServerRecord, bool> work)
    {
        if (ports is null)
        {
            ForEach(Wait(Servers.ListAsync(null, Cancellation)), server => work(server.Record, server.Answers));
        }
        ForEach(ports ?? [], port =>
        {
            var found = Wait(Servers.ListAsync(port, Cancellation));
            ForEach(found.Count > 0 ? found : throw NotFound(port), server => work(server.Record, server.Answers));
        });
    }

    private CodesessionException NotFound(int port) => new(Kind.NotFound,
        $"No {Kind.Name} of this ledger listens on port {port}. Get-{Kind.Noun} lists those that are running.") { Subject = port };
}
