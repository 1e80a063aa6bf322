using System.Text.Json;

namespace Codesession.Dashboard.Tests.Security;

/// <summary>Text from the ledger, which anybody may have put into it, comes back as it is, as JSON and nowhere else.</summary>
public sealed class HostileTextTests(HostileTextTests.Home home) : IClassFixture<HostileTextTests.Home>
{
    private static readonly string[] texts =
    [
        "javascript:alert(1)",
        "\"><script>alert(1)</script><img src=x onerror=alert(1)>",
        "</script><svg onload=alert(1)>{{constructor.constructor('alert(1)')()}}${alert(1)}",
        "a\u0000b\u001b[2J\u202eb\u2066c\r\nd\u2028e\u2029\ud83d\ude00 \\\" ' ; DROP TABLE sessions; --",
        string.Concat(Enumerable.Repeat("<b>ä€😀", 15_000)),
    ];

    private readonly DashboardProcess dashboard = home.Dashboard;

    /// <summary>A ledger with one session a text, in which everything that may be is that text.</summary>
    public sealed class Home : DashboardHome
    {
        public override async ValueTask InitializeAsync()
        {
            await Cs.Json("stats");
            using (var ledger = Cs.OpenLedger())
            {
                ledger.InTransaction(() =>
                {
                    foreach (var (text, i) in texts.Select((text, i) => (text, i + 1)))
                    {
                        Add(ledger, i, text, Sql.Time(DateTimeOffset.UtcNow));
                    }
                });
            }
            await base.InitializeAsync();
        }

        private static void Add(Sql ledger, long id, string text, string now)
        {
            ledger.Execute("""
                INSERT INTO sessions (id, name, start_time, end_time, duration, working_directory, git_root, notes, status, branch)
                VALUES ($1, $2, $3, $3, 0, $2, $2, $2, 'completed', $2)
                """, id, text, now);
            ledger.Execute("INSERT INTO session_notes (session_id, message, timestamp) VALUES ($1, $2, $3)", id, text, now);
            ledger.Execute("INSERT INTO file_changes (session_id, file_path, change_type, timestamp) VALUES ($1, $2, 'modified', $3)", id, text, now);
            ledger.Execute("INSERT INTO commits (session_id, hash, message, timestamp) VALUES ($1, 'abcdef0', $2, $3)", id, text, now);
            ledger.Execute("""
                INSERT INTO ai_usage (session_id, provider, model, agent_name, tokens, cost, cost_e10, timestamp, source)
                VALUES ($1, $2, $2, $2, 10, 0, NULL, $3, 'log')
                """, id, text, now);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_session_has_it_unharmed(int id)
    {
        var text = texts[id - 1];

        var detail = await dashboard.GetAsync($"/sessions/{id}");
        var events = (await dashboard.GetAsync($"/sessions/{id}/timeline")).List("events");

        var session = detail.GetProperty("session");
        Assert.All((string[])["name", "workingDirectory", "gitRoot", "notes", "branch"], name => Assert.Equal(text, session.Text(name)));
        Assert.Equal(text, session.List("agents")[0].GetString());
        Assert.Equal((text, text), (detail.List("models")[0].Text("provider"), detail.List("models")[0].Text("model")));
        Assert.Equal(text, events.Single(item => item.Text("kind") == "note").GetProperty("note").Text("message"));
        Assert.Equal(text, events.Single(item => item.Text("kind") == "file").GetProperty("file").Text("filePath"));
        Assert.Equal(text, events.Single(item => item.Text("kind") == "commit").GetProperty("commit").Text("message"));
        Assert.Equal(text, events.Single(item => item.Text("kind") == "call").GetProperty("call").Text("model"));
    }

    [Fact]
    public async Task Lists_and_sums_have_it_unharmed()
    {
        var all = texts.Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(all, (await dashboard.GetAsync("/sessions")).List("sessions").Select(session => session.Text("name")!).Order(StringComparer.Ordinal));
        Assert.Equal(all, (await dashboard.GetAsync("/days")).List("days").SelectMany(day => day.List("parts")).Select(part => part.Text("key")!).Order(StringComparer.Ordinal));
        Assert.Equal(all, (await dashboard.GetAsync("/hotspots")).List("files").Select(file => file.Text("path")!).Order(StringComparer.Ordinal));
        Assert.Equal(all, (await dashboard.GetAsync("/overview")).List("unpricedModels").Select(model => model.Text("model")!).Order(StringComparer.Ordinal));
        foreach (var by in (string[])["model", "provider", "agent", "project"])
        {
            Assert.Equal(all, (await dashboard.GetAsync($"/usage?by={by}")).List("rows").Select(row => row.Text("key")!).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Who_filters_by_it_gets_what_it_names()
    {
        // SQLite searches no further than to a NUL, and an address has an end.
        foreach (var (text, id) in texts.Select((text, i) => (text, i + 1L)).Where(item => !item.text.Contains('\0') && item.text.Length < 1000))
        {
            foreach (var filter in (string[])["search", "model", "agent", "project"])
            {
                var found = await dashboard.GetAsync($"/sessions?{filter}={Uri.EscapeDataString(text)}");
                Assert.Equal([id], found.List("sessions").Select(session => session.Whole("id")));
            }
        }
    }

    [Fact]
    public async Task No_answer_with_it_is_a_page()
    {
        foreach (var path in (string[])["/", "/sessions/2", "/api/v1/sessions", "/api/v1/sessions/2", "/api/v1/usage?by=%22%3E%3Cscript%3E", "/%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
            "/api/v1/%3Cscript%3Ealert(1)%3C/script%3E", "/api/v1/export"])
        {
            var answer = await dashboard.SendAsync("GET", path, dashboard.Bearer);

            var isPage = answer.Header("Content-Type")?.StartsWith("text/html", StringComparison.Ordinal) == true;
            Assert.True(!isPage || !answer.Text.Contains("alert(1)", StringComparison.Ordinal), path);
            Assert.True(isPage || answer.Header("Content-Type") == "application/json", path);
        }
    }

    [Fact]
    public async Task It_is_valid_json_whatever_it_is() =>
        Assert.Equal(texts.Length, JsonElement.Parse((await dashboard.AskAsync("GET", "/export")).Body).GetArrayLength());
}
