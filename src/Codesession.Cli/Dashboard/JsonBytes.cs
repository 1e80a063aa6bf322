using System.Buffers;
using System.Text.Json;

namespace Codesession.Cli.Dashboard;

/// <summary>A JSON document in memory.</summary>
internal static class JsonBytes
{
    /// <summary>An object that begins with the versions.</summary>
    public static byte[] Of(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, LedgerJson.Options))
        {
            json.WriteStartObject();
            json.WriteVersion();
            fields(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
