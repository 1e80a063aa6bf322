namespace Codesession;

/// <summary>What a run is called that was given no name.</summary>
public static class RunName
{
    private const int Longest = 120;

    /// <summary>
    /// The program, and of the arguments only the first that is no option, and that only where it is a plain word and not what may be
    /// the value of a long option, or where it is a file. Never the whole command line: there may be keys and prompts in it.
    /// </summary>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    public static string Of(IReadOnlyList<string> words, string folder)
    {
        ArgumentNullException.ThrowIfNull(words);
        var program = Path.GetFileName(words[0]);
        var at = 1;
        while (at < words.Count && words[at].StartsWith('-'))
        {
            at++;
        }
        var isTold = at < words.Count && ((IsPlain(words[at]) && !words[at - 1].StartsWith("--", StringComparison.Ordinal))
            || File.Exists(Path.Combine(folder, words[at])));
        var name = isTold ? $"{program} {words[at]}" : program;
        return string.IsNullOrWhiteSpace(name) ? "run" : name.Length <= Longest ? name : name[..Longest];
    }

    // A long word of letters and digits, without the dots and slashes of a path, may be a key.
    private static bool IsPlain(string word) => word.All(letter => char.IsLetterOrDigit(letter) || "._-/\\+".Contains(letter))
        && !word.StartsWith("sk-", StringComparison.Ordinal)
        && (word.Length < 20 || word.IndexOfAny(['.', '/', '\\']) >= 0 || !word.Any(char.IsAsciiDigit));
}
