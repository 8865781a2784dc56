<#
.SYNOPSIS
Carries a policy out as a scheduled job, and ends with its exit code.

.DESCRIPTION
Made to run unattended: Register-IosBackupSchedule, or pwsh -NoProfile -NonInteractive -File PolicyJob.ps1 policy.json.
The exit codes are those of about_IosBackup_Policies.

.PARAMETER Path
The policy.

.PARAMETER Password
The backup password, for devices that encrypt.

.PARAMETER SecretName
The name under which SecretManagement keeps the backup password. The vault has to open without a question.

.PARAMETER LogPath
The transcript of the run. It is replaced by the next run; a folder gets one file a month, to which runs are added.

.EXAMPLE
docs/examples/PolicyJob.ps1 ./policy.json

.EXAMPLE
Register-IosBackupSchedule Nightly docs/examples/PolicyJob.ps1 -At 02:00 -ArgumentList '/srv/backups/policy.json',
    '-SecretName', 'Phone backups', '-LogPath', '/srv/backups/logs'
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    [securestring] $Password,
    [string] $SecretName,
    [string] $LogPath
)

$ProgressPreference = 'SilentlyContinue'
$with = @{ Path = $Path; Confirm = $false; ErrorAction = 'Continue' }
$code = 1
$transcribes = $false
try {
    if ($LogPath) {
        $log = @{ LiteralPath = $LogPath }
        if (Test-Path -LiteralPath $LogPath -PathType Container) {
            $log = @{ LiteralPath = Join-Path $LogPath "backup-$(Get-Date -Format yyyy-MM).log"; Append = $true }
        }

        $null = Start-Transcript @log -Force -ErrorAction Stop
        $transcribes = $true
    }

    if ($SecretName) { $Password = Get-Secret $SecretName -ErrorAction Stop }
    if ($Password) { $with.Password = $Password }
    $run = Invoke-IosBackupPolicy @with
    $run | Out-String
    $run.Devices | Where-Object ErrorId | ForEach-Object { "$($_.Udid) $($_.ErrorId): $($_.Error)" }
    $code = $run.ExitCode
}
catch {
    # The policy is bad, or nothing could begin.
    Write-Error $_ -ErrorAction Continue
}
finally {
    if ($transcribes) { $null = Stop-Transcript }
}

exit $code
