namespace Codesession.Cli.Serving;

/// <summary>A request that a server of ours refuses.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">A stable code.</param>
/// <param name="message">What is wrong, and what to do about it.</param>
internal sealed class RefusedException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;
}
