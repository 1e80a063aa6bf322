@{
    RootModule           = 'Codesession.PowerShell.dll'
    ModuleVersion        = '3.0.0'
    GUID                 = '5b0f6c0e-6c8b-4e0e-9d56-3b1f6a1c7e42'
    Author               = 'The Codesession contributors'
    CompanyName          = 'The Codesession contributors'
    Copyright            = '(c) The Codesession contributors. MIT license.'
    Description          = 'What each piece of work of your AI coding agents cost: sessions with every AI call, exact dollars, files, commits and time, in one ledger on your machine.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    # Loaded first: the alias asks it for the executable.
    RequiredAssemblies   = @('Codesession.PowerShell.dll')
    NestedModules        = @('Codesession.Alias.psm1')
    FormatsToProcess     = @('Codesession.Format.ps1xml')
    CmdletsToExport      = @(
        'Add-CsAiUsage'
        'Add-CsNote'
        'Export-CsSession'
        'Get-CsAiUsage'
        'Get-CsBudget'
        'Get-CsCommit'
        'Get-CsDashboard'
        'Get-CsFileChange'
        'Get-CsNote'
        'Get-CsPricing'
        'Get-CsProject'
        'Get-CsProxy'
        'Get-CsSession'
        'Get-CsStatus'
        'Get-CsToday'
        'Import-CsAgentLog'
        'Install-CsCommand'
        'Invoke-CsRun'
        'Measure-CsUsage'
        'Register-CsProject'
        'Remove-CsAiUsage'
        'Remove-CsBudget'
        'Remove-CsNote'
        'Remove-CsSession'
        'Repair-CsSession'
        'Reset-CsPricing'
        'Resume-CsSession'
        'Set-CsBudget'
        'Set-CsPricing'
        'Set-CsSession'
        'Start-CsDashboard'
        'Start-CsMcpServer'
        'Start-CsProxy'
        'Start-CsSession'
        'Stop-CsDashboard'
        'Stop-CsProxy'
        'Stop-CsSession'
        'Test-CsBudget'
        'Uninstall-CsCommand'
        'Unregister-CsProject'
        'Update-CsPricing'
    )
    AliasesToExport      = @('cs')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('AI', 'Agents', 'Cost', 'Usage', 'Tokens', 'Budget', 'Claude', 'Codex', 'Gemini', 'Git', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
