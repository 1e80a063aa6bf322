using System.Buffers;
using System.Text.Json;

namespace Codesession.Cli;

/// <summary>A JSON document in memory.</summary>
internal static class JsonBytes
{
    /// <summary>An object that begins with the versions.</summary>
    public static byte[] Of(Action<Utf8JsonWriter> fields) => OfObject(json =>
    {
        json.WriteVersion();
        fields(json);
    });

    /// <summary>An object of these fields alone.</summary>
    public static byte[] OfObject(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, LedgerJson.Options))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
