namespace Codesession.Help.Tests.Sample;

public enum Leaf
{
    Green,
    Black,
}

public sealed record Tea(string Name, Leaf Leaf, int Minutes);
