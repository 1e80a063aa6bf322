# What each further cmdlet costs: milliseconds, one a line.
param($Module)
Import-Module $Module
$watch = [System.Diagnostics.Stopwatch]::new()
foreach ($i in 1..300) {
    $watch.Restart()
    $null = Get-CsStatus
    if ($i -gt 50) { $watch.Elapsed.TotalMilliseconds }
}
