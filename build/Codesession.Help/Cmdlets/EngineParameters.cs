namespace Codesession.Help.Cmdlets;

/// <summary>Parameters that PowerShell adds where a cmdlet asks for them, with the words of its own help: a page may leave them out.</summary>
internal static class EngineParameters
{
    public static readonly IReadOnlyDictionary<string, string> Texts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["WhatIf"] = "Shows what would happen if the cmdlet runs. The cmdlet is not run.",
        ["Confirm"] = "Prompts you for confirmation before running the cmdlet.",
        ["IncludeTotalCount"] = "Reports the total number of objects in the data set (an integer) followed by the selected objects.",
        ["Skip"] = "Ignores the specified number of objects and then gets the remaining objects.",
        ["First"] = "Gets only the specified number of objects.",
    };
}
