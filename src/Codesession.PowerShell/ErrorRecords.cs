using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Failures as PowerShell reports them. The error id is the code on the wire: <c>session_active</c>.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord Of(CodesessionException error, object? target = null)
    {
        var record = new ErrorRecord(error, error.Code.Name(), CategoryOf(error.Code), target ?? error.Subject);
        if (AdviceOn(error) is { } advice)
        {
            record.ErrorDetails = new ErrorDetails($"{error.Problem} {advice}") { RecommendedAction = advice };
        }
        return record;
    }

    /// <summary>What to do next with cmdlets, where Core has words for <c>cs</c>.</summary>
    private static string? AdviceOn(CodesessionException error) => error switch
    {
        { Code: ErrorCode.SessionActive, Subject: long id } =>
            $"Go on with it: Resume-CsSession -Id {id} (or Start-CsSession with -Resume); or end it first: Stop-CsSession -Id {id}",
        { CsAdvice: null } => null,
        { Code: ErrorCode.SessionNotFound } => "Get-CsSession lists the sessions there are.",
        { Code: ErrorCode.NoActiveSession } => "Start one with: Start-CsSession <name>",
        { Code: ErrorCode.CallNotFound } => "Get-CsAiUsage lists calls with their ids.",
        { Code: ErrorCode.NoteNotFound } => "Get-CsNote lists notes with their ids.",
        { Code: ErrorCode.BudgetNotFound } => "Get-CsBudget lists the budgets there are.",
        { Code: ErrorCode.BudgetExceeded, Subject: long id } => $"Raise it with Set-CsBudget, or remove it: Remove-CsBudget -Id {id}",
        { Code: ErrorCode.MissingTokens } => "Give -Tokens, or -PromptTokens and -CompletionTokens.",
        { Code: ErrorCode.PortInUse } => "Take another -Port, or a free one with -Port 0. Get-CsProxy and Get-CsDashboard list what is running.",
        { Code: ErrorCode.UnknownModel, Subject: var model } => $"Give -Cost, or set a price: Set-CsPricing '{model}' <input> <output>",
        _ => error.CsAdvice,
    };

    private static ErrorCategory CategoryOf(ErrorCode code) => code switch
    {
        ErrorCode.SessionActive or ErrorCode.FileExists => ErrorCategory.ResourceExists,
        ErrorCode.SessionNotFound or ErrorCode.NoActiveSession or ErrorCode.CallNotFound or ErrorCode.NoteNotFound or ErrorCode.BudgetNotFound
            or ErrorCode.UnknownModel or ErrorCode.ProxyNotFound or ErrorCode.DashboardNotFound or ErrorCode.CommitNotFound => ErrorCategory.ObjectNotFound,
        ErrorCode.InvalidInput or ErrorCode.MissingTokens or ErrorCode.Usage => ErrorCategory.InvalidArgument,
        ErrorCode.BudgetExceeded => ErrorCategory.LimitsExceeded,
        ErrorCode.ConfirmationRequired => ErrorCategory.OperationStopped,
        ErrorCode.StoreBusy => ErrorCategory.ResourceBusy,
        ErrorCode.StoreCorrupt or ErrorCode.StoreInvalid or ErrorCode.StoreTooNew or ErrorCode.PricingInvalid or ErrorCode.ConfigInvalid
            => ErrorCategory.InvalidData,
        ErrorCode.StoreReadOnly => ErrorCategory.PermissionDenied,
        ErrorCode.StoreFull or ErrorCode.IoError or ErrorCode.PortInUse or ErrorCode.GitUnavailable => ErrorCategory.ResourceUnavailable,
        ErrorCode.ExecutableMissing => ErrorCategory.NotInstalled,
        _ => ErrorCategory.NotSpecified,
    };
}
