using System.Management.Automation;
using System.Runtime.Loader;
using Microsoft.Data.Sqlite;

namespace Neighbour;

/// <summary>Uses SQLite and tells with which assembly: its version and the context that it was loaded into.</summary>
[Cmdlet(VerbsCommon.Get, "Neighbour")]
[OutputType(typeof(string))]
public sealed class GetNeighbourCommand : Cmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 6 * 7";
        var assembly = typeof(SqliteConnection).Assembly;
        WriteObject($"{command.ExecuteScalar()} {assembly.GetName().Version} {AssemblyLoadContext.GetLoadContext(assembly)!.Name}");
    }
}
