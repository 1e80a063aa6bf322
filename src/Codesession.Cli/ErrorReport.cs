namespace Codesession.Cli;

/// <summary>Failures as the caller reads them: a JSON document on standard output, or a line on standard error. Exit code 1.</summary>
internal static class ErrorReport
{
    /// <summary>Tells a failure.</summary>
    /// <param name="error">What failed.</param>
    /// <param name="host">Where to tell it.</param>
    /// <param name="json">Whether a JSON document was asked for.</param>
    /// <param name="commandExit">The exit code of a command that was run all the same.</param>
    public static int Write(Exception error, CliHost host, bool json, int? commandExit = null)
    {
        var failure = Expected(error);
        // A second document behind a broken one would help nobody; nor can a broken output be told through itself.
        if (!json || host.Out.HasBegun || !TryAnswer(failure, host, commandExit))
        {
            WriteText(failure, host);
        }
        return 1;
    }

    private static bool TryAnswer(CodesessionException failure, CliHost host, int? commandExit)
    {
        try
        {
            host.WriteAnswer(answer =>
            {
                answer.WriteError(failure.Code.Name(), failure.Message, failure.Details);
                if (commandExit is { } code)
                {
                    answer.WriteNumber("exitCode", code);
                }
            });
            return true;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void WriteText(CodesessionException failure, CliHost host)
    {
        host.Error.WriteLine($"cs: {PlainText.Of(failure.Message)}");
        foreach (var (_, hint) in failure.Details.Where(detail => detail.Key == "hint"))
        {
            host.Error.WriteLine($"    {hint}");
        }
    }

    /// <summary>Any failure as one of ours.</summary>
    public static CodesessionException Expected(Exception error) => error switch
    {
        CodesessionException known => known,
        IOException or UnauthorizedAccessException => new(ErrorCode.IoError, error.Message, error),
        OperationCanceledException => new(ErrorCode.IoError, "Interrupted before it was done.", error),
        _ => new(ErrorCode.Internal, $"A mistake in cs itself: {error.GetType().Name}: {error.Message}. Please report it with the command line.", error),
    };
}
