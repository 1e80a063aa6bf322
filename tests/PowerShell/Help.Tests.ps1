BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../../artifacts/module/Codesession') -Force
    $cmdlets = (Get-Command -Module Codesession -CommandType Cmdlet).Name
}

Describe 'Help' {
    BeforeAll { . $PSScriptRoot/Module.ps1 }

    It '<_> has synopsis, parameters and examples' -ForEach $cmdlets {
        $help = Get-Help $_ -Full
        $help.Synopsis | Should -Not -Match "^\s*$_"
        $help.examples.example.Count | Should -BeGreaterOrEqual 2
        $help | Out-String | Should -Match 'EXAMPLES?'
    }

    It 'is found by topic' {
        Get-Help about_Codesession | Should -Match 'Codesession'
    }
}

Describe 'The module' {
    It 'has a manifest that holds' {
        $manifest = Test-ModuleManifest (Join-Path $PSScriptRoot '../../artifacts/module/Codesession/Codesession.psd1')
        $manifest.ExportedCmdlets.Keys | Sort-Object | Should -Be (Get-Command -Module Codesession -CommandType Cmdlet).Name
    }

    It 'can be removed and imported again' {
        Remove-Module Codesession
        Get-Command Start-CsSession, cs -ErrorAction Ignore | Should -BeNullOrEmpty
        Import-Module (Join-Path $PSScriptRoot '../../artifacts/module/Codesession')
        (Get-Command cs).CommandType | Should -Be 'Alias'
    }
}

Describe 'A run' {
    BeforeAll { . $PSScriptRoot/Module.ps1; New-Place }
    AfterAll { Remove-Place }

    It 'keeps exit code and streams of a program' {
        $output = Invoke-CsRun pwsh -PassThru -- -NoProfile -c '"out"; [Console]::Error.WriteLine("err"); exit 5' 2> (Join-Path $TestDrive err.txt)
        $LASTEXITCODE | Should -Be 5
        $output[0] | Should -Be 'out'
        $output[1] | Should -BeOfType ([Codesession.Session])
        Get-Content (Join-Path $TestDrive err.txt) | Should -Match 'err'
    }

    It 'of cs gives the output of its program' {
        (cs run --no-proxy -- git rev-parse --is-inside-work-tree 2> $null) | Should -Be 'true'
    }
}
