using System.Diagnostics;
using Codesession.Cli.Proxy;
using Codesession.Cli.Running;
using Codesession.Cli.Serving;

namespace Codesession.Cli.Hooks;

/// <summary>What is done at each event of Claude Code.</summary>
internal sealed class HookEvents(CliHost host, HookInput input)
{
    /// <summary>A prompt, or a tool, waits for the hook: in doubt it goes ahead. (SQLite's provider tries once more by itself.)</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a hook waits that nothing waits for.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(20);

    /// <summary>Unless told otherwise, Claude Code gives all hooks of a session's end one and a half seconds together.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMilliseconds(900);

    private const int MostAttempts = 20;

    /// <summary>Answers the event; one that is not known is nothing.</summary>
    public async Task<HookAnswer> AnswerAsync(CancellationToken cancel) => input.Event switch
    {
        "SessionStart" => await StartAsync(cancel),
        "UserPromptSubmit" => Ask(resume: true),
        "PreToolUse" => Ask(resume: false),
        "Stop" or "SubagentStop" => await LogAsync(cancel),
        "SessionEnd" => await EndAsync(cancel),
        _ => new HookAnswer(),
    };

    /// <summary>Ends the conversation's session, however long it takes.</summary>
    public async Task<HookAnswer> FinishAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await EndAsync(LongWait, CancellationToken.None);
            }
            catch (CodesessionException error) when (error.Code == ErrorCode.StoreBusy && attempt < MostAttempts)
            {
            }
        }
    }

    private async Task<HookAnswer> StartAsync(CancellationToken cancel)
    {
        using var ledger = Open(LongWait);
        var conversation = new Conversation(host, ledger, input);
        return new HookAnswer(conversation.Resumed(await conversation.TakeSessionAsync(cancel)).Id);
    }

    private HookAnswer Ask(bool resume)
    {
        using var ledger = Open(ShortWait);
        var conversation = new Conversation(host, ledger, input);
        // It may have been taken for ended by somebody, or while it was resumed.
        if (resume && conversation.Session is { } session) conversation.Resumed(session);
        return new HookAnswer(Refusal: new BudgetGate(host, ledger, conversation).Refusal());
    }

    // Does not resume: a subagent may stop when the conversation is over.
    private async Task<HookAnswer> LogAsync(CancellationToken cancel)
    {
        using var ledger = Open(LongWait);
        var conversation = new Conversation(host, ledger, input);
        var session = await conversation.TakeSessionAsync(cancel);
        return new HookAnswer(session.Id, Calls(conversation.Import(conversation.NewImport(session.Id), cancel)));
    }

    private async Task<HookAnswer> EndAsync(CancellationToken cancel)
    {
        // The end of a conversation is often that of its terminal.
        Background.LeaveTerminal();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var signals = new StopSignals(stop);
        stop.CancelAfter(LongestEnd);
        try
        {
            return await EndAsync(ShortWait, stop.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or CodesessionException { Code: ErrorCode.StoreBusy })
        {
            LeaveToAnother();
            return new HookAnswer();
        }
    }

    private async Task<HookAnswer> EndAsync(TimeSpan wait, CancellationToken cancel)
    {
        using var ledger = Open(wait);
        var conversation = new Conversation(host, ledger, input);
        var session = conversation.Session;
        // One that somebody started, or a run, goes on without the conversation.
        var isOver = session is { Origin: SessionOrigin.Hook, Status: SessionPhase.Active };
        try
        {
            var calls = Calls(conversation.Import(conversation.NewImport(session?.Id), cancel));
            if (isOver) await EndAsync(ledger, session!.Id, cancel);
            return new HookAnswer(session?.Id, calls);
        }
        catch (CodesessionException error) when (isOver && error.Code != ErrorCode.StoreBusy)
        {
            // Prices that cannot be read, say: a later import records the calls, but nothing else ends the session.
            await EndAsync(ledger, session!.Id, cancel);
            throw;
        }
    }

    // Somebody else may have ended it meanwhile.
    private async Task EndAsync(Ledger ledger, long id, CancellationToken cancel)
    {
        try
        {
            if ((await ledger.Sessions.EndAsync(id, null, cancel)).Warning is { } warning) await host.Error.WriteLineAsync($"cs: {PlainText.Of(warning)}");
        }
        catch (CodesessionException error) when (error.Code == ErrorCode.SessionNotFound)
        {
        }
    }

    // Pipes of its own: the agent may wait for the end of ours.
    private void LeaveToAnother()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["hook", "finish"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        input.Write(process.StandardInput.BaseStream);
        process.StandardInput.Close();
    }

    private Ledger Open(TimeSpan wait) => Ledger.Open(host.LedgerOptions with { BusyTimeout = wait });

    private static long Calls(LogImportReport? report) => report?.Agents.Sum(agent => agent.Calls) ?? 0;
}
