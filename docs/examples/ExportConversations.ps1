<#
.SYNOPSIS
Exports the conversations of a backup: pages to read and print, a table to search, and the contacts.
.DESCRIPTION
Made for a request that comes in again and again: give somebody what is in the messages of a phone. A repeated run
replaces the pages and copies only attachments that are new.
.EXAMPLE
./ExportConversations.ps1 -Backup D:\Backups\00008030-000A11110000802E -Destination C:\Export\Anna -Contact 'Anna*'
#>
[CmdletBinding()]
param(
    # The folder of the backup.
    [Parameter(Mandatory)]
    [string]$Backup,

    # The folder that the export goes to.
    [Parameter(Mandatory)]
    [string]$Destination,

    # Only conversations in which these people take part.
    [string[]]$Contact = @('*'),

    # Only messages of this moment or later.
    [datetimeoffset]$Since = [datetimeoffset]::MinValue,

    # The backup's password, when it is encrypted.
    [securestring]$Password
)

$ErrorActionPreference = 'Stop'
$source = @{ Path = $Backup }
if ($Password) { $source.Password = $Password }
$secret = @{}
if ($Password) { $secret.Password = $Password }

$period = @{}
if ($Since -gt [datetimeoffset]::MinValue) { $period.Since = $Since }

Get-IosBackupMessage @source @period -Contact $Contact |
    Export-IosBackupRecord -Destination "$Destination/Messages" -Format Html @secret
Get-IosBackupMessage @source @period -Contact $Contact |
    Export-IosBackupRecord -Destination $Destination -Format Csv @secret
Get-IosBackupContact @source -Name $Contact -IncludeImage |
    Export-IosBackupRecord -Destination $Destination -Format Vcf @secret
