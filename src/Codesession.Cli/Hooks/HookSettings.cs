using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Codesession.Cli.Hooks;

/// <summary>A settings file with or without our hooks.</summary>
/// <param name="Text">Its text; null: there is no such file.</param>
/// <param name="Events">The events whose hooks came in or went, in their order.</param>
internal sealed record HookSettings(byte[]? Text, IReadOnlyList<string> Events)
{
    /// <summary>The key of the settings that has the hooks.</summary>
    private const string Key = "hooks";

    /// <summary>
    /// The events, with the seconds after which the agent goes on without an answer. That of a session's end raises what all hooks
    /// have then together, which is one and a half unless told.
    /// </summary>
    private static readonly (string Event, string? Matcher, int Seconds)[] Wanted =
    [
        ("SessionStart", null, 60),
        ("UserPromptSubmit", null, 10),
        ("PreToolUse", "*", 10),
        ("Stop", null, 60),
        ("SubagentStop", null, 60),
        ("SessionEnd", null, 10),
    ];

    /// <summary>The settings with our hook at each event where it is not yet.</summary>
    /// <param name="text">The settings; null: there is no such file.</param>
    /// <param name="command">The command.</param>
    /// <exception cref="JsonException">They are no JSON, or hooks are written in them in a way that is not known.</exception>
    public static HookSettings With(byte[]? text, HookProgram command)
    {
        var added = new List<string>();
        var settings = text;
        // Those of a program that has moved would be in the way.
        while (settings is not null && Last(new JsonText(settings), (line, _) => !command.IsIt(line) && HookProgram.IsGone(line)) is { } gone) settings = gone.Taken(new JsonText(settings));
        foreach (var (name, _, _) in Wanted)
        {
            if (settings is not null && Last(new JsonText(settings), (line, at) => at == name && command.IsIt(line)) is not null) continue;
            settings = With(settings, name, command.Line);
            added.Add(name);
        }
        return new HookSettings(settings, added);
    }

    /// <summary>The settings without our hooks; what <see cref="With(byte[], HookProgram)"/> put in goes without a trace.</summary>
    /// <param name="text">The settings.</param>
    /// <param name="command">The command.</param>
    /// <exception cref="JsonException">They are no JSON, or hooks are written in them in a way that is not known.</exception>
    public static HookSettings Without(byte[] text, HookProgram command)
    {
        var removed = new List<string>();
        var settings = text;
        while (settings is not null && Last(new JsonText(settings), (line, _) => command.IsIt(line)) is { } found)
        {
            settings = found.Taken(new JsonText(settings));
            removed.Insert(0, found.Event);
        }
        return new HookSettings(settings, removed);
    }

    /// <summary>What is put into the settings at an event, for people.</summary>
    public static string Describe(string name, string command) => string.Join(' ', Group(name, command).Select(line => line.Text));

