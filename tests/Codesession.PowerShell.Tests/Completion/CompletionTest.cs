namespace Codesession.PowerShell.Tests.Completion;

/// <summary>What Tab offers.</summary>
public abstract class CompletionTest : ModuleTest
{
    private protected string[] Offers(string line) => [.. Shell.Complete(line).Select(match => match.CompletionText)];

    /// <summary>Starts a session in a folder of its own and ends it.</summary>
    private protected Session Ended(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Home, "work", name.Trim())).FullName;
        return Shell.Run("Start-CsSession $name $folder | Stop-CsSession -PassThru", ("name", name), ("folder", folder)).One<Session>();
    }
}
