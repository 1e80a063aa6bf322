BeforeAll { . $PSScriptRoot/Module.ps1 }

Describe 'The dashboard in a whole PowerShell' {
    BeforeAll { New-Place }
    AfterAll { Stop-CsDashboard; Remove-Place }

    It 'starts, answers Invoke-RestMethod and stops' {
        $dashboard = Start-CsDashboard -Port 0 -NoOpen
        $dashboard | Should -BeOfType ([Codesession.DashboardEndpoint])
        (Get-CsDashboard).Port | Should -Be $dashboard.Port
        $answer = Invoke-RestMethod "$($dashboard.Url)/api/v1/overview" -Authentication Bearer -Token $dashboard.Token -AllowUnencryptedAuthentication -NoProxy
        $answer.total.calls | Should -Be 0
        ($dashboard | Stop-CsDashboard -PassThru).ProcessId | Should -Be $dashboard.ProcessId
        Get-CsDashboard | Should -BeNullOrEmpty
    }
}
