namespace Codesession.Help;

/// <summary>Something wrong with a file; its text is the form of an error that MSBuild finds in a tool's output.</summary>
internal sealed record Problem(string File, int? Line, string Message)
{
    public override string ToString() => $"{File}{(Line is { } line ? $"({line})" : "")}: error CSHELP: {Message}";
}
