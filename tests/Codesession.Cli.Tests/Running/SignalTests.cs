namespace Codesession.Cli.Tests.Running;

/// <summary>Signals that reach <c>cs run</c>.</summary>
public sealed class SignalTests : CsTest
{
    public SignalTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");

    private string PathOf(string file) => Path.Combine(Cs.Folder, file);

    private string[] Told => File.Exists(PathOf("told")) ? File.ReadAllLines(PathOf("told")) : [];

    private async Task<RunningCs> BeginFamily(string signal, params string[] options)
    {
        // Three generations, each with a foreground child: what a shell puts in the background has SIGINT off.
        await File.WriteAllTextAsync(PathOf("grandchild.sh"), $"""
            trap 'echo grandchild >> told; exit 0' {signal}
            echo > ready
            while :; do sleep 0.05; done
            """);
        await File.WriteAllTextAsync(PathOf("child.sh"), $"""
            trap 'echo child >> told; exit 5' {signal}
            sh grandchild.sh
            while :; do sleep 0.05; done
            """);
        var running = Cs.Begin(["run", .. options, "--no-proxy", "sh", "child.sh"]);
        await running.Until(() => File.Exists(PathOf("ready")), "the grandchild is ready");
        return running;
    }

    [Theory]
    [InlineData("INT", RunningCs.Interrupt)]
    [InlineData("TERM", RunningCs.Terminate)]
    public async Task A_signal_reaches_the_command_and_what_it_started_and_the_summary_still_comes(string name, int signal)
    {
        var running = await BeginFamily(name);

        running.Send(signal);

        var result = await running.Ended();
        Assert.Equal(5, result.ExitCode);
        Assert.Equal(["child", "grandchild"], Told.Order());
        Assert.Contains("0 commits", result.Error);
        Assert.Equal("completed", (await Cs.Json("show")).Text("status"));
    }

    [Fact]
    public async Task Under_json_the_document_still_comes()
    {
        var running = await BeginFamily("INT", "--json");

        running.Send(RunningCs.Interrupt);

        Assert.Equal(5, (await running.Ended()).Document.Whole("exitCode"));
    }

    [Theory]
    [InlineData(RunningCs.Interrupt)]
    [InlineData(RunningCs.Terminate)]
    public async Task A_command_that_takes_the_signal_dies_by_it(int signal)
    {
        // The command makes the file and then becomes sleep, with nothing in between that would take the signal.
        var running = Cs.Begin("run", "--no-proxy", "sh", "-c", "echo > ready; exec sleep 1000");
        await running.Until(() => File.Exists(PathOf("ready")), "the command is running");

        running.Send(signal);

        Assert.Equal(128 + signal, (await running.Ended()).ExitCode);
        Assert.Equal("completed", (await Cs.Json("show")).Text("status"));
    }

    [Fact]
    public async Task A_command_that_shrugs_a_signal_off_goes_on()
    {
        var running = Cs.Begin("run", "--no-proxy", "sh", "-c",
            "trap 'echo told; told=1' INT; echo > ready; while [ -z \"$told\" ]; do sleep 0.05; done; cat; exit 4");
        await running.Until(() => File.Exists(PathOf("ready")), "the command is running");

        running.Send(RunningCs.Interrupt);
        await running.Until(() => running.OutputSoFar.Contains("told"), "the signal has arrived");
        Assert.Equal("active", (await Cs.Json("show")).Text("status"));
        await running.Give([]);

        var result = await running.Ended();
        Assert.Equal(4, result.ExitCode);
        Assert.Equal("told\n", result.Text);
    }
}
