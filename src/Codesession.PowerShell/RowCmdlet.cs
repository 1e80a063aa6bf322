using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Takes rows from the pipeline, each by the names of its properties. One with a cell that cannot be read is refused.</summary>
public abstract class RowCmdlet : CsCmdlet
{
    private PipedCells? cells;

    private protected RowCmdlet()
    {
    }

    /// <summary>A row or object with properties of the parameters' names.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    private protected sealed override void Process()
    {
        if (InputObject is not null)
        {
            (cells ??= new PipedCells(this)).Check(InputObject);
        }
        Take();
    }

    /// <summary>Works on the parameters as the row, or the caller, has set them.</summary>
    private protected abstract void Take();
}
