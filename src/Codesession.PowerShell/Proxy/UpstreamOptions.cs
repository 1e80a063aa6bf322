using System.Collections;
using System.Globalization;

namespace Codesession.PowerShell;

/// <summary>A table of upstreams (<c>@{ anthropic = 'https://gateway' }</c>) as the words that <c>cs</c> takes.</summary>
internal static class UpstreamOptions
{
    public static IEnumerable<string> Of(IDictionary? upstreams) => upstreams is null ? [] : upstreams.Cast<DictionaryEntry>()
        .Select(upstream => $"--upstream={Text(upstream.Key)}={Text(upstream.Value)}");

    private static string? Text(object? value) => Convert.ToString(PipedObject.Unwrapped(value), CultureInfo.InvariantCulture);
}
