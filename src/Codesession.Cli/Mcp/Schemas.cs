namespace Codesession.Cli.Mcp;

/// <summary>What the schemas of several answers share.</summary>
internal static class Schemas
{
    public const string Text = """{"type":"string"}""";

    public const string TextOrNull = """{"type":["string","null"]}""";

    public const string Flag = """{"type":"boolean"}""";

    public const string Count = """{"type":"integer","minimum":0}""";

    /// <summary>US dollars.</summary>
    public const string Dollars = """{"type":"number","minimum":0}""";

    /// <summary>US dollars; null where no price is known.</summary>
    public const string Cost = """{"type":["number","null"],"minimum":0}""";

    /// <summary><c>cost</c>, as <see cref="LedgerJson.WriteCost"/> writes it.</summary>
    public const string CallCost = $$"""
        "cost":{{Cost}},"unpriced":{"const":true}
        """;

    /// <summary>A budget, as <see cref="LedgerJson.WriteBudgetState"/> writes it.</summary>
    public const string Budget = $$"""
        {"type":"object","properties":{"id":{{Count}},"name":{{Text}},"limit":{{Dollars}},"spent":{{Dollars}},"remaining":{{Dollars}},"exceeded":{{Flag}},"warning":{{Text}},
        "unpricedCalls":{{Count}},"per":{{Text}},"warnAt":{{Dollars}},"sessionId":{{Count}},"project":{{Text}},"agentName":{{Text}}},
        "required":["id","name","limit","spent","remaining","exceeded","per","warnAt"],"additionalProperties":false}
        """;

    /// <summary>What calls came to, by <c>provider/model</c>.</summary>
    public const string ByModel = $$"""
        {"type":"object","additionalProperties":{"type":"object","properties":{"tokens":{{Count}},"cost":{{Dollars}},"calls":{{Count}},"unpricedCalls":{{Count}}},
        "required":["tokens","cost","calls"],"additionalProperties":false} }
        """;

    /// <summary>Sums of calls, as <see cref="ReportExport.WriteSums"/> writes them.</summary>
    public const string Sums = $$"""
        "calls":{{Count}},"unpriced":{{Count}},"inputTokens":{{Count}},"cacheWriteTokens":{{Count}},"cacheReadTokens":{{Count}},"outputTokens":{{Count}},"reasoningTokens":{{Count}},"tokens":{{Count}},"cost":{{Dollars}}
        """;

    /// <summary>The names of <see cref="Sums"/>.</summary>
    public const string SumNames = """
        "calls","unpriced","inputTokens","cacheWriteTokens","cacheReadTokens","outputTokens","reasoningTokens","tokens","cost"
        """;
}
