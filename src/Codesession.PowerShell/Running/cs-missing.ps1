# What `cs` stands for on a platform whose executable the module does not have.
$message = "The module has no cs executable for this platform ($([Codesession.PowerShell.Executable]::Platform)). " +
    'Use the cmdlets (Get-Command -Module Codesession), or build the executable from the sources: dotnet publish src/Codesession.Cli'
throw [System.Management.Automation.ErrorRecord]::new(
    [System.IO.FileNotFoundException]::new($message), 'executable_missing', 'NotInstalled', 'cs')
