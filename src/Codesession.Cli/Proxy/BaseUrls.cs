namespace Codesession.Cli.Proxy;

/// <summary>The variables by which agents are told where their provider is.</summary>
internal static class BaseUrls
{
    // OpenAI's clients keep the version in their base URL, the others add it themselves.
    private static readonly (string Variable, string Provider, string Version)[] Known =
    [
        ("ANTHROPIC_BASE_URL", "anthropic", ""),
        ("OPENAI_BASE_URL", "openai", "/v1"),
        ("GOOGLE_GEMINI_BASE_URL", "google", ""),
    ];

    /// <summary>The environment without the variables of providers whose address was given otherwise.</summary>
    public static IReadOnlyDictionary<string, string> Without(IReadOnlyDictionary<string, string> environment, IReadOnlyCollection<string> providers) =>
        environment.Where(pair => !Known.Any(known => known.Variable == pair.Key && providers.Contains(known.Provider))).ToDictionary();

    /// <summary>The proxy of ours that the environment names already; null: none.</summary>
    public static ServerRecord? OwnProxy(IReadOnlyDictionary<string, string> environment, IReadOnlyList<ServerRecord> running) =>
        Known.Select(known => Address(environment, known.Variable)).OfType<Uri>().Select(address => Owner(address, running)).FirstOrDefault(owner => owner is not null);

    /// <summary>
    /// Makes the addresses that were set before (a company's gateway) the upstreams of their providers: a key goes nowhere that its
    /// owner did not send it.
    /// </summary>
    /// <returns>The variables that cannot be taken over, and stay as they are.</returns>
    public static IReadOnlyList<string> TakeOver(IReadOnlyDictionary<string, string> environment, Upstreams upstreams)
    {
        var left = new List<string>();
        foreach (var (variable, provider, version) in Known)
        {
            if (environment.GetValueOrDefault(variable) is not { Length: > 0 } url)
            {
                continue;
            }
            url = url.TrimEnd('/');
            try
            {
                upstreams.Set(provider, version.Length > 0 && url.EndsWith(version, StringComparison.Ordinal) ? url[..^version.Length] : url);
            }
            catch (CodesessionException)
            {
                left.Add(variable);
            }
        }
        return left;
    }

    /// <summary>The variables that lead an agent to a proxy.</summary>
    /// <param name="root">The proxy, and the session where it is named by path: <c>http://127.0.0.1:3739/s/7</c>.</param>
    /// <param name="environment">What is set now.</param>
    /// <param name="except">Variables that stay as they are.</param>
    public static IReadOnlyDictionary<string, string> To(string root, IReadOnlyDictionary<string, string> environment, IEnumerable<string> except)
    {
        var variables = Known.Where(known => !except.Contains(known.Variable)).ToDictionary(known => known.Variable, known => root + PathFor(known));
        // A client that honours it would ask the company's proxy for 127.0.0.1.
        if (Set("HTTP_PROXY") || Set("http_proxy") || Set("ALL_PROXY") || Set("all_proxy"))
        {
            var direct = environment.GetValueOrDefault("NO_PROXY") ?? environment.GetValueOrDefault("no_proxy");
            variables["NO_PROXY"] = variables["no_proxy"] = string.IsNullOrWhiteSpace(direct) ? "127.0.0.1" : $"{direct},127.0.0.1";
        }
        return variables;

        bool Set(string name) => environment.GetValueOrDefault(name) is { Length: > 0 };

        // A base URL without the usual version (https://gateway/llm) is followed by bare paths: the provider's prefix takes those.
        string PathFor((string Variable, string Provider, string Version) known) =>
            known.Version.Length > 0 && Set(known.Variable) && !environment[known.Variable].TrimEnd('/').EndsWith(known.Version, StringComparison.Ordinal)
                ? $"/{known.Provider}" : known.Version;
    }

    /// <summary>
    /// The variables that lead an agent to the proxies of ours that the environment names, for another session. What is behind the
    /// session in such an address (<c>/corp</c>, <c>/mistral/v1</c>) tells whose the key is, and stays.
    /// </summary>
    /// <param name="outer">The proxy for those that are not set.</param>
    /// <param name="session">The session.</param>
    /// <param name="environment">What is set now.</param>
    /// <param name="running">The proxies of ours.</param>
    public static IReadOnlyDictionary<string, string> Through(ServerRecord outer, long session, IReadOnlyDictionary<string, string> environment, IReadOnlyList<ServerRecord> running)
    {
        var variables = To($"{outer.Url}/s/{session}", environment, Foreign(environment, running)).ToDictionary();
        foreach (var (variable, _, _) in Known)
        {
            if (Address(environment, variable) is { } address && Owner(address, running) is { } owner)
            {
                var path = PathBehindSession(address);
                variables[variable] = owner.Url + (path.Length > 0 ? $"/s/{session}{path}" : variables[variable][outer.Url.Length..]);
            }
        }
        return variables;
    }

    /// <summary>The environment, of which the addresses of proxies of ours are those for another session.</summary>
    public static IReadOnlyDictionary<string, string> Moved(long session, IReadOnlyDictionary<string, string> environment, IReadOnlyList<ServerRecord> running)
    {
        if (OwnProxy(environment, running) is not { } outer)
        {
            return environment;
        }
        var through = Through(outer, session, environment, running);
        return environment.ToDictionary(pair => pair.Key, pair => pair.Value.Length > 0 && Known.Any(known => known.Variable == pair.Key)
            ? through.GetValueOrDefault(pair.Key, pair.Value) : pair.Value);
    }

    /// <summary>The variables that name another address than a proxy of ours.</summary>
    public static IReadOnlyList<string> Foreign(IReadOnlyDictionary<string, string> environment, IReadOnlyList<ServerRecord> running) =>
        [.. Known.Select(known => known.Variable).Where(variable => environment.GetValueOrDefault(variable) is { Length: > 0 } && (Address(environment, variable) is not { } address || Owner(address, running) is null))];

    private static string PathBehindSession(Uri address)
    {
        var path = address.AbsolutePath.TrimEnd('/');
        return !path.StartsWith("/s/", StringComparison.Ordinal) ? path : path.IndexOf('/', 3) is var next and > 0 ? path[next..] : "";
    }

    private static Uri? Address(IReadOnlyDictionary<string, string> environment, string variable) =>
        Uri.TryCreate(environment.GetValueOrDefault(variable), UriKind.Absolute, out var address) ? address : null;

    private static ServerRecord? Owner(Uri address, IReadOnlyList<ServerRecord> running) =>
        address.Host is "127.0.0.1" or "localhost" ? running.FirstOrDefault(server => server.Port == address.Port) : null;
}
