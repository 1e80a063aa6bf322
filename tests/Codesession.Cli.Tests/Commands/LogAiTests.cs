using System.Text.Json;

namespace Codesession.Cli.Tests.Commands;

/// <summary><c>cs log-ai</c>.</summary>
public sealed class LogAiTests : CsTest
{
    private static readonly string[] sonnet = ["log-ai", "-p", "anthropic", "-m", "claude-sonnet-4"];

    private static readonly string[][] wrongNumbers =
    [
        ["-t", "-5"], ["-t", "1.5"], ["-t", "many"], ["-t", ""], ["-t", "NaN"], ["-t", "Infinity"], ["-t", "99999999999999999999"],
        ["-t", "9223372036854775807"], ["-t", "0x10"], ["-t", "1,000"], ["--tokens=-5"],
        ["--prompt-tokens", "-1"], ["--prompt-tokens", "one"], ["--completion-tokens", "-1"], ["--completion-tokens", "1.0000001"],
        ["-t", "1", "-c", "-0.01"], ["-t", "1", "-c", "NaN"], ["-t", "1", "-c", "Infinity"], ["-t", "1", "-c", "-Infinity"],
        ["-t", "1", "-c", "1e308"], ["-t", "1", "-c", "1e999"], ["-t", "1", "-c", "free"], ["-t", "1", "-c", ""], ["-t", "1", "-c", "1,5"],
        ["-t", "1", "-c", "$1"], ["-t", "10", "--prompt-tokens", "8", "--completion-tokens", "3"],
        ["--prompt-tokens", "10", "--cache-read-tokens", "6", "--cache-write-tokens", "5"],
        ["--prompt-tokens", "10", "--cache-read-tokens", "6", "--cache-write-1h-tokens", "5"],
        ["--prompt-tokens", "10", "--cache-read-tokens", "-1"],
        ["--prompt-tokens", "10", "--completion-tokens", "5", "--reasoning-tokens", "6"],
        ["-t", "10", "--cache-read-tokens", "1"],
    ];

    [Fact]
    public async Task A_call_is_answered_with_its_cost_its_price_and_the_totals_of_its_session()
    {
        var id = await Start(Cs);

        var answer = await Cs.Json([.. sonnet, "--prompt-tokens", "1000", "--completion-tokens", "200", "--agent", "Claude Code"]);

        answer.IsAnswerOf("logged", "pricing", "session");
        var logged = answer.GetProperty("logged");
        Assert.Equal(["provider", "model", "tokens", "promptTokens", "completionTokens", "cost", "agentName"], logged.Keys());
        Assert.Equal("anthropic", logged.Text("provider"));
        Assert.Equal("claude-sonnet-4", logged.Text("model"));
        Assert.Equal(1200, logged.Whole("tokens"));
        Assert.Equal(1000, logged.Whole("promptTokens"));
        Assert.Equal(200, logged.Whole("completionTokens"));
        Assert.Equal(0.006m, logged.Dollars("cost"));
        Assert.Equal("Claude Code", logged.Text("agentName"));
        var pricing = answer.GetProperty("pricing");
        Assert.Equal(["source", "modelKnown", "inputPer1M", "outputPer1M"], pricing.Keys());
        Assert.Equal("built-in", pricing.Text("source"));
        Assert.True(pricing.Is("modelKnown"));
        Assert.Equal(3, pricing.Dollars("inputPer1M"));
        Assert.Equal(15, pricing.Dollars("outputPer1M"));
        var session = answer.GetProperty("session");
        Assert.Equal(["id", "aiCost", "aiTokens"], session.Keys());
        Assert.Equal(id, session.Whole("id"));
        Assert.Equal(0.006m, session.Dollars("aiCost"));
        Assert.Equal(1200, session.Whole("aiTokens"));
    }

