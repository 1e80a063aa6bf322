using System.Text;
using ModelContextProtocol.Protocol;

namespace Codesession.Cli.Mcp;

/// <summary>Failures as tools answer them: the document as of <c>cs</c>, with advice in the words of the tools.</summary>
internal static class ToolFailure
{
    public static CallToolResult Of(CodesessionException failure)
    {
        var advice = AdviceOn(failure);
        var message = advice is null ? failure.Problem : $"{failure.Problem} {advice}";
        // What the hint of cs says, the message says.
        var details = failure.Details.Where(detail => detail.Key != "hint");
        return new CallToolResult
        {
            IsError = true,
            Content = [new TextContentBlock { Text = Encoding.UTF8.GetString(JsonBytes.OfObject(json => json.WriteError(failure.Code.Name(), message, details))) }],
        };
    }

    /// <summary>What to do next with tools, where Core has words for <c>cs</c>.</summary>
    private static string? AdviceOn(CodesessionException failure) => failure switch
    {
        { Code: ErrorCode.SessionActive } => "Go on with it (session_status shows it), or end it first with end_session.",
        { CsAdvice: null } => null,
        { Code: ErrorCode.SessionNotFound } => "list_sessions shows the sessions there are.",
        { Code: ErrorCode.NoActiveSession } => "Start one with start_session.",
        { Code: ErrorCode.MissingTokens } => "Give promptTokens and completionTokens.",
        { Code: ErrorCode.UnknownModel } => $"Give the cost in dollars (cost), or ask the user to set a price: cs pricing set <model> <input> <output>. The resource codesession://pricing has the models that are known.",
        _ => failure.CsAdvice,
    };
}
