# Reads all calls and keeps none.
param($Module)
Import-Module $Module
$count = 0
Get-CsAiUsage | ForEach-Object { $count++ }
$count
