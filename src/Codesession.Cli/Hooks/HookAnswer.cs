namespace Codesession.Cli.Hooks;

/// <summary>What came of an event.</summary>
/// <param name="SessionId">The session; null: none.</param>
/// <param name="Calls">How many calls were recorded.</param>
/// <param name="Refusal">Why the agent may not go on; null: it may.</param>
internal sealed record HookAnswer(long? SessionId = null, long Calls = 0, string? Refusal = null);
