namespace Codesession.Cli.Proxy;

/// <summary>Where requests may go: the providers' own addresses, and what the user adds or puts in their place. Never what a request says.</summary>
internal sealed class Upstreams
{
    private static readonly Upstream[] BuiltIn =
    [
        new("anthropic", "https://api.anthropic.com", true),
        new("openai", "https://api.openai.com", true),
        new("google", "https://generativelanguage.googleapis.com", true),
        new("mistral", "https://api.mistral.ai", true),
        new("deepseek", "https://api.deepseek.com", true),
        new("xai", "https://api.x.ai", true),
        new("openrouter", "https://openrouter.ai/api", true),
        new("groq", "https://api.groq.com/openai", true),
    ];

    private readonly Dictionary<string, Upstream> known = BuiltIn.ToDictionary(upstream => upstream.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names, the built-in ones first.</summary>
    public IEnumerable<string> Names => known.Keys;

    public Upstream Anthropic => known["anthropic"];

    public Upstream OpenAI => known["openai"];

    public Upstream Google => known["google"];

    /// <summary>The upstream of that name; null: there is none.</summary>
    public Upstream? Find(ReadOnlySpan<char> name) => known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var upstream) ? upstream : null;

    /// <summary>Adds an upstream, or gives one another address.</summary>
    /// <param name="name">Letters, digits, hyphens, underscores.</param>
    /// <param name="url">An absolute http or https address.</param>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>.</exception>
    public void Set(string name, string url)
    {
        name = name.ToLowerInvariant();
        if (name.Length is 0 or > 100 || name is "s" or "v1" or "v1beta" or "health" or "codesession" || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
        {
            throw Invalid(name, $"An upstream cannot be called \"{PlainText.Of(name, 40)}\". Use letters, digits and hyphens: --upstream gateway=https://llm.example.com");
        }
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0
            || address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            // Not the text itself: a password may be in it.
            throw Invalid(name, $"The address of the upstream {name} must be http://… or https://… with a host, without user name and query: --upstream {name}=https://llm.example.com");
        }
        known[name] = new Upstream(name, address.GetLeftPart(UriPartial.Path).TrimEnd('/'), false)
        {
            // OPENAI_BASE_URL may lead to another provider that speaks the same API.
            Provider = BuiltIn.FirstOrDefault(provider => new Uri(provider.Address).Host == address.Host)?.Name ?? name,
        };
    }

    /// <summary>Takes <c>name=url</c> pairs, as the option has them.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>.</exception>
    public void Set(IEnumerable<string> pairs)
    {
        foreach (var pair in pairs)
        {
            Set(pair);
        }
    }

    /// <summary>A proxy must not send requests to itself.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>.</exception>
    public void RefuseLoop(int ownPort)
    {
        if (known.Values.FirstOrDefault(upstream => new Uri(upstream.Address) is { IsLoopback: true } address && address.Port == ownPort) is { } self)
        {
            throw Invalid(self.Name, $"The address of the upstream {self.Name} ({self.Address}) is this proxy itself. Give that of the provider, or take another --port.");
        }
    }

    private void Set(string pair)
    {
        var equals = pair.IndexOf('=');
        if (equals < 0)
        {
            throw Invalid(pair, "An upstream is given as name=url: --upstream gateway=https://llm.example.com");
        }
        Set(pair[..equals], pair[(equals + 1)..]);
    }

    private static CodesessionException Invalid(string name, string message) => new(ErrorCode.InvalidInput, message) { Subject = name };
}
