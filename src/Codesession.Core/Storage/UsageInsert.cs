using System.Globalization;

namespace Codesession.Storage;

/// <summary>
/// Adds rows of calls one after the other. To hand a value over takes longer than to store it, and of most calls a third of the columns
/// hold what they hold anyway: these are left out, by a statement for each choice of columns.
/// </summary>
internal sealed class UsageInsert(Database database) : IDisposable
{
    private readonly Dictionary<uint, Database.Statement> statements = [];
    private readonly object?[] handedOver = new object?[UsageStore.InsertColumns.Length];

    /// <summary>Adds a row.</summary>
    /// <param name="values">A value for each of <see cref="UsageStore.InsertColumns"/>.</param>
    public void Add(ReadOnlySpan<object?> values)
    {
        var (chosen, count) = (0u, 0);
        for (var i = 0; i < values.Length; i++)
        {
            // Null, or 0 where the column has that by itself.
            if (values[i] is null || (UsageStore.InsertColumns[i].IsZeroUnlessTold && values[i] is 0L or false)) continue;
            chosen |= 1u << i;
            handedOver[count++] = values[i];
        }
        if (!statements.TryGetValue(chosen, out var statement)) statements[chosen] = statement = Prepare(chosen, count);
        statement.Execute(handedOver.AsSpan(0, count));
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Dispose();
    }

    private Database.Statement Prepare(uint chosen, int count)
    {
        var (columns, places, cost) = (new List<string>(), new List<string>(), "0");
        for (var i = 0; i < UsageStore.InsertColumns.Length; i++)
        {
            if ((chosen >> i & 1) == 0) continue;
            columns.Add(UsageStore.InsertColumns[i].Name);
            places.Add(string.Create(CultureInfo.InvariantCulture, $"${columns.Count}"));
            if (columns[^1] == "cost_e10") cost = $"{places[^1]} / 1e10";
        }
        return database.Prepare($"INSERT INTO ai_usage ({string.Join(", ", columns)}, cost) VALUES ({string.Join(", ", places)}, {cost})", count);
    }
}
