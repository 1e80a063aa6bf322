using System.Text;
using System.Text.Json;

namespace Codesession.Cli.Tests;

/// <summary>How a call of <c>cs</c> ended.</summary>
public sealed record CsResult(int ExitCode, byte[] Out, string Error)
{
    private static readonly UTF8Encoding strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Standard output as text.</summary>
    public string Text => Encoding.UTF8.GetString(Out);

    /// <summary>Standard output, which must be exactly one JSON document and a line break.</summary>
    public JsonElement Document
    {
        get
        {
            try
            {
                _ = strict.GetString(Out);
                using var document = JsonDocument.Parse(Out);
                Assert.True(Out is [.., (byte)'}' or (byte)']', (byte)'\n'], $"A document ends with one line break: {this}");
                return document.RootElement.Clone();
            }
            catch (Exception wrong) when (wrong is JsonException or DecoderFallbackException)
            {
                throw new InvalidOperationException($"Standard output is not exactly one JSON document: {this}", wrong);
            }
        }
    }

    /// <summary>The <c>error</c> of a failure with that code.</summary>
    public JsonElement Failure(string code)
    {
        var document = Document;
        Assert.Equal(["schemaVersion", "codesessionVersion", "error"], document.Keys());
        document.HasVersion();
        var error = document.GetProperty("error");
        Assert.Equal(["code", "message"], error.Keys().Take(2));
        Assert.True(code == error.Text("code"), $"Expected {code}: {this}");
        Assert.NotEmpty(error.Text("message")!);
        Assert.Equal(1, ExitCode);
        return error;
    }

    public override string ToString() => $"exit {ExitCode}, output: {Start(Text)}, error: {Start(Error)}";

    private static string Start(string text) => text.Length <= 2000 ? text : text[..2000] + "…";
}
