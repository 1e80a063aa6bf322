namespace Codesession;

/// <summary>
/// One of the passes that a single response was billed for (Anthropic's <c>usage.iterations</c>: compaction, an
/// advisor). Each is priced by itself, by its own model where it names one.
/// </summary>
/// <param name="Model">The model of the pass; null: the call's own.</param>
/// <param name="Tokens">What the pass used.</param>
public sealed record UsagePass(string? Model, TokenCounts Tokens);
