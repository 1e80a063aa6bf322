using System.Text;

namespace Codesession.Proxy.Tests.Booking;

/// <summary>Neither prompt, nor reply, nor key is anywhere afterwards.</summary>
public sealed class CanaryTests : CsTest
{
    [Fact]
    public async Task Canaries_leave_no_trace()
    {
        var (prompt, said, key) = ($"prompt-{Guid.NewGuid():N}", $"said-{Guid.NewGuid():N}", $"sk-{Guid.NewGuid():N}");
        await using var provider = await FakeProvider.StartAsync();
        provider.Script.Otherwise = new Reply { Text = [said, said, said] };
        provider.Script["broken"] = new Reply { Text = [said, said, said], BreakAfter = 2 };
        provider.Script["error"] = new Reply { Status = 401 };
        var proxy = await ProxyProcess.StartAsync(Cs, provider);
        var id = await Start(Cs);

        foreach (var path in (string[])[Asking.Messages, Asking.Chat, Asking.Responses, Asking.GeminiStream + $"&key={key}", "/nowhere/" + prompt])
        {
            foreach (var play in (string?[])[null, "broken", "error"])
            {
                await RawHttp.SendAsync(proxy.For(id), "POST", path,
                    [
                        new("x-api-key", key), new("Authorization", $"Bearer {key}"), new("x-goog-api-key", key), new("anthropic-version", "2023-06-01"),
                        .. play is null ? [] : new[] { KeyValuePair.Create(Script.Header, play) },
                    ],
                    Encoding.UTF8.GetBytes($$"""{"model":"claude-sonnet-4-5","stream":true,"system":"{{prompt}}","messages":[{"role":"user","content":"{{prompt}}"}]}"""));
            }
        }
        // A ledger that cannot be written: what waits for it is on disk, too.
        using (var ledger = Cs.OpenLedger())
        {
            ledger.Execute("BEGIN IMMEDIATE");
            await Asking.AskAsync(proxy.For(id), Asking.Messages);
            ledger.Execute("ROLLBACK");
        }
        Assert.Contains(provider.Requests, request => Encoding.UTF8.GetString(request.Body!).Contains(prompt));

        HasNone(Cs.Home, prompt, said, key);
        HasNone(Cs.Folder, prompt, said, key);
        var ended = await proxy.StopAsync();
        HasNone(Cs.Home, prompt, said, key);
        HasNone(Cs.Folder, prompt, said, key);
        Assert.All([prompt, said, key], canary => Assert.DoesNotContain(canary, ended.Text + ended.Error, StringComparison.Ordinal));
        Assert.Equal(0, ended.ExitCode);
    }

    private static void HasNone(string folder, params string[] canaries)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            foreach (var canary in canaries)
            {
                // As it is, and as UTF-16 would have it.
                Assert.True(bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.UTF8.GetBytes(canary)) < 0, $"{canary} is in {file}");
                Assert.True(bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.Unicode.GetBytes(canary)) < 0, $"{canary} is in {file}");
            }
        }
    }
}
