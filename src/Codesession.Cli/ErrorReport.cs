namespace Codesession.Cli;

/// <summary>Failures as the caller reads them: a JSON document on standard output, or a line on standard error. Exit code 1.</summary>
internal static class ErrorReport
{
    public static int Write(Exception error, CliHost host, bool json)
    {
        var failure = error as CodesessionException ?? Expected(error);
        if (json)
        {
            host.WriteAnswer(answer =>
            {
                answer.WriteStartObject("error");
                answer.WriteString("code", failure.Code.Name());
                answer.WriteString("message", failure.Message);
                foreach (var (name, value) in failure.Details)
                {
                    if (value is long number)
                    {
                        answer.WriteNumber(name, number);
                    }
                    else
                    {
                        answer.WriteString(name, value.ToString());
                    }
                }
                answer.WriteEndObject();
            });
        }
        else
        {
            host.Error.WriteLine($"cs: {Views.Plain.Text(failure.Message)}");
            foreach (var (_, hint) in failure.Details.Where(detail => detail.Key == "hint"))
            {
                host.Error.WriteLine($"    {hint}");
            }
        }
        return 1;
    }

    private static CodesessionException Expected(Exception error) => error switch
    {
        IOException or UnauthorizedAccessException => new(ErrorCode.IoError, error.Message, error),
        OperationCanceledException => new(ErrorCode.IoError, "Interrupted before it was done.", error),
        _ => new(ErrorCode.Internal, $"A mistake in cs itself: {error.GetType().Name}: {error.Message}. Please report it with the command line.", error),
    };
}
