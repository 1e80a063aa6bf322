namespace Codesession.Cli.Tests.Commands;

/// <summary>
/// Command lines that nobody in their senses types, each with <c>--json</c>. The same seed and number give the same line.
/// None runs a real program, stays in the foreground, or removes what is there.
/// </summary>
public sealed class RandomCommandLine
{
    private static readonly string[] texts =
    [
        "", " ", "x", "work", "a b", "\t", "\n", "\r\n", "line\nbreak", "\u0001\u0002\u001f\u007f", "\u001b[31mred\u001b[0m",
        "\u001b]0;title\u0007", "\b\b\b", "NaN", "Infinity", "-Infinity", "1e308", "-1e308", "1e-308", "1e999", "-0", "-0.0", "0",
        "1", "2", "7", "00", "+5", "0x1F", "1_000", "1,5", ".5", "5.", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "18446744073709551616", "1000000000000", "1000000000001", "1000000", "1000001", "🙂", "👩‍👩‍👧‍👦",
        "\u202eevil\u202c", "\u2066x\u2069", "\u200f", "\u200b", "\ufeff", "é", "ﬀ", "日本語", "\ud83d", "\ufffd", "İı", "\"", "'",
        "\"quoted\"", "it's", "`id`", "$(id)", "$HOME", "%PATH%", "\\", "\\\\", "\\n", "/", "..", "../../etc/passwd", "*", "?",
        "[x]", "[suggest]", "{}", "@file", "@", "'; DROP TABLE sessions; --", "1 OR 1=1", "\" OR \"\"=\"", "$1", "?1", ":id",
        "<b>bold</b>", "<script>alert(1)</script>", "[red]markup[/]", "[/]", "]]", "&amp;", "{0}", "%s%n", "{\"json\":1}", "]}",
        "null", "true", "anthropic", "openai", "claude-sonnet-4", "gpt-4o", "json", "csv", "xml", "=1+1", "sessions", "a=b", "--x=",
        "~", "-", "--", "---", "-x", "-1", "-1.5", "-n", "-s", "-t", "--nonsense", "--json", "--help", "-h", "-?", "/?", "/h",
        "--version", "-V", "--yes", "--no-such=1", "--json=true", "--json=false", "--tokens=5", "-t=5", "-t:5", "-t5",
        "--session=1", "-s1", "-jx",
    ];

    private static readonly string[] commands =
    [
        "start", "start", "start", "log-ai", "log-ai", "log-ai", "log-ai", "log-ai", "status", "note", "note", "end", "show",
        "show", "list", "ls", "stats", "export", "recover", "pricing list", "pricing set", "pricing", "run", "remove session",
        "remove call", "remove note", "remove", "help", "report daily", "report session", "report blocks", "report", "statusline", "", "nonsense", "proxy-", "STATUS", "[diagram]",
    ];

    private static readonly Dictionary<string, string[]> options = new()
    {
        ["start"] = ["--resume", "--close-stale"],
        ["log-ai"] =
        [
            "-t *", "--tokens *", "--prompt-tokens *", "--completion-tokens *", "-c *", "--cost *", "--agent *", "-s *", "-p *", "-m *",
            "--cache-read-tokens *", "--cache-write-tokens *", "--cache-write-1h-tokens *", "--reasoning-tokens *", "--request-id *",
        ],
        ["status"] = ["-s *", "--brief"],
        ["note"] = ["-s *"],
        ["end"] = ["-n *", "--notes *", "-s *"],
        ["show"] = ["--files", "--commits"],
        ["list"] = ["-l *"],
        ["export"] = ["-f *", "-l *"],
        ["recover"] = ["--max-age *"],
        ["pricing set"] = ["--provider *", "--cache-read *", "--cache-write *"],
        ["report daily"] = ["--since *", "--until *", "--timezone *", "--agent *", "--project *", "--csv"],
        ["report session"] = ["--since *", "--until *", "--project *"],
        ["report blocks"] = ["--until *", "--timezone *", "--agent *"],
        ["run"] = ["-n *", "-p *", "--no-proxy"],
    };

