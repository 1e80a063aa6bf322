using System.Globalization;
using System.Management.Automation;

namespace Codesession.PowerShell.Tests.Usage;

/// <summary>Recording calls.</summary>
public sealed class AddTests : ModuleTest
{
    [Fact]
    public void Every_class_of_tokens_is_taken_and_priced()
    {
        Start();

        var call = Shell.Run("""
            Add-CsAiUsage anthropic claude-sonnet-4-5 -PromptTokens 10000 -CompletionTokens 500 -CacheReadTokens 6000 -CacheWriteTokens 1000 `
                -CacheWrite1hTokens 500 -ReasoningTokens 200 -RequestId r1 -AgentName cli -PassThru
            """).One<AiUsage>();

        // 2,500 at 3, 6,000 at 0.3, 1,000 at 3.75, 500 at 6, 500 at 15 dollars a million.
        Assert.Equal(0.02355m, call.Cost);
        Assert.Equal((10_500, 6_000, 1_000, 500, 200, "r1", "cli", PriceSource.BuiltIn), (call.Tokens, call.CacheReadTokens, call.CacheWriteTokens,
            call.CacheWrite1hTokens, call.ReasoningTokens, call.RequestId, call.AgentName, call.PriceSource));
    }

    [Fact]
    public void An_unknown_model_is_refused_unless_its_cost_is_stated()
    {
        Start();

        var error = Shell.Run("Add-CsAiUsage acme made-up -Tokens 100").Error("unknown_model");
        Assert.Equal((ErrorCategory.ObjectNotFound, "made-up"), (error.CategoryInfo.Category, Assert.IsType<NewUsage>(error.TargetObject).Model));
        Assert.Empty(Shell.Run("Get-CsAiUsage").Output);

        Assert.Equal((0.5m, PriceSource.Manual), Shell.Run("Add-CsAiUsage acme made-up -Tokens 100 -Cost 0.5 -PassThru").One<AiUsage>() is var call
            ? (call.Cost, call.PriceSource) : default);
    }

    [Fact]
    public void A_call_known_by_its_request_id_is_recorded_once()
    {
        Start();

        var result = Shell.Run("1..3 | ForEach-Object { Add-CsAiUsage openai gpt-5 -Tokens 100 -RequestId same -PassThru -Verbose }");

        Assert.Single(result.All<AiUsage>().Select(call => call.Id).Distinct());
        Assert.Equal(2, result.Verbose.Count(line => line.Contains("recorded before")));
        Assert.Single(Shell.Run("Get-CsAiUsage").Output);
    }

    [Fact]
    public void Objects_are_taken_by_the_names_of_their_properties()
    {
        var session = Start();

        var calls = Shell.Run("""
            [pscustomobject]@{ Provider = 'openai'; Model = 'gpt-5'; PromptTokens = 1000; CompletionTokens = 10 },
            [pscustomobject]@{ provider = 'anthropic'; model = 'claude-sonnet-4-5'; tokens = '1200'; cost = 0.25; requestId = 'x' } |
                Add-CsAiUsage -AgentName script -PassThru
            """).All<AiUsage>();

        Assert.Equal([("gpt-5", 1_010, "script"), ("claude-sonnet-4-5", 1_200, "script")], calls.Select(call => (call.Model, call.Tokens, call.AgentName)));
        Assert.Equal(0.25m, calls[1].Cost);
        Assert.All(calls, call => Assert.Equal(session.Id, call.SessionId));
    }

    [Fact]
    public void An_empty_cell_is_not_known_and_never_zero()
    {
        Start();

        // As Import-Csv makes them: every cell is a text.
        var calls = Shell.Run("""
            [pscustomobject]@{ Provider = 'openai'; Model = 'gpt-5'; PromptTokens = '1000'; CompletionTokens = '10'; Cost = ''; Tokens = ''; AgentName = '';
              RequestId = ''; SessionId = ''; CacheReadTokens = ' '; Timestamp = '' } | Add-CsAiUsage -PassThru
            """).One<AiUsage>();

        Assert.Equal((0.00135m, 1_010, null, null), (calls.Cost, calls.Tokens, calls.AgentName, calls.RequestId));
        Assert.Equal(PriceSource.BuiltIn, calls.PriceSource);
    }

    [Theory]
    [InlineData("CompletionTokens", "2,5k")]
    [InlineData("CompletionTokens", "99999999999999999999999")]
    [InlineData("CompletionTokens", 5.7)]
    [InlineData("CompletionTokens", "1.500")]
    [InlineData("Cost", "$1.43")]
    [InlineData("Cost", "1,430.00")]
    [InlineData("Cost", "n/a")]
    [InlineData("Timestamp", "yesterday")]
    [InlineData("SessionId", "S-17")]
    [InlineData("CacheReadTokens", "900 tok")]
    public void A_cell_that_cannot_be_read_is_an_error_and_the_call_is_not_recorded_without_it(string cell, object value)
    {
        Start();

        var error = Assert.Single(Shell.Run("""
            $row = [pscustomobject]@{ Provider = 'anthropic'; Model = 'claude-sonnet-4-5'; PromptTokens = 1000; CompletionTokens = 10 }
            $row.PSObject.Properties.Remove($cell); $row.PSObject.Properties.Add([psnoteproperty]::new($cell, $value))
            $row | Add-CsAiUsage
            """, ("cell", cell), ("value", value)).Errors);

        Assert.Contains(cell, error.ToString());
        Assert.Empty(Shell.Run("Get-CsAiUsage").Output);
        Assert.NotEmpty(Shell.Run($"Add-CsAiUsage anthropic claude-sonnet-4-5 -PromptTokens 1000 -{cell} $value", ("value", value)).Errors);
    }

