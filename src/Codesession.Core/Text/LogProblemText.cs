using System.Globalization;

namespace Codesession;

/// <summary>What could not be read in a log, for people.</summary>
public static class LogProblemText
{
    /// <summary>One line: <c>3 broken: /home/…/x.jsonl, from byte 12,345 on</c>.</summary>
    public static string Line(LogProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var where = problem.Offset is { } offset ? string.Create(CultureInfo.InvariantCulture, $", from byte {offset:N0} on") : "";
        var why = problem.Message is { } message ? $" ({PlainText.Of(message, 200)})" : "";
        return $"{Kind(problem)}: {PlainText.Of(problem.Path)}{where}{why}";
    }

    private static string Kind(LogProblem problem)
    {
        var count = problem.Count.ToString("N0", CultureInfo.InvariantCulture);
        return problem.Kind switch
        {
            LogProblemKind.Broken => $"{count} broken",
            LogProblemKind.UnknownShape => $"{count} of unknown shape",
            LogProblemKind.TooLong => $"{count} too long",
            LogProblemKind.LinkLoop => "A link that leads back",
            LogProblemKind.Refused => $"{count} refused",
            _ => "Unreadable",
        };
    }
}
