<#
.SYNOPSIS
Writes a report of every backup in a folder, and a list of what their devices do not back up.

.DESCRIPTION
For each backup an HTML page with charts, conversations, photos, contacts, calls and notes is written. The script emits
which data are kept in iCloud or need encrypted backups.

.EXAMPLE
./BackupReports.ps1 -Path D:\Backups -Destination D:\Reports -Password (Read-Host -AsSecureString 'Backup password')
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Destination,
    [securestring] $Password
)

$unlock = @{}
if ($Password) { $unlock['Password'] = $Password }
$null = New-Item -ItemType Directory -Path $Destination -Force

$gaps = foreach ($backup in Get-IosBackup -Path $Path) {
    # Named after the folder of the backup: one device may have several.
    $name = Split-Path $backup.Path -Leaf
    $backup | Export-IosBackupReport -Path (Join-Path $Destination "$name.html") @unlock | Out-Null
    $warnings = @()
    $null = $backup | Get-IosBackupPhoto @unlock -WarningVariable +warnings -WarningAction SilentlyContinue
    $null = $backup | Get-IosBackupWebHistory @unlock -WarningVariable +warnings -WarningAction SilentlyContinue
    $null = $backup | Get-IosBackupHealthSummary @unlock -WarningVariable +warnings -WarningAction SilentlyContinue
    foreach ($warning in $warnings) {
        [pscustomobject]@{ Device = $backup.DeviceName; Backup = $name; Gap = "$warning" }
    }
}

$gaps
