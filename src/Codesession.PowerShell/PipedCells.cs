using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>
/// Finds cells of a piped row that PowerShell has passed over: where the property of an optional parameter cannot be
/// converted, it binds nothing and says nothing, and the call would be recorded as another one.
/// </summary>
internal sealed class PipedCells(PSCmdlet cmdlet)
{
    private readonly (string Parameter, string[] Names)[] parameters =
    [
        .. cmdlet.MyInvocation.MyCommand.Parameters.Values
            .Where(parameter => parameter.Attributes.OfType<ParameterAttribute>().Any(attribute => attribute.ValueFromPipelineByPropertyName))
            .Select(parameter => (parameter.Name, (string[])[parameter.Name, .. parameter.Aliases])),
    ];

    /// <summary>Refuses a row with such a cell, and what is no row.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>.</exception>
    public void Check(PSObject row)
    {
        if (row.BaseObject is string or ValueType)
        {
            throw new CodesessionException(ErrorCode.InvalidInput, $"{row} has no properties to take. Pipe objects, or give parameters.") { Subject = row };
        }
        var bound = cmdlet.MyInvocation.BoundParameters;
        foreach (var (parameter, names) in parameters)
        {
            if (!bound.ContainsKey(parameter) && CellOf(row, names) is { } cell)
            {
                throw new CodesessionException(ErrorCode.InvalidInput,
                    $"\"{cell.Value}\" in {cell.Name} cannot be -{parameter}. Correct it, or leave it empty where it is not known.")
                {
                    Subject = row,
                };
            }
        }
    }

    private static PSPropertyInfo? CellOf(PSObject row, string[] names)
    {
        foreach (var name in names)
        {
            if (row.Properties[name] is { } cell)
            {
                return cell.Value is null || (cell.Value is string text && string.IsNullOrWhiteSpace(text)) ? null : cell;
            }
        }
        return null;
    }
}
