using System.Text.Json;

namespace Codesession.PowerShell.Tests.Servers;

/// <summary>The MCP server for clients that start PowerShell.</summary>
public sealed class McpServerTests : ModuleTest
{
    private const string Script = "param($Module) Import-Module $Module; Start-CsMcpServer";

    [Fact]
    public void It_has_the_streams_of_the_process_and_ends_with_its_input()
    {
        var asked = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"claude-code","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"start_session","arguments":{"name":"größer"}}}

            """.ReplaceLineEndings("\n");

        var answers = ShellProcess.RunWith(asked, Home, Script, ModuleAssemblies.Folder).Succeeded();

        Assert.Equal([1, 2], answers.Select(answer => JsonDocument.Parse(answer).RootElement.GetProperty("id").GetInt32()));
        Assert.Equal("größer", Shell.Run("Get-CsSession").One<Session>().Name);
    }

    [Fact]
    public void Without_input_it_says_nothing_and_ends() =>
        Assert.Empty(ShellProcess.Run(Home, Script, ModuleAssemblies.Folder).Succeeded());

    [Fact]
    public void It_can_be_asked_what_it_would_do() =>
        Assert.Empty(Shell.Run("Start-CsMcpServer -WhatIf").All<object>());
}
