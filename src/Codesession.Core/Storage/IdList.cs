using System.Globalization;

namespace Codesession.Storage;

/// <summary>Ids as one value of a statement, for <c>IN (SELECT value FROM json_each($1))</c>: its text then is the same for any number.</summary>
internal static class IdList
{
    public static string Of(IEnumerable<long> ids) => $"[{string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))}]";
}
