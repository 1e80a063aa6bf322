namespace Codesession.Dashboard.Tests.Api;

/// <summary>What a session changed, line by line, and nothing else of the machine.</summary>
public sealed class DiffTests(WorkedHome home) : IClassFixture<WorkedHome>
{
    private readonly DashboardProcess dashboard = home.Dashboard;

    [Fact]
    public async Task A_commit_shows_the_lines_that_it_changed()
    {
        var patch = (await dashboard.GetAsync($"/sessions/{home.Done}/commits/{home.Hash}/diff")).Text("patch");

        Assert.Contains("+class Made;", patch, StringComparison.Ordinal);
        Assert.Contains(" first\n+second", patch, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_shows_its_lines_alone()
    {
        var answer = await dashboard.GetAsync($"/sessions/{home.Done}/files/diff?path=first.txt");

        Assert.Contains("+second", answer.Text("patch"), StringComparison.Ordinal);
        Assert.DoesNotContain("Made", answer.Text("patch"), StringComparison.Ordinal);
        Assert.False(answer.Is("truncated"));
    }

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("--output=owned")]
    [InlineData(":(top)first.txt")]
    [InlineData("not-changed.txt")]
    [InlineData("")]
    public async Task A_file_that_the_session_did_not_change_is_refused(string path)
    {
        await dashboard.FailsAsync(400, "invalid_input", "GET", $"/sessions/{home.Done}/files/diff?path={Uri.EscapeDataString(path)}");

        Assert.False(File.Exists(home.Project.PathOf("owned")));
    }

    [Theory]
    [InlineData("HEAD", 400, "invalid_input")]
    [InlineData("--output=owned", 400, "invalid_input")]
    [InlineData("0000000", 404, "commit_not_found")]
    public async Task A_commit_that_is_not_of_the_session_is_refused(string hash, int status, string code) =>
        await dashboard.FailsAsync(status, code, "GET", $"/sessions/{home.Done}/commits/{hash}/diff");

    [Fact]
    public async Task A_session_that_there_is_not_has_none() => await dashboard.FailsAsync(404, "session_not_found", "GET", $"/sessions/4711/commits/{home.Hash}/diff");
}
