using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Codesession.PowerShell;

/// <summary>Completes arguments with what the ledger knows. Never fails, and never makes a ledger.</summary>
public abstract class LedgerCompleter : IArgumentCompleter
{
    private protected LedgerCompleter()
    {
    }

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var pattern = WildcardPattern.Get(wordToComplete.Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        try
        {
            return [.. Candidates().Where(candidate => pattern.IsMatch(candidate.Value)).Select(candidate => candidate.Result())];
        }
        catch (Exception error) when (error is CodesessionException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private protected abstract IEnumerable<Candidate> Candidates();

    /// <summary>Reads from the ledger, where there is one.</summary>
    private protected static List<Candidate> Read(Func<Ledger, IEnumerable<Candidate>> read)
    {
        var options = ModuleHost.Options();
        if (!File.Exists(options.DatabasePath))
        {
            return [];
        }
        using var ledger = Ledger.Open(options);
        return [.. read(ledger)];
    }

    /// <summary>Something to complete with.</summary>
    /// <param name="Value">What is typed.</param>
    /// <param name="Shown">What the list shows; null: the same.</param>
    /// <param name="About">What the tooltip says; null: the same.</param>
    private protected sealed record Candidate(string Value, string? Shown = null, string? About = null)
    {
        public CompletionResult Result() => new(Quoted(Value), Shown ?? Value, CompletionResultType.ParameterValue, About ?? Value);

        private static string Quoted(string value) => value.Length > 0 && value.All(letter => char.IsLetterOrDigit(letter) || "._-/:\\+~".Contains(letter))
            ? value
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
    }
}
