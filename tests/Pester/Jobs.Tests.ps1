#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    $hasThreadJob = [bool](Get-Command Start-ThreadJob -ErrorAction SilentlyContinue)
    $hasParallel = $PSVersionTable.PSVersion.Major -ge 7
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Setup.ps1')
    $phones = New-PairedPhone @{ Name = 'Fleet'; Count = 3; FileCount = 10 }
    $endpoint = $phones[0].Endpoint
}

AfterAll {
    Stop-IosVirtualDevice *
}

Describe 'Jobs' {
    It 'back up, and what they give back goes on through the pipeline' {
        $job = Start-Job {
            param($m, $udid, $e, $p)
            Import-Module $m
            New-IosBackup -Udid $udid -Endpoint $e -Path $p
            Get-IosBackup $p
        } -ArgumentList $manifest, $phones[0].Udid, $endpoint, "$TestDrive/job"
        $result, $backup = $job | Receive-Job -Wait -AutoRemoveJob
        $result.Status | Should -Be 'Completed'
        $backup.PSObject.TypeNames[0] | Should -Be 'Deserialized.IosBackup.IosBackup'
        $backup | Get-IosBackupItem -Kind File | Should -Not -BeNullOrEmpty
        $backup | Test-IosBackup -Quiet | Should -BeTrue
        $result | Out-String -Width 120 | Should -BeLike '*Completed*full*'
        ($result | Get-IosBackup).Path | Should -Be $backup.Path
        ($result | Restore-IosBackup -Destination "$TestDrive/restored").FilesWritten | Should -BeGreaterThan 0
    }

    It 'back up in threads' -Skip:(-not $hasThreadJob) {
        $jobs = $phones | ForEach-Object {
            Start-ThreadJob { param($m, $d, $p) Import-Module $m; $d | New-IosBackup -Path $p } -ArgumentList $manifest,
                $_, "$TestDrive/threads"
        }
        $results = $jobs | Receive-Job -Wait -AutoRemoveJob
        $results.Status | Should -Be 'Completed', 'Completed', 'Completed'
        @(Get-IosBackup "$TestDrive/threads").Count | Should -Be 3
    }

    It 'can be stopped in the middle of a backup' {
        $slow = New-PairedPhone @{ Name = 'Slow'; FileCount = 5; Fault = 'PasscodeIgnored' }
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($m, $d, $p) Import-Module $m; $d | New-IosBackup -Path $p')
            $null = $shell.AddArgument($manifest).AddArgument($slow).AddArgument("$TestDrive/stopped")
            $running = $shell.BeginInvoke()
            Start-Sleep -Milliseconds 500
            $shell.Stop()
            $running.IsCompleted | Should -BeTrue
        }
        finally {
            $shell.Dispose()
            $slow | Stop-IosVirtualDevice
        }
    }
}

Describe 'ForEach-Object -Parallel' {
    It 'backs up a device in each runspace' -Skip:(-not $hasParallel) {
        $results = $phones | ForEach-Object -Parallel {
            Import-Module $using:manifest
            $_ | New-IosBackup -Path "$using:TestDrive/parallel"
        } -ThrottleLimit 3
        $results.Status | Should -Be 'Completed', 'Completed', 'Completed'
        $results.Udid | Sort-Object | Should -Be ($phones.Udid | Sort-Object)
    }

    It 'is not needed: the cmdlet itself backs up several at once' {
        $results = $phones | New-IosBackup -Path "$TestDrive/several" -ThrottleLimit 3
        $results.Status | Should -Be 'Completed', 'Completed', 'Completed'
    }
}

Describe 'A script in a shell of its own' {
    BeforeAll {
        $script = Join-Path $TestDrive 'nightly.ps1'
        Set-Content $script @'
param($Manifest, $Endpoint, $Path, $Udid)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
try {
    Import-Module $Manifest
    $result = New-IosBackup -Udid $Udid -Endpoint $Endpoint -Path $Path
    $result.Status
    exit [int]($result.Status -ne 'Completed')
}
catch {
    $_.FullyQualifiedErrorId.Split(',')[0]
    exit 3
}
'@
    }

    It 'ends with <Code> for <Case>' -ForEach @(
        @{ Case = 'a device that is there'; Code = 0; Says = 'Completed' }
        @{ Case = 'a device that is not there'; Code = 3; Says = 'DeviceNotFound' }
    ) {
        $udid = if ($Code) { '00008130-001C2D3E4F50001C' } else { $phones[0].Udid }
        $run = Invoke-OtherShell '-File', $script, $manifest, $endpoint, "$TestDrive/nightly", $udid
        $run.ExitCode | Should -Be $Code
        $run.Output.Trim() | Should -Be $Says
    }

    It 'fails by its error when nobody catches it' {
        $text = "Import-Module '$manifest'; Get-IosDevice 00008130-001C2D3E4F50001C -Endpoint $endpoint"
        $run = Invoke-OtherShell '-Command', "`$ErrorActionPreference = 'Stop'; $text"
        $run.ExitCode | Should -Be 1
        $run.Output | Should -BeLike '*is not connected*'
    }

    It 'asks nobody for what is missing' {
        $run = Invoke-OtherShell '-Command', "Import-Module '$manifest'; Unlock-IosBackup -Path ."
        $run.ExitCode | Should -Be 1
        $run.Output | Should -BeLike '*Password*'
    }
}
