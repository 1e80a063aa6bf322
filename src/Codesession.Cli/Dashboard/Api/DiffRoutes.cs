namespace Codesession.Cli.Dashboard.Api;

/// <summary>What a session changed, line by line. Git is asked when the ledger has answered: it may take seconds.</summary>
internal static class DiffRoutes
{
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("GET", "/sessions/{id}/files/diff", ["path"], OfFileAsync),
        new("GET", "/sessions/{id}/commits/{hash}/diff", [], OfCommitAsync),
    ];

    private static async Task OfFileAsync(ApiRequest request)
    {
        var path = request.Query("path") ?? throw JsonBody.Missing("path");
        var (session, commits, file) = await request.Dashboard.Ledgers.AskAsync(ledger => ledger.Snapshot(() =>
            (SessionRoutes.Find(ledger, request.Id), ledger.Sessions.Commits(request.Id).ToList(), ledger.Sessions.FindFile(request.Id, path))));
        await WriteAsync(request, await request.Dashboard.Diffs.OfFileAsync(session, commits, file, request.Context.RequestAborted));
    }

    private static async Task OfCommitAsync(ApiRequest request)
    {
        var (session, commit) = await request.Dashboard.Ledgers.AskAsync(ledger => ledger.Snapshot(() =>
            (SessionRoutes.Find(ledger, request.Id), ledger.Sessions.FindCommit(request.Id, request.Path("hash")))));
        await WriteAsync(request, await request.Dashboard.Diffs.OfCommitAsync(session, commit, request.Context.RequestAborted));
    }

    private static Task WriteAsync(ApiRequest request, GitPatch patch) => request.WriteAsync(JsonBytes.Of(json =>
    {
        json.WriteString("patch", patch.Text);
        json.WriteBoolean("truncated", patch.Truncated);
    }));
}
