using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Settings;

/// <summary>What <c>config.json</c> says.</summary>
public sealed class UserSettingsTests : IDisposable
{
    private readonly TestLedger _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("{}")]
    [InlineData("""{"aKeyOfTomorrow": [1, 2]}""")]
    public void What_the_file_does_not_say_is_as_it_comes(string? content)
    {
        var settings = Read(content);

        Assert.Equal(5m, settings.WarnAbove);
        Assert.Empty(settings.Upstreams);
    }

    [Fact]
    public void It_may_be_written_by_hand()
    {
        var settings = Read("\uFEFF" + """
            {
              // no word below ten dollars
              "warnAbove": 10,
              "upstreams": { "openai": "https://gateway.example/openai/v1", "local": "http://127.0.0.1:8080", },
            }
            """);

        Assert.Equal(10, settings.WarnAbove);
        Assert.Equal("http://127.0.0.1:8080", settings.Upstreams["local"]);
        Assert.Equal("https://gateway.example/openai/v1", settings.Upstreams["OpenAI"]);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"warnAbove": "5"}""")]
    [InlineData("""{"warnAbove": -1}""")]
    [InlineData("""{"warnAbove": true}""")]
    [InlineData("""{"warnAbove": 1e99}""")]
    [InlineData("""{"upstreams": []}""")]
    [InlineData("""{"upstreams": {"openai": 1}}""")]
    [InlineData("""{"upstreams": {"openai": "gateway.example"}}""")]
    [InlineData("""{"upstreams": {"openai": "/v1"}}""")]
    [InlineData("""{"upstreams": {"openai": "file:///etc/passwd"}}""")]
    [InlineData("""{"upstreams": {"openai": "\ud800"}}""")]
    public void What_cannot_be_understood_is_told_with_the_file(string content)
    {
        var error = Assert.Throws<CodesessionException>(() => Read(content));

        Assert.Equal(("config_invalid", Path), (error.Code.Name(), error.Subject));
        Assert.Contains(Path, error.Message);
    }

    [Fact]
    public void An_address_which_may_hold_a_key_is_not_repeated()
    {
        var error = Assert.Throws<CodesessionException>(() => Read("""{"upstreams": {"openai": "ftp://me:secret@gateway.example"}}"""));

        Assert.Contains("openai", error.Message);
        Assert.DoesNotContain("secret", error.Message);
    }

    [Fact]
    public void A_folder_in_its_place_is_told()
    {
        Directory.CreateDirectory(Path);

        Assert.Equal(ErrorCode.IoError, Assert.Throws<CodesessionException>(() => UserSettings.Read(Path)).Code);
    }

    [Fact]
    public void It_lies_beside_the_prices() => Assert.Equal(
        System.IO.Path.Combine("/home/me", ".codesession", "config.json"),
        LedgerOptions.For("/home/me", new Dictionary<string, string> { ["CODESESSION_DB_PATH"] = "/elsewhere/x.db" }).ConfigPath);

    private string Path => _test.Options.ConfigPath;

    private UserSettings Read(string? content)
    {
        if (content is not null)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            File.WriteAllText(Path, content);
        }
        return UserSettings.Read(Path);
    }
}
