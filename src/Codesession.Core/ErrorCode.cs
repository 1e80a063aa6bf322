namespace Codesession;

/// <summary>
/// Every kind of expected failure. Scripts rely on the wire names (<see cref="ErrorCodes.Name"/>): a name, once
/// published, never changes.
/// </summary>
public enum ErrorCode
{
    /// <summary>The scope has an active session already.</summary>
    SessionActive,
    /// <summary>No session has that id, or it is not active where it has to be.</summary>
    SessionNotFound,
    /// <summary>No session is active.</summary>
    NoActiveSession,
    /// <summary>A value is out of its limits or not of its type.</summary>
    InvalidInput,
    /// <summary>A call without a single token count.</summary>
    MissingTokens,
    /// <summary>No price is known for the model, and the caller asked for one.</summary>
    UnknownModel,
    /// <summary>The command line itself is wrong.</summary>
    Usage,
    /// <summary>No recorded call has that id.</summary>
    CallNotFound,
    /// <summary>No note has that id.</summary>
    NoteNotFound,
    /// <summary>No budget has that id.</summary>
    BudgetNotFound,
    /// <summary>No commit of the session has that hash, or its repository has it no more.</summary>
    CommitNotFound,
    /// <summary>There is no git, no repository any more, or git cannot read it.</summary>
    GitUnavailable,
    /// <summary>A budget is spent, or will be by the calls that are under way.</summary>
    BudgetExceeded,
    /// <summary>Something would be removed, and nobody said yes.</summary>
    ConfirmationRequired,
    /// <summary>Another program holds the ledger and did not let go in time.</summary>
    StoreBusy,
    /// <summary>The ledger is damaged.</summary>
    StoreCorrupt,
    /// <summary>The file is no ledger: no SQLite database, or one of another program.</summary>
    StoreInvalid,
    /// <summary>The ledger was written by a newer version.</summary>
    StoreTooNew,
    /// <summary>The ledger, or its folder, cannot be written.</summary>
    StoreReadOnly,
    /// <summary>The disk is full.</summary>
    StoreFull,
    /// <summary>The prices file cannot be understood.</summary>
    PricingInvalid,
    /// <summary>The settings file cannot be understood.</summary>
    ConfigInvalid,
    /// <summary>A file or folder cannot be read or written.</summary>
    IoError,
    /// <summary>A file would be overwritten, and nobody asked for that.</summary>
    FileExists,
    /// <summary>Another program listens on the port.</summary>
    PortInUse,
    /// <summary>No proxy of this ledger listens there.</summary>
    ProxyNotFound,
    /// <summary>No dashboard of this ledger listens there.</summary>
    DashboardNotFound,
    /// <summary>The native <c>cs</c> is needed and is not there.</summary>
    ExecutableMissing,
    /// <summary>A mistake of ours: never expected.</summary>
    Internal,
}

/// <summary>The names of error codes on the wire.</summary>
public static class ErrorCodes
{
    /// <summary>The stable name of a code, in snake case: <c>session_active</c>.</summary>
    public static string Name(this ErrorCode code) => code switch
    {
        ErrorCode.SessionActive => "session_active",
        ErrorCode.SessionNotFound => "session_not_found",
        ErrorCode.NoActiveSession => "no_active_session",
        ErrorCode.InvalidInput => "invalid_input",
        ErrorCode.MissingTokens => "missing_tokens",
        ErrorCode.UnknownModel => "unknown_model",
        ErrorCode.Usage => "usage",
        ErrorCode.CallNotFound => "call_not_found",
        ErrorCode.NoteNotFound => "note_not_found",
        ErrorCode.BudgetNotFound => "budget_not_found",
        ErrorCode.CommitNotFound => "commit_not_found",
        ErrorCode.GitUnavailable => "git_unavailable",
        ErrorCode.BudgetExceeded => "budget_exceeded",
        ErrorCode.ConfirmationRequired => "confirmation_required",
        ErrorCode.StoreBusy => "store_busy",
        ErrorCode.StoreCorrupt => "store_corrupt",
        ErrorCode.StoreInvalid => "store_invalid",
        ErrorCode.StoreTooNew => "store_too_new",
        ErrorCode.StoreReadOnly => "store_read_only",
        ErrorCode.StoreFull => "store_full",
        ErrorCode.PricingInvalid => "pricing_invalid",
        ErrorCode.ConfigInvalid => "config_invalid",
        ErrorCode.IoError => "io_error",
        ErrorCode.FileExists => "file_exists",
        ErrorCode.PortInUse => "port_in_use",
        ErrorCode.ProxyNotFound => "proxy_not_found",
        ErrorCode.DashboardNotFound => "dashboard_not_found",
        ErrorCode.ExecutableMissing => "executable_missing",
        _ => "internal_error",
    };

    /// <summary>The code of that name; <see cref="ErrorCode.Internal"/> where this version knows none.</summary>
    public static ErrorCode Of(string? name) => Enum.GetValues<ErrorCode>().Where(code => code.Name() == name).Append(ErrorCode.Internal).First();

    /// <summary>Whether the ledger itself cannot be used: what comes after would fail alike.</summary>
    public static bool ConcernsLedger(this ErrorCode code) => code is ErrorCode.StoreBusy or ErrorCode.StoreCorrupt or ErrorCode.StoreInvalid
        or ErrorCode.StoreTooNew or ErrorCode.StoreReadOnly or ErrorCode.StoreFull or ErrorCode.Internal;
}
