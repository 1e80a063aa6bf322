using System.Text;
using System.Text.Json;

namespace Codesession.Core.Tests.Providers;

/// <summary>What is read off a request, and how one is made to ask for usage.</summary>
public sealed class RequestFactsTests
{
    [Theory]
    [InlineData("""{"model":"gpt-5","stream":true,"stream_options":{"include_usage":true}}""", "gpt-5", true, true)]
    [InlineData("""{"messages":[{"model":"no","stream":true}],"model":"gpt-5"}""", "gpt-5", false, false)]
    [InlineData("""{"mod\u0065l":"gpt\u002d5","st\u0072eam":true}""", "gpt-5", true, false)]
    [InlineData("""{"model":"a","model":"b","stream":true,"stream":false}""", "b", false, false)]
    [InlineData("""{"stream":"true","model":5,"stream_options":{"include_usage":"true"}}""", null, false, false)]
    [InlineData("""{"stream_options":{"include_usage":true,"include_usage":false},"stream":true}""", null, true, false)]
    [InlineData("\uFEFF \n{ \"model\" : \"gpt-5\" , \"stream\" : true }", "gpt-5", true, false)]
    [InlineData("""{"stream":true,"stream_options":{"x":{"include_usage":true}}}""", null, true, false)]
    [InlineData("""[{"model":"gpt-5"}]""", null, false, false)]
    [InlineData("""{"model":"gpt-5",""", null, false, false)]
    [InlineData("""{"model":"\ud800"}""", null, false, false)]
    [InlineData("", null, false, false)]
    public void The_facts_of_a_request_are_those_of_its_root(string json, string? model, bool streams, bool asks)
    {
        var facts = RequestFacts.Read(Encoding.UTF8.GetBytes(json));

        Assert.Equal((model, streams, asks), (facts.Model, facts.Streams, facts.AsksForUsage));
    }

    [Theory]
    [InlineData("""{"stream":true}""", """{"stream_options":{"include_usage":true},"stream":true}""")]
    [InlineData("\uFEFF{\n  \"stream\" : true\n}\n", "\uFEFF{\"stream_options\":{\"include_usage\":true},\n  \"stream\" : true\n}\n")]
    [InlineData("""{"stream":true,"stream_options":{}}""", """{"stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"stream":true,"stream_options": { } }""", """{"stream":true,"stream_options": {"include_usage":true } }""")]
    [InlineData("""{"stream":true,"stream_options":{"include_obfuscation":false}}""", """{"stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false}}""")]
    [InlineData("""{"stream_options":{"include_usage": false },"stream":true}""", """{"stream_options":{"include_usage": true },"stream":true}""")]
    [InlineData("""{"stream_options":{"include_usage":null},"stream":true}""", """{"stream_options":{"include_usage":true},"stream":true}""")]
    [InlineData("""{"stream_options":null,"stream":true}""", """{"stream_options":{"include_usage":true},"stream":true}""")]
    [InlineData("""{"stream_options":{"include_usage":true},"stream":true,"stream_options":{"a":[{}]}}""", """{"stream_options":{"include_usage":true},"stream":true,"stream_options":{"include_usage":true,"a":[{}]}}""")]
    [InlineData("""{"stream\u005foptions":{"include\u005fusage":false},"stream":true}""", """{"stream\u005foptions":{"include\u005fusage":true},"stream":true}""")]
    [InlineData("""{"é":"🌍\ud83d","stream":true,"n":1.50}""", """{"stream_options":{"include_usage":true},"é":"🌍\ud83d","stream":true,"n":1.50}""")]
    public void A_request_is_made_to_ask_for_usage_and_keeps_every_other_byte(string json, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(json);

        var changed = RequestFacts.Read(bytes).WithUsage(bytes);

        Assert.Equal(expected, Encoding.UTF8.GetString(changed!));
        Assert.True(RequestFacts.Read(changed).AsksForUsage);
    }

    [Theory]
    [InlineData("""{"stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"stream":false}""")]
    [InlineData("{}")]
    [InlineData("""{"stream":true,"stream_options":5}""")]
    [InlineData("""{"stream":true,"stream_options":[{}]}""")]
    [InlineData("""{"stream":true,"stream_options":{"include_usage":"yes"}}""")]
    [InlineData("""{"stream":true,"stream_options":{"include_usage":{}}}""")]
    [InlineData("""{"stream":true}}""")]
    [InlineData("""{"stream":true""")]
    [InlineData("""[{"stream":true}]""")]
    [InlineData("")]
    public void A_request_that_asks_already_or_cannot_be_understood_is_left_alone(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);

        Assert.Null(RequestFacts.Read(bytes).WithUsage(bytes));
    }

    [Fact]
    public void A_request_of_some_megabytes_and_many_levels_is_read()
    {
        var json = $$"""{"a":{{new string('[', 5000)}}{{new string(']', 5000)}},"text":"{{new string('x', 5_000_000)}}","stream":true,"model":"m"}""";
        var bytes = Encoding.UTF8.GetBytes(json);

        var facts = RequestFacts.Read(bytes);

        Assert.Equal(("m", true), (facts.Model, facts.Streams));
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(facts.WithUsage(bytes), new() { MaxDepth = 6000 }).RootElement.ValueKind);
    }
}
