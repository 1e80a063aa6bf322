using System.CommandLine;
using Codesession.Cli.Hooks;
using Codesession.Cli.Serving;

namespace Codesession.Cli.Commands;

/// <summary>
/// What Claude Code calls at each event. It ends with 0 whatever happens, and says what went wrong in one line of standard error: no
/// agent stops because of its bookkeeping.
/// </summary>
internal sealed class HookCommand : CsCommand
{
    public HookCommand(CliHost host) : base("hook", "Answer an event of Claude Code, which comes on standard input", host)
    {
        Add(new HookInstallCommand(host));
        Add(new HookUninstallCommand(host));
        Add(new HookFinishCommand(host));
    }

    protected override async Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        try
        {
            if (HookInput.Read() is not { } input)
            {
                Host.Error.WriteLine("cs: There is no event on standard input. Claude Code calls this command; \"cs hook install\" tells it to.");
                Answer(json, null, new HookAnswer());
                return 0;
            }
            Answer(json, input.Event, await new HookEvents(Host, input).AnswerAsync(cancel));
        }
        catch (Exception error)
        {
            ErrorReport.Write(error, Host, json);
        }
        return 0;
    }

    // What goes to standard output is for the agent: at some events it would read it as part of the conversation.
    private void Answer(bool json, string? name, HookAnswer answer)
    {
        if (answer.Refusal is { } reason)
        {
            Host.WriteJson(document =>
            {
                document.WriteStartObject();
                if (name == "PreToolUse")
                {
                    document.WriteStartObject("hookSpecificOutput");
                    document.WriteString("hookEventName", name);
                    document.WriteString("permissionDecision", "deny");
                    document.WriteString("permissionDecisionReason", reason);
                    document.WriteEndObject();
                }
                else
                {
                    document.WriteString("decision", "block");
                    document.WriteString("reason", reason);
                }
                document.WriteEndObject();
            });
        }
        else if (json)
        {
            Host.WriteAnswer(document =>
            {
                document.WriteString("event", name);
                document.WriteWhereKnown("sessionId", answer.SessionId);
                document.WriteNumber("calls", answer.Calls);
            });
        }
    }
}

/// <summary>Ends a conversation's session for a hook that has no more time. Nobody waits for it.</summary>
internal sealed class HookFinishCommand : CsCommand
{
    public HookFinishCommand(CliHost host) : base("finish", "", host) => Hidden = true;

    protected override async Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        Background.Prepare(Host);
        if (HookInput.Read() is not { } input) return 0;
        Background.Detach(Host);
        await new HookEvents(Host, input).FinishAsync();
        return 0;
    }
}

internal sealed class HookInstallCommand(CliHost host) : HookSettingsCommand("install", "Put it into Claude Code's settings, beside what is there", host)
{
    protected override HookSettings Change(byte[]? text, HookProgram command) => HookSettings.With(text, command);

    protected override string Sign => "+";

    protected override string Done => "Claude Code calls it from its next start on.";

    protected override string Nothing => "It is there already.";
}

internal sealed class HookUninstallCommand(CliHost host) : HookSettingsCommand("uninstall", "Take it out of Claude Code's settings; all else stays as it is", host)
{
    protected override HookSettings Change(byte[]? text, HookProgram command) => text is null ? new HookSettings(null, []) : HookSettings.Without(text, command);

    protected override string Sign => "-";

    protected override string Done => "Claude Code calls it no more from its next start on.";

    protected override string Nothing => "It is not there.";
}

/// <summary>Changes a settings file, after it has shown what and asked.</summary>
internal abstract class HookSettingsCommand : CsCommand
{
    private readonly Option<bool> user = Flag("--user", "The user's own settings, for all projects; these unless told");
    private readonly Option<bool> project = Flag("--project", "The settings of this project, which are shared: .claude/settings.json");
    private readonly Option<bool> local = Flag("--local", "Your own settings of this project: .claude/settings.local.json");
    private readonly Option<bool> yes = Flag("--yes", "Do not ask");

    protected HookSettingsCommand(string name, string description, CliHost host) : base(name, description, host)
    {
        yes.Aliases.Add("-y");
        foreach (var option in (Option[])[user, project, local, yes])
        {
            Add(option);
        }
    }

    protected abstract string Sign { get; }

    protected abstract string Done { get; }

    protected abstract string Nothing { get; }

    protected abstract HookSettings Change(byte[]? text, HookProgram command);

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var command = HookProgram.Own;
        var settings = Settings(line);
        var before = settings.Read();
        var after = settings.Change(() => Change(before, command));
        var isChange = !(before ?? []).AsSpan().SequenceEqual(after.Text ?? []);
        if (!json)
        {
            Show(settings, after, command, isChange);
        }
        if (isChange && (line.GetValue(yes) || Confirm(settings, json)))
        {
            settings.Write(before, after.Text);
            if (!json)
            {
                Host.Terminal.Profile.Out.Writer.WriteLine(Done);
            }
        }
        if (json)
        {
            Host.WriteAnswer(answer =>
            {
                answer.WriteString("path", settings.Path);
                answer.WriteBoolean("changed", isChange);
                answer.WriteString("command", command.Line);
                answer.WriteList("events", after.Events, (item, name) => item.WriteStringValue(name));
            });
        }
        return Task.FromResult(0);
    }

    private ClaudeSettings Settings(ParseResult line) => (line.GetValue(user), line.GetValue(project), line.GetValue(local)) switch
    {
        (_, false, false) => ClaudeSettings.OfUser(Host),
        (false, true, false) => ClaudeSettings.OfProject(Host, isLocal: false),
        (false, false, true) => ClaudeSettings.OfProject(Host, isLocal: true),
        _ => throw new CodesessionException(ErrorCode.Usage, $"Give one of --user, --project and --local. See: cs help hook {Name}"),
    };

    // Only what comes or goes: there may be keys in the rest.
    private void Show(ClaudeSettings settings, HookSettings after, HookProgram command, bool isChange)
    {
        var writer = Host.Terminal.Profile.Out.Writer;
        writer.WriteLine(PlainText.Of(settings.Path));
        foreach (var name in after.Events)
        {
            writer.WriteLine($"  {Sign} hooks.{PlainText.Of(name)}: {PlainText.Of(HookSettings.Describe(name, command.Line))}");
        }
        if (!isChange)
        {
            writer.WriteLine(Nothing);
        }
    }

    private bool Confirm(ClaudeSettings settings, bool json)
    {
        if (json || !Host.IsInteractive)
        {
            throw new CodesessionException(ErrorCode.ConfirmationRequired, $"{settings.Path} would be changed. Add --yes to do it.")
            {
                Subject = settings.Path,
                Details = [new("path", settings.Path)],
            };
        }
        return Spectre.Console.AnsiConsoleExtensions.Confirm(Host.Terminal, "Change it so?", defaultValue: false);
    }
}
