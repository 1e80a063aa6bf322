using System.Text.Json;

namespace Codesession.Cli.Tests;

/// <summary>What the contract says of every JSON document.</summary>
public static class JsonShape
{
    public static readonly string[] Versions = ["schemaVersion", "codesessionVersion"];

    public static readonly string[] Session =
    [
        "schemaVersion", "codesessionVersion", "id", "name", "status", "startTime", "endTime", "duration", "durationFormatted",
        "workingDirectory", "gitRoot", "filesChanged", "commits", "aiTokens", "aiCost", "notes",
    ];

    public static readonly string[] File = ["id", "sessionId", "filePath", "changeType", "timestamp"];

    public static readonly string[] Commit = ["id", "sessionId", "hash", "message", "timestamp"];

    public static readonly string[] Note = ["id", "sessionId", "message", "timestamp"];

    public static readonly string[] AiUsage =
        ["id", "sessionId", "provider", "model", "tokens", "promptTokens", "completionTokens", "cost", "agentName", "timestamp"];

    /// <summary>The names of an object's properties in their order.</summary>
    public static string[] Keys(this JsonElement item) => [.. item.EnumerateObject().Select(property => property.Name)];

    public static string? Text(this JsonElement item, string key) => item.GetProperty(key).GetString();

    public static long Whole(this JsonElement item, string key) => item.GetProperty(key).GetInt64();

    public static decimal Dollars(this JsonElement item, string key) => item.GetProperty(key).GetDecimal();

    public static bool Is(this JsonElement item, string key) => item.GetProperty(key).GetBoolean();

    public static JsonElement[] List(this JsonElement item, string key) => [.. item.GetProperty(key).EnumerateArray()];

    public static bool Has(this JsonElement item, string key) => item.TryGetProperty(key, out _);

    public static bool IsNull(this JsonElement item, string key) => item.GetProperty(key).ValueKind == JsonValueKind.Null;

    /// <summary>A time: UTC, ISO 8601, milliseconds, Z.</summary>
    public static DateTimeOffset Time(this JsonElement item, string key)
    {
        var text = item.Text(key)!;
        Assert.Matches(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$", text);
        return DateTimeOffset.Parse(text);
    }

    public static void HasVersion(this JsonElement answer)
    {
        Assert.Equal(1, answer.Whole("schemaVersion"));
        Assert.Equal(Cs.Version, answer.Text("codesessionVersion"));
    }

    /// <summary>These keys, in this order, behind the versions, and no others.</summary>
    public static void IsAnswerOf(this JsonElement answer, params string[] keys)
    {
        Assert.Equal([.. Versions, .. keys], answer.Keys());
        answer.HasVersion();
    }

    /// <summary>These keys in this order; ours may stand behind or between.</summary>
    public static void HasInOrder(this JsonElement item, params string[] keys) => Assert.Equal(keys, item.Keys().Intersect(keys));
}
