<#
.SYNOPSIS
Carries a policy out as a scheduled job, and ends with its exit code.
.DESCRIPTION
Run it with pwsh -NoProfile -NonInteractive -File PolicyJob.ps1 policy.json. What -Password gets comes from a vault that
the job may open without a person, for example (Get-Secret 'Phone backups').
.EXAMPLE
docs/examples/PolicyJob.ps1 ./policy.json
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)]
    [string] $Path,

    [securestring] $Password
)

$ProgressPreference = 'SilentlyContinue'
$with = @{ Path = $Path; Confirm = $false; ErrorAction = 'Continue' }
if ($Password) {
    $with.Password = $Password
}

try {
    $run = Invoke-IosBackupPolicy @with
}
catch {
    # The policy is bad, or nothing could begin.
    Write-Error $_ -ErrorAction Continue
    exit 1
}

$run | Out-String
$run.Devices | Where-Object ErrorId | ForEach-Object { "$($_.Udid) $($_.ErrorId): $($_.Error)" }
exit $run.ExitCode