    [Fact]
    public async Task A_total_alone_is_priced_70_to_30()
    {
        await Start(Cs);

        var logged = (await Cs.Json([.. sonnet, "-t", "1000"])).GetProperty("logged");

        Assert.Equal(1000, logged.Whole("tokens"));
        Assert.Equal(((700 * 3) + (300 * 15)) / 1_000_000m, logged.Dollars("cost"));
        Assert.False(logged.Has("agentName"));
    }

    [Fact]
    public async Task A_prompt_alone_has_no_completion()
    {
        await Start(Cs);

        var logged = (await Cs.Json([.. sonnet, "--prompt-tokens", "1000"])).GetProperty("logged");

        Assert.Equal(1000, logged.Whole("tokens"));
        Assert.Equal(0.003m, logged.Dollars("cost"));
    }

    [Fact]
    public async Task A_total_above_the_parts_is_kept_and_the_parts_are_priced()
    {
        await Start(Cs);

        var answer = await Cs.Json([.. sonnet, "-t", "5000", "--prompt-tokens", "1000", "--completion-tokens", "200"]);

        var logged = answer.GetProperty("logged");

        Assert.Equal(5000, logged.Whole("tokens"));
        Assert.Equal(0.006m, logged.Dollars("cost"));
    }

    [Fact]
    public async Task Cache_and_reasoning_counts_are_parts_of_prompt_and_completion()
    {
        await Start(Cs);

        var logged = (await Cs.Json([.. sonnet, "--prompt-tokens", "1000", "--completion-tokens", "200", "--cache-read-tokens", "500",
            "--cache-write-tokens", "100", "--cache-write-1h-tokens", "50", "--reasoning-tokens", "150"])).GetProperty("logged");

        logged.HasInOrder("provider", "model", "tokens", "promptTokens", "completionTokens", "cost");
        Assert.Equal(1200, logged.Whole("tokens"));
        Assert.Equal(500, logged.Whole("cacheReadTokens"));
        Assert.Equal(100, logged.Whole("cacheWriteTokens"));
        Assert.Equal(50, logged.Whole("cacheWrite1hTokens"));
        Assert.Equal(150, logged.Whole("reasoningTokens"));
        Assert.Equal(((350 * 3) + (500 * 0.3m) + (100 * 3.75m) + (50 * 6) + (200 * 15)) / 1_000_000m, logged.Dollars("cost"));
    }

    [Fact]
    public async Task A_stated_cost_is_taken_whether_the_model_is_known_or_not()
    {
        await Start(Cs);

        foreach (var (model, known) in new[] { ("claude-sonnet-4", true), ("house-model", false) })
        {
            var answer = await Cs.Json("log-ai", "-p", "anthropic", "-m", model, "-t", "10", "-c", "0.1234567891");
            Assert.Equal(0.1234567891m, answer.GetProperty("logged").Dollars("cost"));
            var pricing = answer.GetProperty("pricing");
            Assert.Equal("manual", pricing.Text("source"));
            Assert.Equal(known, pricing.Is("modelKnown"));
            Assert.Equal(JsonValueKind.Number, pricing.GetProperty("inputPer1M").ValueKind);
            Assert.Equal(JsonValueKind.Number, pricing.GetProperty("outputPer1M").ValueKind);
        }
        Assert.Equal(0.2469135782m, (await Cs.Json("status")).Dollars("aiCost"));
    }