    private static byte[] With(byte[]? text, string name, string command)
    {
        if (text is null)
        {
            // No file that is there comes to this: in an empty object, what is put in stands right behind the bracket.
            IEnumerable<(int Depth, string Text)> lines = [(0, "{"), .. Deeper(Hooks(name, command)), (0, "}")];
            return Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => string.Concat(Enumerable.Repeat("  ", line.Depth)) + line.Text + "\n")));
        }
        var settings = new JsonText(text);
        var root = settings.Root.Kind == JsonTokenType.StartObject ? settings.Root : throw new JsonException("it is no object.");
        if (root[Key] is not { } hooks) return settings.With(root, Hooks(name, command)).Bytes;
        if (hooks.Kind != JsonTokenType.StartObject) throw new JsonException($"\"{Key}\" is no object.");
        if (hooks[name] is not { } groups) return settings.With(hooks, Listed(name, command)).Bytes;
        if (groups.Kind != JsonTokenType.StartArray) throw new JsonException($"\"{Key}\".\"{name}\" is no array.");
        return settings.With(groups, Group(name, command)).Bytes;
    }

    private static List<(int Depth, string Text)> Hooks(string name, string command) => [(0, $"\"{Key}\": {{"), .. Deeper(Listed(name, command)), (0, "}")];

    private static List<(int Depth, string Text)> Listed(string name, string command) => [(0, $"\"{name}\": ["), .. Deeper(Group(name, command)), (0, "]")];

    private static List<(int Depth, string Text)> Group(string name, string command)
    {
        var (_, matcher, seconds) = Array.Find(Wanted, wanted => wanted.Event == name);
        var lines = new List<(int, string)> { (0, "{") };
        if (matcher is not null) lines.Add((1, $"\"matcher\": \"{matcher}\","));
        lines.AddRange([(1, "\"hooks\": ["), (2, "{"), (3, "\"type\": \"command\","), (3, $"\"command\": \"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(command)}\","),
            (3, $"\"timeout\": {seconds}"), (2, "}"), (1, "]"), (0, "}")]);
        return lines;
    }

    private static IEnumerable<(int Depth, string Text)> Deeper(IEnumerable<(int Depth, string Text)> lines) => lines.Select(line => (line.Depth + 1, line.Text));

    private static Place? Last(JsonText settings, Func<string, string, bool> isMeant)
    {
        if (settings.Root.Kind != JsonTokenType.StartObject) throw new JsonException("it is no object.");
        var found = from root in Indexed(settings.Root, JsonTokenType.StartObject)
                    where root.Member.Key == Key
                    from name in Indexed(root.Member.Value, JsonTokenType.StartObject)
                    from groups in Indexed(name.Member.Value, JsonTokenType.StartArray)
                    where groups.Member.Value.Kind == JsonTokenType.StartObject
                    let hooks = groups.Member.Value[Key]
                    where hooks is not null
                    from hook in Indexed(hooks, JsonTokenType.StartArray)
                    where hook.Member.Value.Kind == JsonTokenType.StartObject && hook.Member.Value["type"]?.Text == "command"
                    let line = hook.Member.Value["command"]?.Text
                    where line is not null && isMeant(line, name.Member.Key!)
                    select new Place(name.Member.Key!, line,
                        [(settings.Root, root.Index), (root.Member.Value, name.Index), (name.Member.Value, groups.Index), (hooks, hook.Index)]);
        // The last one that was put in: each is put in by the look of what was there by then.
        return found.OrderBy(place => Array.FindIndex(Wanted, wanted => wanted.Event == place.Event)).LastOrDefault();
    }

    private static IEnumerable<(JsonSpan.Member Member, int Index)> Indexed(JsonSpan container, JsonTokenType kind) =>
        container.Kind == kind ? container.Members.Select((member, i) => (member, i)) : [];

    /// <summary>Where a hook stands.</summary>
    /// <param name="Event">Its event.</param>
    /// <param name="Command">Its command.</param>
    /// <param name="Way">From the root to it: each object or array, and which of its values leads on.</param>
    private sealed record Place(string Event, string Command, (JsonSpan Container, int Index)[] Way)
    {
        /// <summary>The settings without it; null: there is nothing left of a file that was made for it.</summary>
        public byte[]? Taken(JsonText settings)
        {
            var known = Array.Exists(Wanted, wanted => wanted.Event == Event);
            if (known && settings.Bytes.AsSpan().SequenceEqual(With(null, Event, Command))) return null;
            // With it goes what holds nothing else; of that, all that came with it, and no more.
            var shallowest = Way.Length - 1;
            while (shallowest > 0 && Way[shallowest].Container.Members.Count == 1) shallowest--;
            var texts = Enumerable.Range(shallowest, Way.Length - shallowest).Select(i => settings.Without(Way[i].Container, Way[i].Index)).ToList();
            var original = known ? texts.SelectMany(text => text).FirstOrDefault(text => settings.Bytes.AsSpan().SequenceEqual(With(text.Bytes, Event, Command))) : null;
            return (original ?? texts[0].First()).Bytes;
        }
    }
}
