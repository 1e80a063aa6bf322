namespace Codesession.Cli.Proxy;

/// <summary>A provider's API at an address of the allow-list or of the user's own.</summary>
/// <param name="Name">How the provider is called: in paths, in the ledger, in the price table.</param>
/// <param name="Address">Scheme, host, port and the path that all requests share, without a slash at its end.</param>
/// <param name="IsBuiltIn">The address is the provider's own.</param>
internal sealed record Upstream(string Name, string Address, bool IsBuiltIn)
{
    // These document stream_options.include_usage for Chat Completions; the others report usage unasked or not at all.
    private static readonly HashSet<string> TakeIncludeUsage = ["openai", "deepseek", "groq"];

    /// <summary>Whose models it has, as the ledger and the price table call him.</summary>
    public string Provider { get; init; } = Name;

    /// <summary>Whether a streamed chat completion may be asked for its usage.</summary>
    public bool TakesIncludeUsage => TakeIncludeUsage.Contains(Provider);

    /// <summary>The path of the address: <c>/openai</c> of Groq, empty of most.</summary>
    public string BasePath { get; } = Address.IndexOf('/', Address.IndexOf("://", StringComparison.Ordinal) + 3) is var slash and > 0 ? Address[slash..] : "";

    /// <summary>
    /// The URI for a path and query, which stay as the client wrote them. What an address ends in and a path begins with is there once:
    /// <c>/groq/openai/v1/models</c> and <c>/groq/v1/models</c> are one, and an address may be given with its version.
    /// </summary>
    public Uri At(string target)
    {
        var repeated = IsBuiltIn ? BasePath : BasePath.EndsWith("/v1", StringComparison.Ordinal) ? "/v1" : "";
        var rest = repeated.Length > 0 && target.StartsWith(repeated + "/", StringComparison.Ordinal) ? target[repeated.Length..] : target;
        return new Uri(Address + rest, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }
}
