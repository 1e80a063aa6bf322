namespace Codesession.Help.Text;

/// <summary>A paragraph, a list or a piece of code as plain text.</summary>
internal sealed record TextBlock(IReadOnlyList<TextLine> Lines, bool IsCode = false)
{
    public override string ToString() => string.Join('\n', Lines.Select(line => line.Text));
}

/// <summary>A line to be wrapped, its further lines indented by <paramref name="Hanging"/>; without it, to be kept as it is.</summary>
internal sealed record TextLine(string Text, int? Hanging);
