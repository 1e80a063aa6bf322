namespace Codesession.PowerShell.Tests.Formatting;

/// <summary>Records as large as they get in ordinary use.</summary>
internal static class Samples
{
    // Asked each time: a test may run long after the first one.
    private static DateTimeOffset Now => DateTimeOffset.Now;

    private static DateTimeOffset At(int hour) => new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero).AddHours(hour);

    public const string LongName = "Move the texts of money and times to Core, where every door finds them";

    public static Session Active => new()
    {
        Id = 1342, Name = LongName, Status = SessionPhase.Active, StartTime = Now.AddMinutes(-125), WorkingDirectory = "/home/somebody/work/web-shop",
        GitRoot = "/home/somebody/work/web-shop", FilesChanged = 112, Commits = 14, AiCalls = 1_234, AiTokens = 123_456_789, AiCost = 123.456m, UnpricedCalls = 12,
    };

    public static Session Small => new()
    {
        Id = 7, Name = "fix the login", Status = SessionPhase.Completed, StartTime = Now.AddDays(-40), EndTime = Now.AddDays(-40).AddSeconds(30),
        Duration = TimeSpan.FromSeconds(30), WorkingDirectory = "/work", FilesChanged = 1, AiCalls = 1, AiTokens = 1_200, AiCost = 0.0042m, Notes = "done",
    };

    public static Session Ordinary => Small with
    {
        Id = 8, StartTime = Now.AddDays(-3), EndTime = Now.AddDays(-3).AddMinutes(14), Duration = TimeSpan.FromMinutes(14), Commits = 2, AiTokens = 812_345, AiCost = 1.43m,
    };

    public static AiUsage Call => new()
    {
        Id = 1_234_567, SessionId = 1342, Provider = "anthropic", Model = "claude-sonnet-4-5-20250929", Tokens = 212_345, PromptTokens = 200_000, CompletionTokens = 12_345,
        CacheReadTokens = 180_000, CacheWriteTokens = 5_000, ReasoningTokens = 2_000, Cost = 0.2345m, PriceSource = PriceSource.BuiltIn, AgentName = "claude-code",
        Timestamp = Now.AddHours(-3), Source = UsageSource.Manual, RequestId = "req_011CSHoEeqs5C35K2UUqR7Fy",
    };

    public static AiUsage Unpriced => new()
    {
        Id = 2, SessionId = 7, Provider = "local", Model = "my-model", Tokens = 1_200, Timestamp = Now.AddMinutes(-5), Source = UsageSource.Manual,
    };

    public static ImportedAgent Imported => new()
    {
        Agent = Logs.Known.First(log => log.Id == "claude"), Files = 2_345, FilesRead = 12, Bytes = 123_456_789, Calls = 123_456, Duplicates = 1_234, UnpricedCalls = 12,
        Sessions = 1_042, Tokens = new TokenCounts { Input = 1_000_000, Output = 234_567 }, Cost = 1_234.56m,
    };

    public static UsageStatistic Statistic => new()
    {
        Key = "claude-sonnet-4-5-20250929", Sessions = 112, Calls = 12_345, UnpricedCalls = 12, InputTokens = 12_345_678, CacheWriteTokens = 23_456_789,
        CacheReadTokens = 1_234_567_890, OutputTokens = 9_876_543, ReasoningTokens = 1_234, Tokens = 1_280_246_900, Cost = 1_234.56m,
    };

    public static UsageStatistic Total => Statistic with
    {
        Key = null, UnpricedCalls = 0, Duration = TimeSpan.FromMinutes(3_005), AverageDuration = TimeSpan.FromMinutes(14), FilesChanged = 1_112, Commits = 212,
    };

    public static UsageStatistic SessionStatistic => Statistic with { Key = "1342", Name = LongName, UnpricedCalls = 0 };

    public static UsageBlock EndedBlock => new()
    {
        Key = "2026-11-20 14:00", Start = At(14), End = At(19), FirstCall = At(14), LastCall = At(18), Sessions = 2, Calls = 1_234, UnpricedCalls = 12,
        InputTokens = 95_000, CacheWriteTokens = 125_000, CacheReadTokens = 4_280_000, OutputTokens = 42_000, ReasoningTokens = 1_000, Tokens = 4_542_000, Cost = 4.12m,
    };

    public static UsageBlock OpenBlock => EndedBlock with
    {
        Key = "2026-11-20 19:00", Start = At(19), End = At(24), UnpricedCalls = 0, IsOpen = true,
        TokensPerMinute = 37_850, CostPerHour = 2.06m, ProjectedTokens = 11_355_000, ProjectedCost = 10.3m,
    };

    public static Repricing Repricing => new()
    {
        IsDryRun = false, Looked = 1_280, Priced = 1_200, Changed = 0, Unpriced = 80, Difference = 1.43m,
        UnpricedModels = [new("local", "their-model", 78), new("local", "other", 2)],
    };

    public static Note Note => new(12_345, 1342, "The tests pass on both platforms now, but the upload of large files is still slow where the disk is", Now.AddHours(-2));

    public static FileChange Change =>
        new(12_345, 1342, "src/components/checkout/payment/PaymentMethodSelectionDialog/PaymentMethodSelectionDialog.test.tsx", FileChangeType.Created, Now.AddHours(-2));

    public static Commit Commit => new(12_345, 1342, "9c859d1", "9c859d1f00f00f00f00f00f00f00f00f00f00f00", "Say a refusal and a timeout in one place for every reader of git", Now.AddDays(-2));

    public static ProxyEndpoint Proxy => new("http://127.0.0.1:43739", 43739, 1_234_567, 1342, Now.AddHours(-2));

    public static DashboardEndpoint Dashboard => new("http://127.0.0.1:43737", 43737, 1_234_567, Now.AddHours(-2));

    public static ModelPrice Price => new()
    {
        Key = "claude-sonnet-4-5-20250929", Provider = "anthropic", InputPer1M = 3, OutputPer1M = 15, CacheReadPer1M = 0.3m, CacheWritePer1M = 3.75m, CacheWrite1hPer1M = 6,
        Source = PriceSource.BuiltIn, Origin = "the vendors' price lists, 2026-10-24", From = new DateOnly(2025, 9, 29),
    };

    public static ModelPrice OwnPrice => new() { Key = "azure/gpt-5", InputPer1M = 0.05m, OutputPer1M = 1_000, Source = PriceSource.Custom };

    public static BudgetState Budget => new()
    {
        Budget = new Budget
        {
            Id = 12, Limit = 1_500, Period = BudgetPeriod.Month, Project = "/code/web-shop", AgentName = "codex", WarnAt = 0.8m, CreatedAt = Now.AddDays(-3),
        },
        Spent = 1_234.56m, UnpricedCalls = 12,
    };

    public static BudgetState SpentBudget => new()
    {
        Budget = new Budget { Id = 3, Limit = 5, Period = BudgetPeriod.Session, SessionId = 1342, WarnAt = 0.8m, CreatedAt = Now.AddDays(-3) },
        SessionId = 1342, Spent = 5.01m, UnpricedCalls = 0,
    };

    public static Project Project => new(12, "/home/somebody/work/web-shop", "web-shop", Now.AddDays(-3));

    public static ProjectSnapshot Snapshot => new()
    {
        Path = "/home/somebody/work/web-shop", Name = "web-shop", IsGitRepo = true,
        Git = new GitState
        {
            Branch = "main", Head = "9c859d1f00f00f00f00f00f00f00f00f00f00f00", UnpushedCount = 2, Upstream = "origin/main",
            UncommittedFiles = [new("a.cs", "modified"), new("b.cs", "untracked")], UncommittedCount = 2, StagedFiles = [new("c.cs", "new file")], StagedCount = 1,
            Stashes = [new(0, "On main: later")], StashCount = 1, RecentCommits = [new("9c859d1", "Say a refusal and a timeout in one place", Now.AddDays(-2))],
        },
        Todos = [new("src/a.cs", 12, "TODO", "say why", Now)], HasMoreTodos = true,
        PullRequests = [new() { Number = 7, Title = "Say why", State = "OPEN", Url = "https://github.com/ada/engine/pull/7", Checks = CheckState.Passing }],
        LastSession = new() { Session = Ordinary, Calls = [], Models = [], Files = [], Notes = [] },
    };

    public static ProjectSnapshot MissingProject => new() { Path = "/gone", Name = "gone", Missing = true, Problem = "The folder does not exist (any more)." };
}
