// Runs a script in an engine and a process of its own: ShellHost <script> [argument…]
// Prints what it emits, a line an object, and its errors by id and message; ends with 1 if there were any.
using System.Management.Automation;
using System.Management.Automation.Runspaces;

var state = InitialSessionState.CreateDefault2();
if (OperatingSystem.IsWindows()) // only there may the policy forbid a script
{
    state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
}
using var runspace = RunspaceFactory.CreateRunspace(state);
runspace.Open();
using var shell = PowerShell.Create(runspace);
shell.AddScript(File.ReadAllText(args[0]));
foreach (var argument in args[1..])
{
    shell.AddArgument(argument);
}
try
{
    foreach (var item in shell.Invoke())
    {
        Console.WriteLine(item);
    }
}
catch (RuntimeException error)
{
    shell.Streams.Error.Add(error.ErrorRecord);
}
foreach (var error in shell.Streams.Error)
{
    Console.Error.WriteLine($"{error.FullyQualifiedErrorId}: {error}");
}
return shell.Streams.Error.Count == 0 ? 0 : 1;
