using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Records AI calls in a session.</summary>
[Cmdlet(VerbsCommon.Add, "CsAiUsage", SupportsShouldProcess = true)]
[OutputType(typeof(AiUsage))]
public sealed class AddCsAiUsageCommand : RowCmdlet
{
    private readonly HashSet<(long Session, string? Agent)> booked = [];
    private UsageBatch? batch;
    private long? defaultSession;

    /// <summary>Who served the model: anthropic, openai, google, …</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    public string Provider { get; set; } = "";

    /// <summary>The model as the agent names it.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string Model { get; set; } = "";

    /// <summary>The whole input, cache reads and writes included.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Number(Whole = true)]
    public long? PromptTokens { get; set; }

    /// <summary>The output, reasoning included.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Number(Whole = true)]
    public long? CompletionTokens { get; set; }

    /// <summary>How much of the input was read from a cache.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Number(Whole = true)]
    public long? CacheReadTokens { get; set; }

    /// <summary>How much of the input was written to a cache for 5 minutes, or for no stated time.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Number(Whole = true)]
    public long? CacheWriteTokens { get; set; }

    /// <summary>How much of the input was written to a cache for an hour.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Number(Whole = true)]
    public long? CacheWrite1hTokens { get; set; }

    /// <summary>How much of the output was reasoning.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Number(Whole = true)]
    public long? ReasoningTokens { get; set; }

    /// <summary>All tokens, where the parts are not known.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Number(Whole = true)]
    public long? Tokens { get; set; }

    /// <summary>US dollars; from the price table unless told.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Number]
    public decimal? Cost { get; set; }

    /// <summary>The agent; CODESESSION_AGENT_NAME of the environment unless told.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string? AgentName { get; set; }

    /// <summary>An id of the call: the same one twice is recorded once.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? RequestId { get; set; }

    /// <summary>When the call was made; now unless told.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>The session; that of the running Invoke-CsRun, else the active one of the current folder unless told.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [SessionReference(Optional = true)]
    [ArgumentCompleter(typeof(ActiveSessionCompleter))]
    public long? SessionId { get; set; }

    /// <summary>Emit the recorded calls.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Take()
    {
        batch ??= new UsageBatch(Ledger);
        var session = SessionId ?? (defaultSession ??= batch.Use(ledger => ledger.Sessions.Resolve(Choose(null)).Id));
        if (ShouldProcess($"{session}", $"Record call of {Provider} {Model} in session"))
        {
            batch.Add(Call(session));
        }
        Tell(batch, all: false);
    }

    private protected override void End()
    {
        if (batch is not null)
        {
            Tell(batch, all: true);
            TellBudgets(batch);
        }
    }

    private protected override void Dispose(bool disposing)
    {
        batch?.Dispose();
        base.Dispose(disposing);
    }

    private NewUsage Call(long session) => new()
    {
        SessionId = session,
        Source = UsageSource.Manual,
        RequirePrice = true,
        Provider = Provider,
        Model = Model,
        Tokens = Tokens,
        PromptTokens = PromptTokens,
        CompletionTokens = CompletionTokens,
        CacheReadTokens = CacheReadTokens,
        CacheWriteTokens = CacheWriteTokens,
        CacheWrite1hTokens = CacheWrite1hTokens,
        ReasoningTokens = ReasoningTokens,
        Cost = Cost,
        AgentName = Given(AgentName) ?? ModuleHost.AgentName,
        RequestId = Given(RequestId),
        Timestamp = Timestamp,
    };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private void Tell(UsageBatch calls, bool all)
    {
        foreach (var (call, outcome) in calls.Outcomes(all))
        {
            if (outcome.Error is { } error)
            {
                WriteFailure(error, call);
                continue;
            }
            booked.Add((outcome.Receipt!.Usage.SessionId, outcome.Receipt.Usage.AgentName));
            if (outcome.Receipt.Duplicate)
            {
                WriteVerbose($"Call {outcome.Receipt.Usage.Id} was recorded before; nothing was counted again.");
            }
            if (PassThru)
            {
                WriteObject(outcome.Receipt.Usage);
            }
        }
        if (calls.Failure is { } failure)
        {
            throw failure;
        }
    }

    // Calls are recorded whatever they cost: a budget that they cross is told, each once.
    private void TellBudgets(UsageBatch calls)
    {
        var budgets = calls.Use(ledger => booked.Select(call => ledger.Budgets.TightestFor(call.Session, call.Agent)).OfType<BudgetState>().ToList());
        foreach (var warning in budgets.Select(BudgetText.Warning).OfType<string>().Distinct())
        {
            Warn(PlainText.Of(warning));
        }
    }
}
