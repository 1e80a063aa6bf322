namespace Codesession;

/// <summary>Where a recorded call comes from.</summary>
public enum UsageSource
{
    /// <summary>Stated: <c>cs log-ai</c>, <c>Add-CsAiUsage</c>.</summary>
    Manual,
    /// <summary>Stated through the MCP server.</summary>
    Mcp,
    /// <summary>Observed by our proxy.</summary>
    Proxy,
    /// <summary>Read from an agent's log.</summary>
    Log,
    /// <summary>Read from an agent's log by one of its hooks.</summary>
    Hook,
    /// <summary>Sent by an agent as telemetry.</summary>
    Telemetry,
    /// <summary>Written into the ledger by the original tool.</summary>
    Original,
}

/// <summary>The names of sources, and what they have in common.</summary>
public static class UsageSources
{
    /// <summary>The name in the ledger and in JSON: <c>manual</c>, <c>proxy</c>, …</summary>
    public static string Name(this UsageSource source) => source switch
    {
        UsageSource.Manual => "manual",
        UsageSource.Mcp => "mcp",
        UsageSource.Proxy => "proxy",
        UsageSource.Log => "log",
        UsageSource.Hook => "hook",
        UsageSource.Telemetry => "telemetry",
        _ => "original",
    };

    internal static UsageSource Parse(string? name) => name switch
    {
        "manual" => UsageSource.Manual,
        "mcp" => UsageSource.Mcp,
        "proxy" => UsageSource.Proxy,
        "log" => UsageSource.Log,
        "hook" => UsageSource.Hook,
        "telemetry" => UsageSource.Telemetry,
        _ => UsageSource.Original,
    };

    /// <summary>Seen as it happened, with the provider's own figures; the others state what somebody says.</summary>
    internal static bool IsObserved(this UsageSource source) =>
        source is UsageSource.Proxy or UsageSource.Log or UsageSource.Hook or UsageSource.Telemetry;

    /// <summary>Read from an agent's log.</summary>
    internal static bool IsRead(this UsageSource source) => source is UsageSource.Log or UsageSource.Hook;
}
