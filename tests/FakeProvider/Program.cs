using Codesession.Fakes;

// For bench, and to try a client by hand: dotnet run --project tests/FakeProvider -- --port 0
// --whole: each reply in one write, the least work for it and for whoever stands between; --record: as in tests.
var at = Array.IndexOf(args, "--port");
var port = at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1]) : 0;
await using var provider = await FakeProvider.StartAsync(new FakeProviderOptions { Port = port, Record = args.Contains("--record") });
if (args.Contains("--whole"))
{
    provider.Script.Otherwise = new Reply { Chunking = Chunking.Whole };
}
Console.WriteLine($"READY {provider.Url}");
// It ends with whoever started it.
while (await Console.In.ReadLineAsync() is not null)
{
}
