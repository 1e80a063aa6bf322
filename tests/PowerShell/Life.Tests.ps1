BeforeAll { . $PSScriptRoot/Module.ps1 }

Describe 'The life of a session in a whole PowerShell' {
    BeforeAll { New-Place }
    AfterAll { Remove-Place }

    It 'starts' {
        $script:session = Start-CsSession 'fix the login'
        $session | Should -BeOfType ([Codesession.Session])
        $session.Status | Should -Be 'Active'
        $session.GitRoot | Should -Be (git rev-parse --show-toplevel)
    }

    It 'books calls and notes' {
        Add-CsAiUsage anthropic claude-sonnet-4-5 -PromptTokens 1000 -CompletionTokens 200 -PassThru | Should -BeOfType ([Codesession.AiUsage])
        Add-CsNote 'tests pass' -PassThru | Should -BeOfType ([Codesession.Note])
        (Get-CsStatus).AiCost | Should -Be 0.006
    }

    It 'is the same to cs' {
        $status = cs status --json | ConvertFrom-Json
        $LASTEXITCODE | Should -Be 0
        $status.id | Should -Be $session.Id
        $status.aiCost | Should -Be 0.006
        cs log-ai -p openai -m gpt-5 --prompt-tokens 1000 --completion-tokens 10 --json | ConvertFrom-Json | ForEach-Object { $_.session.aiTokens } | Should -Be 2210
        (Get-CsStatus).Models.Key | Should -Be 'claude-sonnet-4-5', 'gpt-5'
    }

    It 'ends with its files and commits' {
        Set-Content login.cs 'fixed'
        git add login.cs
        Add-Commit 'Fix the login'
        Remove-Item login.cs
        $ended = Stop-CsSession -Note done -PassThru
        $ended.Commits | Should -Be 1
        $ended.FilesChanged | Should -Be 1
        ($ended | Get-CsCommit).Message | Should -Be 'Fix the login'
        $ended | Get-CsFileChange | Should -BeOfType ([Codesession.FileChange])
    }

    It 'answers cs about a wrong command line as cs does' {
        cs no-such-command --json | ConvertFrom-Json | ForEach-Object { $_.error.code } | Should -Be 'usage'
        $LASTEXITCODE | Should -Be 1
    }
}
