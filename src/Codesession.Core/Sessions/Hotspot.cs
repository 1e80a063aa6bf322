namespace Codesession;

/// <summary>A file that sessions changed. Files of the same name in two projects are two.</summary>
/// <param name="Project">The scope of the sessions (<see cref="Session.WorkingDirectory"/>).</param>
/// <param name="Path">Relative to it, with <c>/</c> between folders.</param>
/// <param name="Sessions">How many sessions changed it.</param>
/// <param name="Changes">How many changes of it are recorded: at least one a session.</param>
/// <param name="LastChange">When the last was recorded.</param>
/// <param name="SessionsCost">US dollars: what these sessions cost as a whole, for nobody knows what part of that the file took.</param>
/// <param name="UnpricedCalls">How many calls of these sessions have no known price and are not in that.</param>
public sealed record Hotspot(
    string Project, string Path, long Sessions, long Changes, DateTimeOffset LastChange, decimal SessionsCost, long UnpricedCalls);
