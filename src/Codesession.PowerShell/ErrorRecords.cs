using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Failures as PowerShell reports them. The error id is the code on the wire: <c>session_active</c>.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord Of(CodesessionException error, object? target = null) =>
        new(error, error.Code.Name(), CategoryOf(error.Code), target ?? error.Subject);

    private static ErrorCategory CategoryOf(ErrorCode code) => code switch
    {
        ErrorCode.SessionActive or ErrorCode.FileExists => ErrorCategory.ResourceExists,
        ErrorCode.SessionNotFound or ErrorCode.NoActiveSession or ErrorCode.CallNotFound or ErrorCode.NoteNotFound or ErrorCode.UnknownModel
            => ErrorCategory.ObjectNotFound,
        ErrorCode.InvalidInput or ErrorCode.MissingTokens or ErrorCode.Usage => ErrorCategory.InvalidArgument,
        ErrorCode.ConfirmationRequired => ErrorCategory.OperationStopped,
        ErrorCode.StoreBusy => ErrorCategory.ResourceBusy,
        ErrorCode.StoreCorrupt or ErrorCode.StoreInvalid or ErrorCode.StoreTooNew or ErrorCode.PricingInvalid => ErrorCategory.InvalidData,
        ErrorCode.StoreReadOnly => ErrorCategory.PermissionDenied,
        ErrorCode.StoreFull or ErrorCode.IoError => ErrorCategory.ResourceUnavailable,
        ErrorCode.ExecutableMissing => ErrorCategory.NotInstalled,
        _ => ErrorCategory.NotSpecified,
    };
}
