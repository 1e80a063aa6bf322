using System.Text;
using Codesession.Cli.Hooks;

namespace Codesession.Cli.Tests.Hooks;

/// <summary>Settings with and without our hooks, of shapes that nobody has thought of.</summary>
public sealed class HookSettingsTests
{
    private static readonly HookProgram Program = new("/usr/local/bin/cs");

    private static readonly string[] Names = ["SessionStart", "UserPromptSubmit", "PreToolUse", "PostToolUse", "Stop", "SubagentStop", "SessionEnd"];

    [Fact]
    public void Settings_written_in_any_way_come_back_byte_for_byte()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var text = new Writer(new Random(seed)).Settings();
            var bytes = Encoding.UTF8.GetBytes(text);

            var with = HookSettings.With(bytes, Program);

            Assert.Equal(["SessionStart", "UserPromptSubmit", "PreToolUse", "Stop", "SubagentStop", "SessionEnd"], with.Events);
            Assert.Empty(HookSettings.With(with.Text, Program).Events);
            var without = HookSettings.Without(with.Text!, Program);
            Assert.Equal(with.Events.Order(), without.Events.Order());
            Assert.True(text == Encoding.UTF8.GetString(without.Text ?? []), $"{seed}: {text}\n-- became --\n{Encoding.UTF8.GetString(with.Text!)}\n-- and then --\n{Encoding.UTF8.GetString(without.Text ?? [])}");
        }
    }

    /// <summary>Writes settings as nobody does: with any white space, comments, and commas behind last values.</summary>
    private sealed class Writer(Random random)
    {
        private readonly string lineBreak = random.Next(3) == 0 ? "\r\n" : "\n";
        private readonly bool isOneLine = random.Next(4) == 0;
        private readonly bool hasComments = random.Next(3) == 0;
        private readonly bool hasLastCommas = random.Next(3) == 0;

        public string Settings()
        {
            var members = Some(3, () => $"\"{(char)('a' + random.Next(26))}\"{(random.Next(2) == 0 ? "" : " ")}:{Blank()}{Value(2)}");
            if (random.Next(3) > 0) members.Insert(random.Next(members.Count + 1), $"\"hooks\"{(random.Next(2) == 0 ? "" : " ")}:{Blank()}{Hooks()}");
            return (random.Next(5) == 0 ? "\uFEFF" : "") + Blank() + Joined('{', members, '}') + Blank();
        }

        private string Hooks() => Joined('{', [.. Names.Where(_ => random.Next(3) == 0).OrderBy(_ => random.Next()).Select(name => $"\"{name}\"{(random.Next(2) == 0 ? "" : " ")}:{Blank()}{Groups()}")], '}');

        private string Groups() => Joined('[', Some(2, () => $$"""{"matcher": "Bash","hooks":{{Joined('[', Some(2, () => """{"type":"command","command":"theirs"}"""), ']')}}}"""), ']');

        private string Value(int depth) => random.Next(depth == 0 ? 3 : 5) switch
        {
            0 => "1.50",
            1 => "\"a // b /* c \\\" , { \\u00e9\"",
            2 => "null",
            3 => Joined('[', Some(3, () => Value(depth - 1)), ']'),
            _ => Joined('{', Some(3, () => $"\"{random.Next(100)}\":{Value(depth - 1)}"), '}'),
        };

        private List<string> Some(int most, Func<string> make) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => make())];

        private string Joined(char open, List<string> items, char close) =>
            open + Blank() + string.Join($"{Blank()},{Blank()}", items) + (items.Count > 0 && hasLastCommas && random.Next(2) == 0 ? Blank() + "," : "") + Blank() + close;

        private string Blank() => random.Next(8) switch
        {
            0 => " ",
            1 => "\t",
            2 or 3 when !isOneLine => lineBreak + new string(random.Next(2) == 0 ? ' ' : '\t', random.Next(5)),
            4 when hasComments => "/* , ] */",
            5 when hasComments && !isOneLine => $"// , }} \"{lineBreak}",
            _ => "",
        };
    }
}