    [Fact]
    public async Task Money_is_rounded_to_ten_decimals()
    {
        await Start(Cs);

        Assert.Equal(0.0000000001m, (await Log(Cs, 1, "0.00000000012345")).GetProperty("logged").Dollars("cost"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0")]
    public async Task Nothing_costs_nothing(string cost)
    {
        await Start(Cs);

        var answer = await Log(Cs, 10, cost);

        Assert.Equal("0", answer.GetProperty("logged").GetProperty("cost").GetRawText());
        Assert.Equal("0", answer.GetProperty("session").GetProperty("aiCost").GetRawText());
    }

    [Fact]
    public async Task A_tenth_of_a_cent_added_many_times_stays_exact()
    {
        await Start(Cs);
        for (var i = 0; i < 10; i++)
        {
            await Log(Cs, 1, "0.1");
        }

        Assert.Equal("1", (await Cs.Json("status")).GetProperty("aiCost").GetRawText());
    }

    [Fact]
    public async Task The_price_of_the_provider_comes_before_that_of_the_model()
    {
        await Cs.Json("pricing", "set", "house-model", "1", "1");
        await Cs.Json("pricing", "set", "house-model", "5", "5", "--provider", "acme");
        await Start(Cs);

        var acme = await Cs.Json("log-ai", "-p", "acme", "-m", "house-model", "-t", "1000000");
        var other = await Cs.Json("log-ai", "-p", "other", "-m", "house-model", "-t", "1000000");

        Assert.Equal("custom", acme.GetProperty("pricing").Text("source"));
        Assert.Equal(5, acme.GetProperty("logged").Dollars("cost"));
        Assert.Equal(1, other.GetProperty("logged").Dollars("cost"));
    }

    [Fact]
    public async Task The_agent_falls_back_to_the_environment()
    {
        await Start(Cs);
        var cs = Cs.With("CODESESSION_AGENT_NAME", "Robot");

        Assert.Equal("Robot", (await Log(cs, 1)).GetProperty("logged").Text("agentName"));
        Assert.Equal("Human", (await Log(cs, 1, "0.01", "--agent", "Human")).GetProperty("logged").Text("agentName"));
    }

    [Fact]
    public async Task Names_are_kept_up_to_their_limits()
    {
        await Start(Cs);

        var answer = await Cs.Json("log-ai", "-p", new string('p', 100), "-m", new string('m', 200), "-t", "1", "-c", "0");

        var logged = answer.GetProperty("logged");
        Assert.Equal(new string('p', 100), logged.Text("provider"));
        Assert.Equal(new string('m', 200), logged.Text("model"));
        await Cs.Fails("invalid_input", "log-ai", "-p", new string('p', 101), "-m", "m", "-t", "1", "-c", "0");
        await Cs.Fails("invalid_input", "log-ai", "-p", "p", "-m", new string('m', 201), "-t", "1", "-c", "0");
        Assert.Single((await Cs.Json("status")).List("aiUsage"));
    }

    [Fact]
    public async Task What_is_no_count_or_no_cost_is_refused_and_nothing_recorded()
    {
        await Start(Cs);

        foreach (var words in wrongNumbers)
        {
            await Cs.Fails("invalid_input", [.. sonnet, .. words]);
        }

        Assert.Empty((await Cs.Json("status")).List("aiUsage"));
    }

    [Fact]
    public async Task A_call_without_any_token_is_refused()
    {
        await Start(Cs);

        await Cs.Fails("missing_tokens", sonnet);
        await Cs.Fails("missing_tokens", [.. sonnet, "-c", "1"]);
    }

    [Fact]
    public async Task A_model_without_a_price_is_refused_and_nothing_recorded()
    {
        await Start(Cs);

        var error = await Cs.Fails("unknown_model", "log-ai", "-p", "acme", "-m", "house-model", "-t", "1");

        error.HasInOrder("code", "message", "model", "provider");
        Assert.Equal("house-model", error.Text("model"));
        Assert.Equal("acme", error.Text("provider"));
        Assert.Empty((await Cs.Json("status")).List("aiUsage"));
    }

    [Fact]
    public async Task The_session_is_checked_first_then_the_input_then_the_tokens_then_the_price()
    {
        await Cs.Fails("no_active_session", [.. sonnet, "-t", "-1"]);
        await Start(Cs);
        await Cs.Fails("session_not_found", [.. sonnet, "-t", "many", "-s", "99"]);
        await Cs.Fails("invalid_input", [.. sonnet, "-c", "-1"]);
        await Cs.Fails("invalid_input", "log-ai", "-p", "acme", "-m", "house-model", "-t", "-1");
        await Cs.Fails("missing_tokens", "log-ai", "-p", "acme", "-m", "house-model");
    }

    [Theory]
    [InlineData("log-ai")]
    [InlineData("log-ai", "-p", "anthropic", "-t", "1")]
    [InlineData("log-ai", "-m", "claude-sonnet-4", "-t", "1")]
    [InlineData("log-ai", "-p", "anthropic", "-m", "claude-sonnet-4", "-t")]
    [InlineData("log-ai", "-p", "anthropic", "-m", "claude-sonnet-4", "-t", "1", "--agnet", "x")]
    [InlineData("log-ai", "-p", "anthropic", "-m", "claude-sonnet-4", "-t", "1", "extra")]
    public async Task A_wrong_command_line_is_told_as_such(params string[] words)
    {
        await Start(Cs);

        await Cs.Fails("usage", words);
    }

    [Fact]
    public async Task A_request_id_seen_before_is_recorded_once_and_answered_as_the_first_time()
    {
        await Start(Cs);
        var first = await Cs.Json([.. sonnet, "-t", "1000", "--request-id", "req-1", "--agent", "a"]);

        var again = await Cs.Json([.. sonnet, "-t", "1000", "--request-id", "req-1", "--agent", "a"]);

        first.IsAnswerOf("logged", "pricing", "session");
        again.IsAnswerOf("logged", "pricing", "session", "duplicate");
        Assert.True(again.Is("duplicate"));
        foreach (var part in (ReadOnlySpan<string>)["logged", "pricing", "session"])
        {
            Assert.Equal(first.GetProperty(part).GetRawText(), again.GetProperty(part).GetRawText());
        }
        Assert.Single((await Cs.Json("status")).List("aiUsage"));
    }

    [Fact]
    public async Task A_request_id_seen_before_answers_the_first_figures_even_where_others_are_stated()
    {
        await Start(Cs);
        var first = await Cs.Json([.. sonnet, "-t", "1000", "--request-id", "req-1"]);

        var again = await Cs.Json([.. sonnet, "-t", "2000", "-c", "9", "--request-id", "req-1"]);

        Assert.True(again.Is("duplicate"));
        Assert.Equal(first.GetProperty("logged").GetRawText(), again.GetProperty("logged").GetRawText());
        Assert.Equal(1000, (await Cs.Json("status")).Whole("aiTokens"));
    }

    [Fact]
    public async Task The_same_call_under_two_request_ids_counts_twice()
    {
        await Start(Cs);

        await Log(Cs, 5, "0.01", "--request-id", "a");
        await Log(Cs, 5, "0.01", "--request-id", "b");
        await Log(Cs, 5);
        await Log(Cs, 5);

        Assert.Equal(20, (await Cs.Json("status")).Whole("aiTokens"));
    }

    [Fact]
    public async Task A_mistake_in_the_prices_does_not_lose_a_call_whose_cost_is_stated()
    {
        await Start(Cs);
        await File.WriteAllTextAsync(Cs.PricingPath, """{"foo":{"input":null,"output":2}}""", TestContext.Current.CancellationToken);

        var logged = await Cs.Json("log-ai", "-p", "anthropic", "-m", "claude-sonnet-4", "-t", "10", "-c", "1");

        Assert.Equal(1, logged.GetProperty("session").GetProperty("aiCost").GetDecimal());
        await Cs.Fails("pricing_invalid", "log-ai", "-p", "anthropic", "-m", "claude-sonnet-4", "-t", "10");
    }

    [Fact]
    public async Task Empty_texts_of_a_script_are_not_given_and_parts_of_zero_are_no_price_of_zero()
    {
        await Start(Cs);

        var logged = await Cs.Json("log-ai", "-p", "anthropic", "-m", "claude-sonnet-4", "-t", "5", "--prompt-tokens", "0", "--completion-tokens", "0",
            "--agent", "", "--request-id", " ");

        Assert.Equal(0.000033m, logged.GetProperty("logged").GetProperty("cost").GetDecimal());
        Assert.False(logged.GetProperty("logged").TryGetProperty("agentName", out _));
    }
}
