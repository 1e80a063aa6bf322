using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Codesession.PowerShell;

/// <summary>Completes arguments with what the ledger knows. Never fails, never makes a ledger, never keeps the user waiting.</summary>
public abstract class LedgerCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private protected LedgerCompleter()
    {
    }

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = wordToComplete.Trim('\'', '"');
        // Brackets are letters of names; the other wildcards are what somebody types who does not know the beginning.
        var pattern = WildcardPattern.Get(word.Replace("`", "``").Replace("[", "`[").Replace("]", "`]") + "*", WildcardOptions.IgnoreCase);
        return [.. Candidates().Where(candidate => pattern.IsMatch(candidate.Value) || pattern.IsMatch(candidate.Shown ?? "")).Select(candidate => candidate.Result())];
    }

    private protected abstract IEnumerable<Candidate> Candidates();

    /// <summary>Reads from the ledger, where there is one that can be read.</summary>
    private protected static IEnumerable<Candidate> Read(Func<Ledger, IEnumerable<Candidate>> read) => WhatCanBeRead(() =>
    {
        var options = ModuleHost.Options() with { BusyTimeout = Patience };
        if (!File.Exists(options.DatabasePath))
        {
            return [];
        }
        using var ledger = Ledger.Open(options);
        return [.. read(ledger)];
    });

    /// <summary>Reads from the price table, where the user's own part of it can be read.</summary>
    private protected static IEnumerable<Candidate> ReadPrices(Func<ModelPrice, string?> name) => WhatCanBeRead(() =>
        [.. PriceList.Today().Select(name).OfType<string>().Select(value => new Candidate(value))]);

    private static List<Candidate> WhatCanBeRead(Func<List<Candidate>> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is CodesessionException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Something to complete with.</summary>
    /// <param name="Value">What is typed.</param>
    /// <param name="Shown">What the list shows; null: the same.</param>
    /// <param name="About">What the tooltip says; null: the same.</param>
    private protected sealed record Candidate(string Value, string? Shown = null, string? About = null)
    {
        public CompletionResult Result() => new(Quoted(Value), Shown ?? Value, CompletionResultType.ParameterValue, About ?? Value);

        // A hyphen at the beginning would make a parameter of it.
        private static string Quoted(string value) =>
            value.All(letter => char.IsLetterOrDigit(letter) || "._-/:\\+~".Contains(letter)) && !value.StartsWith('-')
                ? value
                : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
    }
}
