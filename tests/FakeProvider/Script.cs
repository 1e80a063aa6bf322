using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Codesession.Fakes;

/// <summary>What a test wants answered: by the name that a request gives in its header <c>x-play</c>, else by path, else always the same.</summary>
public sealed class Script
{
    /// <summary>The header with which a request chooses.</summary>
    public const string Header = "x-play";

    private readonly ConcurrentDictionary<string, Reply> named = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Reply> byPath = new(StringComparer.Ordinal);

    /// <summary>The reply to everything else.</summary>
    public Reply Otherwise { get; set; } = new();

    /// <summary>The reply to requests that ask for it by this name.</summary>
    public Reply this[string name]
    {
        get => named[name];
        set => named[name] = value;
    }

    /// <summary>The reply to requests to this path, query apart.</summary>
    public void On(string path, Reply reply) => byPath[path] = reply;

    internal Reply For(HttpRequest request) =>
        request.Headers[Header] is [{ } name] && named.TryGetValue(name, out var chosen) ? chosen
            : byPath.TryGetValue(request.Path.Value ?? "", out var reply) ? reply
            : Otherwise;
}
