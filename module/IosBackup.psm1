# No Utility or Management cmdlets here: hosts that have only the engine of PowerShell import this module too.
$framework = if ($PSVersionTable.PSEdition -eq 'Core') { 'net8.0' } else { 'net472' }
$assembly = [System.IO.Path]::Combine($PSScriptRoot, 'bin', $framework, 'IosBackup.dll')
Import-Module -Name $assembly -ErrorAction Stop