    private readonly Random random;

    private RandomCommandLine(Random random) => this.random = random;

    public static string[] Make(int seed, int number) => new RandomCommandLine(new Random(HashCode(seed, number))).Make();

    // The same in every process, other than System.HashCode.
    private static int HashCode(int seed, int number) => unchecked((seed * 486_187_739) + (number * 16_777_619));

    private string[] Make()
    {
        var command = Pick(commands);
        var words = new List<string>(command.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (command.StartsWith("remove ", StringComparison.Ordinal))
        {
            // Ids that no row has: what was recorded must still be there to be counted.
            words.Add(Chance(50) ? $"{random.NextInt64(1_000_000, long.MaxValue)}" : "-" + Pick(["1", "x", "--"]));
            words.Add(Pick(["--yes", "-y", "--yes"]));
        }
        else if (command == "run")
        {
            words.AddRange(Chance(50) ? ["/nonexistent/program", .. Texts(2)] : []);
        }
        else if (command == "log-ai" && Chance(70))
        {
            words.AddRange(["-p", Chance(85) ? "anthropic" : Text(), "-m", Chance(85) ? "claude-sonnet-4" : Text()]);
            words.AddRange(["-t", Chance(85) ? $"{random.Next(1, 999)}" : Text()]);
        }
        else if (command == "start" && Chance(70))
        {
            // Else most lines would end at "no session is active".
            words.Add("work");
        }
        else if (Chance(80))
        {
            words.AddRange(Enumerable.Range(0, Arguments(command)).Select(_ => Text()));
        }
        else
        {
            words.AddRange(Texts(3));
        }
        AddOptions(command, words);
        AddJson(words);
        return [.. words];
    }

    private static int Arguments(string command) => command switch
    {
        "start" or "note" or "show" or "help" => 1,
        "pricing set" => 3,
        _ => 0,
    };

    private void AddOptions(string command, List<string> words)
    {
        if (command == "run")
        {
            // In front of the program, whose own they would else be.
            words.InsertRange(1, Chance(50) ? [] : Option(command));
            return;
        }
        for (var more = random.Next(4) / 2 * random.Next(3); more > 0; more--)
        {
            words.AddRange(Option(Chance(90) ? command : Pick(commands)));
        }
    }

    private string[] Option(string command)
    {
        if (!options.TryGetValue(command, out var known))
        {
            return Chance(50) ? [] : [Text()];
        }
        var option = Pick(known);
        if (!option.EndsWith(" *", StringComparison.Ordinal))
        {
            return [option];
        }
        var name = option[..^2];
        return random.Next(10) switch
        {
            0 => [name],
            1 => [$"{name}={Text()}"],
            _ => [name, Text()],
        };
    }

    // Anywhere in front of "--" and of the program of a run, behind which it would be a plain word.
    private void AddJson(List<string> words)
    {
        var last = words.IndexOf("--") is var dashes and >= 0 ? dashes : words.Count;
        if (words.FirstOrDefault() == "run")
        {
            words.Insert(1, "--json");
            return;
        }
        words.Insert(Chance(70) ? last : random.Next(last + 1), "--json");
    }

    private List<string> Texts(int most) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => Text())];

    private string Text() => random.Next(100) switch
    {
        0 => new string('x', 100_000),
        1 => string.Concat(Enumerable.Repeat("🙂", 25_000)),
        2 => new string('\n', 100_000),
        < 12 => string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => (char)random.Next(1, 0x250))),
        < 20 => Pick(texts) + Pick(texts),
        _ => Pick(texts),
    };

    private bool Chance(int percent) => random.Next(100) < percent;

    private string Pick(string[] of) => of[random.Next(of.Length)];
}
