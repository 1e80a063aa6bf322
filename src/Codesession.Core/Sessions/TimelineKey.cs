using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Codesession;

/// <summary>
/// The place of a record in the order of a session's timeline. As a cursor it holds the record's time as it is written in the ledger,
/// so that it stays where it is whatever comes before or behind it, or when the record is removed.
/// </summary>
/// <param name="Time">Its time as it is written.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id among those of its kind.</param>
internal sealed record TimelineKey(string Time, TimelineKind Kind, long Id)
{
    /// <summary>Before everything.</summary>
    public static TimelineKey First { get; } = new("", TimelineKind.Start, -1);

    /// <summary>As a text that is nobody's to read.</summary>
    public string ToCursor() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(int)Kind}.{Id}.{Time}")));

    /// <summary>Reads what <see cref="ToCursor"/> wrote.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>: it is no cursor.</exception>
    public static TimelineKey Of(string cursor)
    {
        if (Base64Url.IsValid(cursor)
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('.', 3) is [var kind, var id, var time]
            && int.TryParse(kind, NumberStyles.None, CultureInfo.InvariantCulture, out var rank) && Enum.IsDefined((TimelineKind)rank)
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new TimelineKey(time, (TimelineKind)rank, number);
        }
        throw new CodesessionException(ErrorCode.InvalidInput, "That is no cursor of a timeline. Begin without one.");
    }
}
