namespace Codesession.Cli.Dashboard.Api;

/// <summary>The operations of the API. A test compares them with <c>openapi.json</c>.</summary>
internal static class ApiRoutes
{
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        .. ServerRoutes.All,
        .. OverviewRoutes.All,
        .. UsageRoutes.All,
        .. SessionRoutes.All,
        .. DiffRoutes.All,
        .. HotspotRoutes.All,
        .. BudgetRoutes.All,
        .. PricingRoutes.All,
        .. HelpRoutes.All,
        .. ExportRoutes.All,
        .. StartFreshRoutes.All,
    ];
}
