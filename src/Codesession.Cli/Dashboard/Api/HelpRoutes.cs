using System.CommandLine;
using System.Text.Json;

namespace Codesession.Cli.Dashboard.Api;

/// <summary>What <c>cs help</c> says, from the same table of commands.</summary>
internal static class HelpRoutes
{
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("GET", "/help", [], request => request.WriteAsync(JsonBytes.Of(json => Write(json, CommandLine.Root(request.Dashboard.Host))))),
    ];

    private static void Write(Utf8JsonWriter json, RootCommand root)
    {
        json.WriteList("commands", Shown(root.Subcommands), (writer, command) => WriteCommand(writer, command, command.Name, root));
        json.WriteList("options", Shown(root.Options), WriteOption);
    }

    private static void WriteCommand(Utf8JsonWriter json, Command command, string name, RootCommand root)
    {
        (command as Commands.CsCommand)?.Describe();
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("description", command.Description);
        json.WriteString("usage", CommandLine.UsageOf(root, name));
        json.WriteList("arguments", Shown(command.Arguments), (writer, argument) => WriteItem(writer, argument.Name, [], argument.HelpName, argument.Description));
        json.WriteList("options", Shown(command.Options), WriteOption);
        json.WriteList("commands", Shown(command.Subcommands), (writer, child) => WriteCommand(writer, child, $"{name} {child.Name}", root));
        json.WriteEndObject();
    }

    private static void WriteOption(Utf8JsonWriter json, Option option) => WriteItem(json, option.Name, option.Aliases,
        option.Arity.MaximumNumberOfValues == 0 ? null : option.HelpName ?? option.Name.TrimStart('-'), option.Description);

    private static void WriteItem(Utf8JsonWriter json, string name, IEnumerable<string> aliases, string? value, string? description)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteList("aliases", aliases, (writer, alias) => writer.WriteStringValue(alias));
        json.WriteString("value", value);
        json.WriteString("description", description ?? "");
        json.WriteEndObject();
    }

    private static IEnumerable<T> Shown<T>(IEnumerable<T> symbols) where T : Symbol => symbols.Where(symbol => !symbol.Hidden);
}
