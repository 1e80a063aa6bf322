# Imports the module as the build has laid it out, with a home, a ledger and a repository of its own under Pester's TestDrive.
Import-Module (Join-Path $PSScriptRoot '../../artifacts/module/Codesession') -Force

function New-Place {
    $script:home_ = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid().ToString('N')))).FullName
    $env:CODESESSION_DB_PATH = Join-Path $home_ 'sessions.db'
    $script:homeBefore, $env:HOME = $env:HOME, $home_
    $env:CODESESSION_SESSION = $env:CODESESSION_AGENT_NAME = $null
    $script:repository = (New-Item -ItemType Directory (Join-Path $home_ 'repository')).FullName
    Push-Location $repository
    git init --quiet --initial-branch=main
    Add-Commit first
}

function Add-Commit($Message) {
    git -c user.name=Ada -c user.email=ada@example.com commit --quiet --allow-empty --message $Message
}

function Remove-Place {
    Pop-Location
    $env:CODESESSION_DB_PATH, $env:HOME = $null, $homeBefore
}
