# Ten thousand objects into Add-CsAiUsage, in a shell that has recorded nothing before. Milliseconds.
param($Module)
Import-Module $Module
$id = (Get-CsStatus).Id
$calls = foreach ($i in 1..10000) {
    [pscustomobject]@{ Provider = 'anthropic'; Model = 'claude-sonnet-4-5'; PromptTokens = 1000; CompletionTokens = 100; RequestId = "$PID-$i"; SessionId = $id }
}
$watch = [System.Diagnostics.Stopwatch]::StartNew()
$calls | Add-CsAiUsage
$watch.Elapsed.TotalMilliseconds
