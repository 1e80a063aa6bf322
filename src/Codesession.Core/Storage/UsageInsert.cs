using System.Buffers;
using System.Globalization;

namespace Codesession.Storage;

/// <summary>What is known of the values of a column.</summary>
internal enum ColumnKind
{
    /// <summary>Nothing.</summary>
    Any,
    /// <summary>The column holds 0 by itself.</summary>
    ZeroUnlessTold,
    /// <summary>A text that many rows have in common.</summary>
    Shared,
}

/// <summary>
/// Adds rows of calls one after the other. To hand a value over takes longer than to store it. So what a column holds by itself is left
/// out, and what many rows share (an agent, a model) stands in the statement, of which there is one for each such choice.
/// </summary>
internal sealed class UsageInsert(Database database) : IDisposable
{
    /// <summary>Far more than anyone has models; a bound, because names come from outside.</summary>
    private const int MostStatements = 200;

    /// <summary>What may stand in a statement between quotation marks.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._:/@+-");

    private readonly Dictionary<Choice, Database.Statement> statements = [];
    private readonly object?[] handedOver = new object?[UsageStore.InsertColumns.Length];
    private Choice lastChoice;
    private Database.Statement? last;

    /// <summary>Adds a row.</summary>
    /// <param name="values">A value for each of <see cref="UsageStore.InsertColumns"/>.</param>
    public void Add(ReadOnlySpan<object?> values)
    {
        var (chosen, shared, count, texts) = (0u, 0u, 0, default(SharedTexts));
        for (var i = 0; i < values.Length; i++)
        {
            var kind = UsageStore.InsertColumns[i].Kind;
            // Null, or 0 where the column has that by itself.
            if (values[i] is null || (kind == ColumnKind.ZeroUnlessTold && values[i] is 0L or false)) continue;
            chosen |= 1u << i;
            if (kind == ColumnKind.Shared && values[i] is string text && statements.Count < MostStatements && !text.AsSpan().ContainsAnyExcept(Plain))
            {
                shared |= 1u << i;
                texts = texts.With(text);
            }
            else
            {
                handedOver[count++] = values[i];
            }
        }
        StatementOf(new Choice(chosen, shared, texts), values, count).Execute(handedOver.AsSpan(0, count));
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Dispose();
    }

    private Database.Statement StatementOf(in Choice choice, ReadOnlySpan<object?> values, int count)
    {
        if (last is not null && choice == lastChoice) return last;
        if (!statements.TryGetValue(choice, out var statement)) statements[choice] = statement = Prepare(choice, values, count);
        (last, lastChoice) = (statement, choice);
        return statement;
    }

    private Database.Statement Prepare(in Choice choice, ReadOnlySpan<object?> values, int count)
    {
        var (columns, places, place, cost) = (new List<string>(), new List<string>(), 0, "0");
        for (var i = 0; i < values.Length; i++)
        {
            if ((choice.Columns >> i & 1) == 0) continue;
            columns.Add(UsageStore.InsertColumns[i].Name);
            places.Add((choice.Shared >> i & 1) != 0 ? $"'{values[i]}'" : string.Create(CultureInfo.InvariantCulture, $"${++place}"));
            if (columns[^1] == "cost_e10") cost = $"{places[^1]} / 1e10";
        }
        return database.Prepare($"INSERT INTO ai_usage ({string.Join(", ", columns)}, cost) VALUES ({string.Join(", ", places)}, {cost})", count);
    }

    /// <summary>What makes a statement: the columns that it fills, those of them whose texts stand in it, and these texts.</summary>
    private readonly record struct Choice(uint Columns, uint Shared, SharedTexts Texts);

    /// <summary>The shared texts of a row, in the order of their columns.</summary>
    private readonly record struct SharedTexts(string? A, string? B, string? C, string? D, string? E, string? F)
    {
        public SharedTexts With(string text) => A is null ? this with { A = text } : B is null ? this with { B = text } : C is null ? this with { C = text }
            : D is null ? this with { D = text } : E is null ? this with { E = text } : this with { F = text };
    }
}
