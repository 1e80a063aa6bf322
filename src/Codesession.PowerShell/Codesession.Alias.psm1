# `cs` is the executable in this module's own folder, as a native command: it gets every word as it was typed.
# (A binary module cannot export such an alias. The provider is used because Set-Alias is in another module.)
$null = $ExecutionContext.InvokeProvider.Item.Set('Alias:\cs', [Codesession.PowerShell.Executable]::Command)
Export-ModuleMember -Alias cs
