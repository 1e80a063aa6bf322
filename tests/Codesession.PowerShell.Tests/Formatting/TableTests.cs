namespace Codesession.PowerShell.Tests.Formatting;

/// <summary>The tables in a terminal of 80 columns: what names and what costs is there in full, and what may be long comes last.</summary>
public sealed class TableTests : ModuleTest
{
    private void Shows(string expected, params object[] items)
    {
        Shell.Width = 80;
        Assert.Equal(expected, Shell.Show("$items", ("items", items)));
    }

    [Fact]
    public void Sessions() => Shows($"""
          Id Started    Duration Files Commits                  Cost Name
          -- -------    -------- ----- -------                  ---- ----
        1342 2h ago     ● active   112      14 $123.46 + 12 unpriced Move the texts of…
           8 3d ago          14m     1       2                 $1.43 fix the login
           7 {Samples.Small.StartTime:yyyy-MM-dd}      30s     1       0               $0.0042 fix the login
        """, Samples.Active, Samples.Ordinary, Samples.Small);

    [Fact]
    public void Calls() => Shows("""
             Id Session When    Tokens     Cost Model                      Agent
             -- ------- ----    ------     ---- -----                      -----
        1234567    1342 3h ago 212,345    $0.23 claude-sonnet-4-5-20250929 claude-code
              2       7 5m ago   1,200 unpriced my-model
        """, Samples.Call, Samples.Unpriced);

    [Fact]
    public void Sums() => Shows("""
        Sessions  Calls        Tokens                    Cost Key
        --------  -----        ------                    ---- ---
             112 12,345 1,280,246,900 $1,234.56 + 12 unpriced claude-sonnet-4-5-202509…
             112 12,345 1,280,246,900               $1,234.56 -
        """, Samples.Statistic, Samples.Total);

    [Fact]
    public void Windows() => Shows("""
        From             Calls    Tokens                Cost Until
        ----             -----    ------                ---- -----
        2026-11-20 14:00 1,234 4,542,000 $4.12 + 12 unpriced 19:00
        2026-11-20 19:00 1,234 4,542,000               $4.12 00:00 ● $2.06/h
        """, Samples.EndedBlock, Samples.OpenBlock);

    [Fact]
    public void Commits() => Shows("""
        Session Hash    When   Message
        ------- ----    ----   -------
           1342 9c859d1 2d ago Say a refusal and a timeout in one place for every read…
        """, Samples.Commit);

    [Fact]
    public void Prices() => Shows("""
        Model                      Input    Output Cached Source  Provider
        -----                      -----    ------ ------ ------  --------
        claude-sonnet-4-5-20250929 $3.00    $15.00  $0.30 BuiltIn anthropic
        azure/gpt-5                $0.05 $1,000.00        Custom
        """, Samples.Price, Samples.OwnPrice);

    [Fact]
    public void Budgets() => Shows("""
        Id     Spent    Left Budget
        --     -----    ---- ------
        12 $1,234.56 $265.44 $1,500.00 a month in /code/web-shop for agent codex
         3     $5.01   $0.00 $5.00 for session 1342
        """, Samples.Budget with { UnpricedCalls = 0 }, Samples.SpentBudget);

    [Fact]
    public void Imports() => Shows("""
               Logs NewCalls Known Sessions                    Cost Agent
               ---- -------- ----- --------                    ---- -----
        12 of 2,345  123,456 1,234    1,042 $1,234.56 + 12 unpriced Claude Code
        """, Samples.Imported);

    // (Where a line breaks depends on the language of the terminal.)
    [Fact]
    public void Notes_and_paths_go_on_in_the_next_line()
    {
        Shell.Width = 80;

        Assert.Equal(Samples.Note.Message.Replace(" ", ""), LastColumn(Shell.Show("$item", ("item", Samples.Note)), "Message"));
        Assert.Equal(Samples.Change.FilePath, LastColumn(Shell.Show("$item", ("item", Samples.Change)), "File"));
    }

    [Fact]
    public void The_whole_price_table_fits()
    {
        Shell.Width = 80;

        var keys = Shell.Run("Get-CsPricing").All<ModelPrice>().Select(price => price.Key);
        Assert.Equal(keys, Shell.Show("Get-CsPricing").Split('\n').Skip(2).Select(line => line.Split(' ')[0]));
    }

    [Theory]
    [InlineData(120)]
    [InlineData(300)]
    public void Where_there_is_room_nothing_is_cut(int width)
    {
        Shell.Width = width;

        foreach (var item in (object[])[Samples.Ordinary with { Name = Samples.LongName }, Samples.Call, Samples.Statistic, Samples.Commit, Samples.Price, Samples.Budget])
        {
            Assert.DoesNotContain("…", Shell.Show("$item", ("item", item)));
        }
    }

    private static string LastColumn(string table, string title)
    {
        var lines = table.Split('\n');
        var start = lines[0].IndexOf(title, StringComparison.Ordinal);
        return string.Concat(lines.Skip(2).Select(line => line[start..].Replace(" ", "")));
    }
}
