BeforeAll { . $PSScriptRoot/Module.ps1 }

Describe 'The logs of agents in a whole PowerShell' {
    BeforeAll {
        New-Place
        $logs = (New-Item -ItemType Directory (Join-Path $home_ 'machine/.claude/projects/made-up')).FullName
        $now = [DateTimeOffset]::UtcNow
        $lines = 0..2 | ForEach-Object {
            @{
                type = 'assistant'; sessionId = 'one'; cwd = $repository; timestamp = $now.AddMinutes($_ - 3).ToString('o'); requestId = "req_$_"
                message = @{ id = "msg_$_"; model = 'claude-sonnet-4-5'; usage = @{ input_tokens = 1000; output_tokens = 100 } }
            } | ConvertTo-Json -Compress -Depth 5
        }
        Set-Content (Join-Path $logs 'one.jsonl') $lines
        Set-Content login.cs 'fixed'
        git add login.cs
        $env:GIT_COMMITTER_DATE = $now.AddMinutes(-2).ToString('o')
        Add-Commit 'Fix the login'
        $env:GIT_COMMITTER_DATE = $null
        $script:machine = Join-Path $home_ 'machine'
    }
    AfterAll { Remove-Place }

    It 'are counted before anything is recorded' {
        (Import-CsAgentLog claude -Path $machine -DryRun).Calls | Should -Be 3
        Get-CsSession | Should -BeNullOrEmpty
    }

    It 'become sessions with what was committed meanwhile' {
        $agent = Import-CsAgentLog -Path $machine
        $agent | Should -BeOfType ([Codesession.ImportedAgent])
        $agent.Agent.Id, $agent.Calls, $agent.Cost | Should -Be 'claude', 3, 0.0135
        $session = Get-CsSession
        $session.AiCalls | Should -Be 3
        ($session | Get-CsCommit).Message | Should -Contain 'Fix the login'
        ($session | Get-CsFileChange).Evidence | Should -Be 'Inferred'
    }

    It 'are read once by both doors' {
        (cs import --path $machine --json | ConvertFrom-Json).agents.calls | Should -Be 0
        (Import-CsAgentLog -Path $machine -Reread).Duplicates | Should -Be 3
        (Get-CsSession).Commits | Should -Be ((Get-CsSession | Get-CsCommit) | Measure-Object).Count
    }
}
