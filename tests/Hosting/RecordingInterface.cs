using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace Codesession.Tests.Hosting;

internal sealed class RecordingInterface : PSHostUserInterface
{
    public StringBuilder Text { get; } = new();

    public override PSHostRawUserInterface RawUI { get; } = new WideScreen();

    /// <summary>Whether it is a terminal that shows colours.</summary>
    public bool HasColours { get; set; }

    public override bool SupportsVirtualTerminal => HasColours;

    // As every host, it takes out the colours that $PSStyle says are not wanted.
    public override void Write(string value) => Text.Append(GetOutputString(value, SupportsVirtualTerminal));
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);
    public override void WriteLine(string value) => Write(value + '\n');
    public override void WriteErrorLine(string value) => WriteLine(value);
    public override void WriteWarningLine(string message) => WriteLine(message);
    public override void WriteDebugLine(string message) { }
    public override void WriteVerboseLine(string message) { }
    public override void WriteProgress(long sourceId, ProgressRecord record) { }

    public override string ReadLine() => throw new NotSupportedException();
    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new NotSupportedException();

    /// <summary>What has been asked.</summary>
    public List<string> Questions { get; } = [];

    /// <summary>The answers to give: the first letter of a choice, as a user would type it. Where there is none, nobody is there.</summary>
    public Queue<char> Answers { get; } = new();

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Questions.Add($"{caption}\n{message}");
        var answer = Answers.TryDequeue(out var letter) ? letter : throw new HostException("Nobody is there to answer.");
        return choices.ToList().FindIndex(choice => choice.Label.Contains($"&{answer}", StringComparison.OrdinalIgnoreCase));
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName,
        PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw new NotSupportedException();
}