    [Theory]
    [InlineData(".", "1.43", "1.43")]
    [InlineData(".", "1E-3", "0.001")]
    [InlineData(",", "1.43", "1.43")]
    [InlineData(",", "1,43", "1.43")]
    [InlineData(",", "0,0123", "0.0123")]
    public void A_decimal_comma_is_one_where_the_culture_has_it(string separator, string cell, string dollars)
    {
        Start();
        var culture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = separator } };

        var call = Shell.Run("""
            $before = [cultureinfo]::CurrentCulture
            try {
                [cultureinfo]::CurrentCulture = $culture
                [pscustomobject]@{ Provider = 'acme'; Model = 'm'; Tokens = '5'; Cost = $cell } | Add-CsAiUsage -PassThru
            } finally { [cultureinfo]::CurrentCulture = $before }
            """, ("culture", culture), ("cell", cell)).One<AiUsage>();

        Assert.Equal(decimal.Parse(dollars, CultureInfo.InvariantCulture), call.Cost);
    }

    [Fact]
    public void What_is_no_row_is_refused()
    {
        Start();

        Shell.Run("'text' | Add-CsAiUsage openai gpt-5 -Tokens 1").Error("invalid_input");
        Assert.NotEmpty(Shell.Run("Add-CsAiUsage openai gpt-5 -Tokens 1 -SessionId $null").Errors);
        Assert.Empty(Shell.Run("Get-CsAiUsage").Output);
    }

    [Fact]
    public void A_relative_ledger_lies_in_the_folder_where_PowerShell_is()
    {
        Environment.SetEnvironmentVariable("CODESESSION_DB_PATH", "own.db");

        Start();

        Assert.True(File.Exists(Repository.PathOf("own.db")));
        Assert.Contains("work", Shell.Run("cs status --json").Text);
    }

    [Fact]
    public void A_call_that_is_piped_to_another_session_keeps_its_time_and_its_cost()
    {
        var session = Start();
        using (var ledger = OpenLedger())
        {
            ledger.Usage.Add(Call(session.Id) with { Timestamp = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), Cost = 7 });
        }
        var other = Shell.Run("Start-CsSession other -Path $there", ("there", Home)).One<Session>();

        var copy = Shell.Run("Get-CsAiUsage | ForEach-Object { $_ | Add-CsAiUsage -SessionId $id -PassThru }", ("id", other.Id)).One<AiUsage>();

        Assert.Equal((other.Id, 7m, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), (copy.SessionId, copy.Cost, copy.Timestamp));
    }

    [Fact]
    public void The_agent_of_the_environment_is_the_default()
    {
        Start();
        Environment.SetEnvironmentVariable("CODESESSION_AGENT_NAME", "claude");

        Assert.Equal("claude", Shell.Run("Add-CsAiUsage openai gpt-5 -Tokens 1 -PassThru").One<AiUsage>().AgentName);
        Assert.Equal("other", Shell.Run("Add-CsAiUsage openai gpt-5 -Tokens 1 -AgentName other -PassThru").One<AiUsage>().AgentName);
    }

    [Fact]
    public void The_session_of_the_environment_comes_before_that_of_the_folder()
    {
        var here = Start();
        var other = Shell.Run("Start-CsSession other -Path $there", ("there", Home)).One<Session>();
        Assert.Equal(here.Id, Shell.Run("Add-CsAiUsage openai gpt-5 -Tokens 1 -PassThru").One<AiUsage>().SessionId);

        Environment.SetEnvironmentVariable("CODESESSION_SESSION", $"{other.Id}");

        Assert.Equal(other.Id, Shell.Run("Add-CsAiUsage openai gpt-5 -Tokens 1 -PassThru").One<AiUsage>().SessionId);
        Assert.Equal(here.Id, Shell.Run("$s | Add-CsAiUsage openai gpt-5 -Tokens 1 -PassThru", ("s", here)).One<AiUsage>().SessionId);
    }

    [Theory]
    [InlineData("-Tokens 0", "missing_tokens")]
    [InlineData("", "missing_tokens")]
    [InlineData("-Tokens -5", "invalid_input")]
    [InlineData("-PromptTokens 10 -CacheReadTokens 11", "invalid_input")]
    [InlineData("-Tokens 5 -Cost -1", "invalid_input")]
    [InlineData("-Tokens 5 -SessionId 99", "session_not_found")]
    public void Wrong_input_is_told_by_its_code(string options, string code)
    {
        Start();

        Shell.Run($"Add-CsAiUsage openai gpt-5 {options}").Error(code);
        Assert.Empty(Shell.Run("Get-CsAiUsage").Output);
    }

    [Fact]
    public void Without_a_session_that_is_the_error() => Shell.Run("Add-CsAiUsage openai gpt-5 -Tokens 1").Error("no_active_session");

    [Fact]
    public void WhatIf_records_nothing()
    {
        Start();

        Shell.Run("Add-CsAiUsage openai gpt-5 -Tokens 1 -WhatIf; Add-CsNote hello -WhatIf").AssertNoErrors();

        Assert.Empty(Shell.Run("Get-CsAiUsage; Get-CsNote").Output);
    }

    [Fact]
    public void A_ledger_that_fails_ends_the_pipeline_with_its_code()
    {
        Start();
        File.WriteAllText(DatabasePath + "-not", "this is no database");
        Environment.SetEnvironmentVariable("CODESESSION_DB_PATH", DatabasePath + "-not");

        // One error, not three.
        Shell.Run("1..3 | Get-CsSession").Error("store_invalid");
        Environment.SetEnvironmentVariable("CODESESSION_DB_PATH", Path.Combine(DatabasePath, "in a file", "sessions.db"));
        Shell.Run("1..3 | Get-CsSession").Error("io_error");
    }
}
