<#
.SYNOPSIS
Backs up all paired devices in reach, proves the backups, copies them and thins out old ones. Made to run unattended.

.DESCRIPTION
One run for Register-IosBackupSchedule. It asks nothing, goes on with the other devices when one fails, and tells how it
went by one line for each device and by its exit code:

  0   all good
  1   failed: no device was backed up, or something else went wrong
  2   some devices failed, or a test or a copy of a backup did
  3   all devices were backed up, with files that could not be read
  5   the passcode or the trust of a device is needed
  10  the repository cannot be used

When several are true, 10 comes before 5, and 5 before the others. A run in which no paired device is in reach fails.

.PARAMETER Path
The repository: a folder that exists. A drive that is not there must not become a new folder on another one.

.PARAMETER Udid
The devices, with or without wildcards. Without it all paired devices in reach.

.PARAMETER Destination
Another repository that exists, on another disk or a share. Each new backup is copied to it, and it is thinned out by
the same rules.

.PARAMETER LogPath
The transcript of the run. It is replaced by the next run; a folder gets one file a month, to which runs are added.

.PARAMETER SecretName
The name under which SecretManagement keeps the backup password, for devices that encrypt: it is proved to open each
new backup. The vault has to open without a question.

.PARAMETER KeepDaily
Of how many days to keep the last backup. What -KeepWeekly and -KeepMonthly keep is added to that. With all three 0
nothing is removed.

.PARAMETER Endpoint
Where usbmux is, when not in the usual place.

.EXAMPLE
./ScheduledBackup.ps1 -Path /srv/backups -Destination /mnt/nas/backups -LogPath ~/backup-logs

.EXAMPLE
Register-IosBackupSchedule Nightly ./ScheduledBackup.ps1 -At 02:00 -ArgumentList '-Path', '/srv/backups'
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [string[]] $Udid = '*',
    [string] $Destination,
    [string] $LogPath,
    [string] $SecretName,
    [int] $KeepDaily = 7,
    [int] $KeepWeekly = 4,
    [int] $KeepMonthly = 12,
    [string] $Endpoint
)

# Without it a script goes on after errors, and ends with 0.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$consentIds = 'PasscodeRequired', 'DeviceLocked', 'PairingRequired', 'PairingDenied', 'TrustPending'
$repositoryIds = 'DestinationUnavailable', 'DestinationFull', 'RepositoryInvalid'
$exitCodes = [System.Collections.Generic.List[int]]::new()

# Notes what an error means for the exit code, and says it.
function Add-Failure($ErrorRecord, [int] $Otherwise) {
    $id = $ErrorRecord.FullyQualifiedErrorId.Split(',')[0]
    $exitCodes.Add($(if ($id -in $repositoryIds) { 10 } elseif ($id -in $consentIds) { 5 } else { $Otherwise }))
    Write-Warning "${id}: $ErrorRecord"
}

function Backup-Device {
    $where = @{}
    if ($Endpoint) { $where['Endpoint'] = $Endpoint }
    $password = @{}
    if ($SecretName) { $password['Password'] = Get-Secret $SecretName }

    if (-not (Test-Repository $Path)) { return }

    $devices = @(Get-IosDevice -Udid $Udid @where -ErrorAction SilentlyContinue -ErrorVariable unseen)
    foreach ($failure in $unseen) { Add-Failure $failure 2 }
    $paired = @($devices | Where-Object PairingState -eq 'Paired')
    if ($paired.Count -eq 0) {
        Write-Warning 'No paired device is in reach.'
        $exitCodes.Add($(if ($devices.Count) { 5 } else { 1 }))
        return
    }

    $results = @($paired |
        New-IosBackup -Path $Path @password -Verify Hash -Confirm:$false -ErrorAction SilentlyContinue)
    foreach ($result in $results) {
        "$($result.DeviceName) ($($result.Udid)): $($result.Status) $($result.ErrorId) $($result.Error)".TrimEnd()
        $exitCodes.Add($(
            if ($result.ErrorId -in $repositoryIds) { 10 }
            elseif ($result.ErrorId -in $consentIds) { 5 }
            elseif (-not $result.Backup -or ($result.Test -and -not $result.Test.Passed)) { 2 }
            elseif ($result.FailedFileCount -gt 0) { 3 }
            elseif ($result.ErrorId) { 2 }
            else { 0 }))
    }

    $made = @($results | Where-Object Backup)
    if ($made.Count -eq 0 -and -not ($exitCodes | Where-Object { $_ -ge 5 })) { $exitCodes.Add(1) }
    if ($Destination -and (Test-Repository $Destination)) { $made | Copy-NewBackup }
    $made | Remove-OldBackup
}

# A folder that has to be there already.
function Test-Repository([string] $Folder) {
    $exists = Test-Path -LiteralPath $Folder -PathType Container
    if (-not $exists) {
        Write-Warning "The folder $Folder is not there."
        $exitCodes.Add(10)
    }

    $exists
}

# Copies each new backup. What fails is no reason to keep the others from being copied.
filter Copy-NewBackup {
    try {
        $copy = $_ | Copy-IosBackup -Destination $Destination -Verify -Confirm:$false
        "Copied to $($copy.Path)"
    }
    catch {
        # The place of copies is not the repository.
        Write-Warning "The copy of $($_.TargetObject) failed: $_"
        $exitCodes.Add(2)
    }
}

# Thins out the generations of a device, only after it has a new one.
filter Remove-OldBackup {
    $device = $_.Udid
    $rules = @{}
    if ($KeepDaily) { $rules['KeepDaily'] = $KeepDaily }
    if ($KeepWeekly) { $rules['KeepWeekly'] = $KeepWeekly }
    if ($KeepMonthly) { $rules['KeepMonthly'] = $KeepMonthly }
    if ($rules.Count -eq 0) { return }

    try {
        foreach ($place in @($Path, $Destination | Where-Object { $_ -and (Test-Path -LiteralPath $_) })) {
            Get-IosBackup -Path $place | Where-Object Udid -eq $device |
                Select-IosBackup @rules |
                Where-Object Keep -eq $false |
                ForEach-Object {
                    $_ | Remove-IosBackup -Confirm:$false
                    "Removed $($_.Path)"
                }
        }
    }
    catch {
        Add-Failure $_ 2
    }
}

# The worst of what was noted: the repository, what a person has to do, failures of all, of some, unreadable files.
function Get-WorstCode {
    foreach ($code in 10, 5, 1, 2, 3) {
        if ($exitCodes -contains $code) { return $code }
    }

    0
}

$transcribes = $false
try {
    if ($LogPath) {
        $file = $LogPath
        $mode = @{}
        if (Test-Path -LiteralPath $LogPath -PathType Container) {
            $file = Join-Path $LogPath "backup-$(Get-Date -Format yyyy-MM).log"
            $mode['Append'] = $true
        }

        $null = Start-Transcript -LiteralPath $file -Force @mode
        $transcribes = $true
    }

    Backup-Device
}
catch {
    Add-Failure $_ 1
}
finally {
    $code = Get-WorstCode
    "Ends with $code."
    if ($transcribes) { $null = Stop-Transcript }
}

exit $code
