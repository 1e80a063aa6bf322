using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>
/// Names with wildcards, as PowerShell compares them: without regard to case. A name matches itself also where there are
/// brackets in it: <c>claude-sonnet-4-5[1m]</c>.
/// </summary>
internal sealed class Wildcards
{
    private readonly (string Name, WildcardPattern Pattern)[] patterns;

    private Wildcards(IEnumerable<string> patterns) =>
        this.patterns = [.. patterns.Select(pattern => (pattern, WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase)))];

    /// <summary>The patterns; null: none is asked for.</summary>
    public static Wildcards? Of(params string[]? patterns) => patterns is null ? null : new Wildcards(patterns);

    /// <summary>Whether a text matches any of them.</summary>
    public bool Match(string? text) => text is not null
        && Array.Exists(patterns, item => item.Name.Equals(text, StringComparison.OrdinalIgnoreCase) || item.Pattern.IsMatch(text));
}
