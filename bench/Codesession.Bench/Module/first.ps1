# What a new shell waits for: the import, then the first cmdlet. Milliseconds, one a line.
param($Module, $Cmdlet)
$watch = [System.Diagnostics.Stopwatch]::StartNew()
Import-Module $Module
$watch.Elapsed.TotalMilliseconds
$watch.Restart()
if ($Cmdlet -eq 'start') { $null = Start-CsSession bench } else { $null = Get-CsStatus }
$watch.Elapsed.TotalMilliseconds
