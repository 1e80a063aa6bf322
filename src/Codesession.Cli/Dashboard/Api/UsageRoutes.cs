namespace Codesession.Cli.Dashboard.Api;

/// <summary>What calls come to, over the time and by what they have in common.</summary>
internal static class UsageRoutes
{
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        ApiRoute.Reading("/usage", [.. ApiRequest.UsageParameters, "by"], request =>
        {
            var query = request.Usage();
            var grouping = request.Choice<UsageGrouping?>("by", null,
                ("day", UsageGrouping.Day), ("week", UsageGrouping.Week), ("month", UsageGrouping.Month), ("hour", UsageGrouping.Hour),
                ("model", UsageGrouping.Model), ("provider", UsageGrouping.Provider), ("agent", UsageGrouping.Agent),
                ("project", UsageGrouping.Project), ("session", UsageGrouping.Session), ("block", UsageGrouping.Block))
                ?? throw new CodesessionException(ErrorCode.InvalidInput, "by is missing: day, model, project, …");
            return (json, ledger) =>
            {
                json.WriteString("zone", query.Zone.Id);
                json.WriteReport(ledger.Reports.By(grouping, query));
            };
        }),
    ];
}
