BeforeAll { . $PSScriptRoot/Module.ps1 }

Describe 'Pipelines' {
    BeforeAll {
        New-Place
        foreach ($i in 1..3) {
            $session = Start-CsSession "work $i"
            1..$i | ForEach-Object { Add-CsAiUsage anthropic claude-sonnet-4-5 -PromptTokens 100000 -CompletionTokens (1000 * $_) -AgentName "agent $i" }
            Stop-CsSession -Note "a, b`n`"c`""
        }
    }
    AfterAll { Remove-Place }

    It 'filter, sort and select' {
        (Get-CsSession | Where-Object AiCost -gt 0.5).Name | Should -Be 'work 3', 'work 2'
        (Get-CsSession | Sort-Object AiCost -Descending | Select-Object -First 1).Name | Should -Be 'work 3'
        $row = Get-CsSession | Select-Object Name, AiCost, Duration | Select-Object -Last 1
        $row.Name | Should -Be 'work 1'
        $row.AiCost | Should -Be 0.315
        (Get-CsSession | Measure-Object AiCost -Sum).Sum | Should -Be 1.95
        (Get-CsAiUsage | Group-Object AgentName | ForEach-Object Count) | Should -Be 1, 2, 3
    }

    It 'end early without an error when nobody wants more' {
        (Get-CsAiUsage | Select-Object -First 2).Count | Should -Be 2
        (Get-CsSession).Count | Should -Be 3
    }

    It 'go to CSV and come back' {
        $file = Join-Path $TestDrive sessions.csv
        Get-CsSession | Export-Csv $file
        $rows = Import-Csv $file
        $rows.Count | Should -Be 3
        $rows[0].PSObject.Properties.Name | Select-Object -First 14 | Should -Be 'Id', 'Name', 'Status', 'StartTime', 'EndTime', 'Duration', 'WorkingDirectory', 'GitRoot', 'Branch', 'StartGitHead', 'FilesChanged', 'Commits', 'AiTokens', 'AiCost'
        $rows[0].Notes | Should -Be "a, b`n`"c`""
        $rows[2].AiCost | Should -Be '0.315'
        ($rows | Get-CsSession).Name | Should -Be 'work 3', 'work 2', 'work 1'
    }

    It 'take calls back from CSV, with what is unknown unknown' {
        $file = Join-Path $TestDrive calls.csv
        $calls = Get-CsAiUsage
        $calls | Export-Csv $file
        $other = Start-CsSession other
        try {
            $copies = Import-Csv $file | ForEach-Object { $_.SessionId = $other.Id; $_ } | Add-CsAiUsage -PassThru
            $copies.Count | Should -Be $calls.Count
            $copies.Cost | Should -Be $calls.Cost
            $copies.Tokens | Should -Be $calls.Tokens
            $copies.RequestId | Where-Object { $null -ne $_ } | Should -BeNullOrEmpty
        }
        finally { $other | Remove-CsSession -Confirm:$false }
    }

    It 'go to JSON' {
        $json = Get-CsSession -First 1 | ConvertTo-Json | ConvertFrom-Json
        $json.Name | Should -Be 'work 3'
        $json.AiCost | Should -Be 0.99
        (Get-CsStatus -Id (Get-CsSession -First 1).Id | ConvertTo-Json -Depth 3 | ConvertFrom-Json).Models.Calls | Should -Be 3
    }

    It 'show tables and lists' {
        $text = Get-CsSession | Out-String -Width 120
        $text | Should -Match 'work 1'
        $text | Should -Match '\$0\.99'
        Get-CsSession | Format-List | Out-String | Should -Match 'Cost\s+: \$0\.99'
    }
}

Describe 'Jobs and parallel runspaces' {
    BeforeAll { New-Place }
    AfterAll { Remove-Place }

    It 'share one ledger' {
        $session = Start-CsSession parallel
        $module = (Get-Module Codesession).ModuleBase
        1..8 | ForEach-Object -ThrottleLimit 8 -Parallel {
            Import-Module $using:module
            1..25 | ForEach-Object { Add-CsAiUsage openai gpt-5 -PromptTokens 1000 -CompletionTokens 10 -SessionId ($using:session).Id }
        }
        (Get-CsStatus).AiCalls | Should -Be 200
        (Get-CsStatus).AiCost | Should -Be (200 * 0.00135)
        $null = Stop-CsSession
    }

    It 'keep the sessions of their blocks apart' {
        $module = (Get-Module Codesession).ModuleBase
        $sessions = 1..6 | ForEach-Object -ThrottleLimit 6 -Parallel {
            Import-Module $using:module
            Invoke-CsRun -Name "block $_" -PassThru { 1..10 | ForEach-Object { Add-CsAiUsage openai gpt-5 -Tokens 100 } }
        }
        $sessions.AiCalls | Should -Be (@(10) * 6)
        $sessions.Id | Sort-Object -Unique | Should -HaveCount 6
    }

    It 'work in a job' {
        $module = (Get-Module Codesession).ModuleBase
        $name = Start-Job { Import-Module $using:module; (Start-CsSession 'from a job' -Path $using:repository).Name } | Receive-Job -Wait -AutoRemoveJob
        $name | Should -Be 'from a job'
        (Get-CsSession -Active).Name | Should -Be 'from a job'
        $null = Stop-CsSession
    }
}
