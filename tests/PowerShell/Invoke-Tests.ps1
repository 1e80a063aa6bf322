# Runs these tests where there is a Pester to do it, and prints the sums as `dotnet test` does.
#Requires -Version 7.6
if (-not (Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -ge 5 })) {
    'Skipped: the tests in tests/PowerShell need Pester 5 (Install-PSResource Pester).'
    exit
}
Import-Module Pester -MinimumVersion 5.0
$run = Invoke-Pester $PSScriptRoot -PassThru -Output Detailed
"  total: $($run.TotalCount)"
"  failed: $($run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount)"
"  succeeded: $($run.PassedCount)"
"  skipped: $($run.SkippedCount)"
exit [int]($run.Result -ne 'Passed')
