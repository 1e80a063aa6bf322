#!/usr/bin/env pwsh
#Requires -Version 7.6
<#
.SYNOPSIS
    Builds, tests, packages or measures Codesession: a door to `dotnet` for people with pwsh.
.PARAMETER Task
    Build: the module at artifacts/module/Codesession. Test: all tests, Pester's included. Package: the zip and the nupkg at artifacts/package,
    with a native cs for this platform and one file of ReadyToRun code for the others. Bench: what it costs.
.PARAMETER Platform
    The platforms whose cs goes into the package; all unless told: linux-x64, osx-arm64, win-x64, …
.EXAMPLE
    ./build.ps1 -Task Test
.EXAMPLE
    ./build.ps1 -Task Package -Platform linux-x64, win-x64
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Package', 'Bench')]
    [string] $Task = 'Build',

    [string[]] $Platform
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' { dotnet build }
        'Test' {
            dotnet test
            # In a process of its own: a module that is loaded cannot be built again.
            pwsh -NoProfile -File tests/PowerShell/Invoke-Tests.ps1
        }
        'Package' {
            # pwsh -File makes one text of a list.
            $options = @(if ($Platform) { "-p:PackagePlatforms=$($Platform -split ',' -join '%3B')" })
            dotnet build src/Codesession.PowerShell -c Release -t:PackageModule @options
        }
        'Bench' {
            dotnet publish src/Codesession.Cli -c Release -o artifacts/cs
            dotnet build src/Codesession.PowerShell -c Release
            dotnet run -c Release --project bench/Codesession.Bench -- (Get-Item artifacts/cs/cs*).Where({ $_.BaseName -eq 'cs' })[0].FullName artifacts/module/Codesession
        }
    }
}
finally {
    Pop-Location
}
