namespace Codesession.Core.Tests.Providers;

/// <summary>Changes bytes here and there: one replaced, put in, taken out, a piece repeated, or the rest cut off.</summary>
internal static class Mutation
{
    public static byte[] Of(byte[] bytes, Random random, ReadOnlySpan<byte> letters)
    {
        var changed = bytes.ToList();
        for (var changes = random.Next(1, 4); changes > 0 && changed.Count > 0; changes--)
        {
            var at = random.Next(changed.Count);
            var letter = letters.IsEmpty ? (byte)random.Next(256) : letters[random.Next(letters.Length)];
            switch (random.Next(5))
            {
                case 0:
                    changed[at] = letter;
                    break;
                case 1:
                    changed.Insert(at, letter);
                    break;
                case 2:
                    changed.RemoveAt(at);
                    break;
                case 3:
                    changed.InsertRange(at, changed.GetRange(at, Math.Min(random.Next(100), changed.Count - at)));
                    break;
                default:
                    if (random.Next(10) == 0) changed.RemoveRange(at, changed.Count - at);
                    break;
            }
        }
        return [.. changed];
    }
}
