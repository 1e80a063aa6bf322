namespace Codesession.Help.Pages;

/// <summary>A page that cannot be read as one.</summary>
internal sealed class PageFormatException(int? line, string message) : Exception(message)
{
    public int? Line { get; } = line;
}
