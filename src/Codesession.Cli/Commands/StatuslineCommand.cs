using System.CommandLine;
using System.Text;
using System.Text.Json;
using Codesession.Cli.Statusline;
using Codesession.Cli.Views;

namespace Codesession.Cli.Commands;

/// <summary>
/// The status line of Claude Code, which shows nothing where its command fails: whatever comes in, and whatever is wrong
/// with the ledger, something short goes out.
/// </summary>
internal sealed class StatuslineCommand(CliHost host)
    : CsCommand("statusline", "Claude Code's status line: reads its JSON from standard input, prints one line", host)
{
    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var status = Status.Of(Console.IsInputRedirected ? StatusInput.Read(Console.OpenStandardInput()) : null, Host);
        if (json)
        {
            Host.WriteAnswer(answer => Write(answer, status));
        }
        else
        {
            // Claude Code is no terminal, and shows colour all the same.
            var text = StatuslineView.Line(status, Host.Time, coloured: Host.Variable("NO_COLOR") is null);
            Host.Out.Write(Encoding.UTF8.GetBytes(text + "\n"));
            Host.Out.Flush();
        }
        return Task.FromResult(0);
    }

    private static void Write(Utf8JsonWriter answer, Status status)
    {
        answer.WriteWhereKnown("model", status.Input?.Model);
        if (status.Conversation is { } conversation)
        {
            answer.WriteStartObject("conversation");
            answer.WriteWhereKnown("id", status.Input?.ConversationId);
            Write(answer, conversation);
            answer.WriteString("from", status.IsExact ? "ledger" : "agent");
            answer.WriteEndObject();
        }
        Write(answer, "today", status.Today);
        Write(answer, "lastHour", status.LastHour);
        if (status.Input?.ContextLeft is { } left)
        {
            answer.WriteNumber("contextLeftPercent", left);
        }
        if (status.Input is { FiveHours: not null } or { SevenDays: not null })
        {
            answer.WriteStartObject("limits");
            Write(answer, "fiveHours", status.Input.FiveHours);
            Write(answer, "sevenDays", status.Input.SevenDays);
            answer.WriteEndObject();
        }
        answer.WriteWhereKnown("sessionId", status.SessionId);
        answer.WriteBudget(status.Budget);
        answer.WriteWhereKnown("warning", status.Problem?.Message ?? (status.Input is null ? StatuslineView.NoInput : null));
    }

    private static void Write(Utf8JsonWriter answer, string name, Spending? spending)
    {
        if (spending is not null)
        {
            answer.WriteStartObject(name);
            Write(answer, spending);
            answer.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter answer, Spending spending)
    {
        answer.WriteNumber("cost", spending.Cost);
        answer.WriteUnpriced(spending.UnpricedCalls);
    }

    private static void Write(Utf8JsonWriter answer, string name, UsedLimit? limit)
    {
        if (limit is not null)
        {
            answer.WriteStartObject(name);
            answer.WriteNumber("usedPercent", limit.UsedPercent);
            if (limit.ResetsAt is { } time)
            {
                answer.WriteTime("resetsAt", time);
            }
            answer.WriteEndObject();
        }
    }
}
