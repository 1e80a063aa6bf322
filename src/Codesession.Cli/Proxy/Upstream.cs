namespace Codesession.Cli.Proxy;

/// <summary>A provider's API at an address of the allow-list or of the user's own.</summary>
/// <param name="Name">How the provider is called: in paths, in the ledger, in the price table.</param>
/// <param name="Address">Scheme, host, port and the path that all requests share, without a slash at its end.</param>
/// <param name="IsBuiltIn">The address is the provider's own.</param>
internal sealed record Upstream(string Name, string Address, bool IsBuiltIn)
{
    // These document stream_options.include_usage for Chat Completions; the others report usage unasked or not at all.
    private static readonly HashSet<string> TakeIncludeUsage = ["openai", "deepseek", "groq"];

    /// <summary>Whether a streamed chat completion may be asked for its usage.</summary>
    public bool TakesIncludeUsage => TakeIncludeUsage.Contains(Name);

    /// <summary>The path of the address: <c>/openai</c> of Groq, empty of most.</summary>
    public string BasePath { get; } = Address.IndexOf('/', Address.IndexOf("://", StringComparison.Ordinal) + 3) is var slash and > 0 ? Address[slash..] : "";

    /// <summary>
    /// The URI for a path and query, which stay as the client wrote them. Clients give a provider's path with what its address
    /// ends in or without: <c>/groq/openai/v1/models</c> and <c>/groq/v1/models</c> are one.
    /// </summary>
    public Uri At(string target)
    {
        var repeated = IsBuiltIn && BasePath.Length > 0 && target.StartsWith(BasePath + "/", StringComparison.Ordinal);
        return new Uri(Address + (repeated ? target[BasePath.Length..] : target), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }
}
