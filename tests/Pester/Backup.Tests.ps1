#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'Setup.ps1')
}

AfterAll {
    Stop-IosVirtualDevice *
}

Describe 'New-IosBackup' {
    BeforeAll {
        $repository = Join-Path $TestDrive 'repository'
        $phone = New-PairedPhone @{ Name = 'Mara'; FileCount = 30 }
        $first = $phone | New-IosBackup -Path $repository -ErrorAction Stop
        $null = $phone | Update-IosVirtualDevice -FileCount 5
        $second = $phone | New-IosBackup -Path $repository -Verify Hash -ErrorAction Stop
    }

    It 'backs up in full the first time' {
        $first | Should -BeOfType 'IosBackup.IosBackupResult'
        $first.Status | Should -Be 'Completed'
        $first.IsFull | Should -BeTrue
        $first.IsEncrypted | Should -BeFalse
        $first.FileCount | Should -BeGreaterOrEqual 30
        $first.Duration | Should -BeGreaterThan ([timespan]::Zero)
        "$($first.Error)$($first.ErrorId)" | Should -BeNullOrEmpty
        Join-Path $first.Backup 'Manifest.db' | Should -Exist
    }

    It 'receives only what is new the second time, and tests it' {
        $second.IsFull | Should -BeFalse
        $second.FileCount | Should -Be ($first.FileCount + 5)
        $second.FilesReceived | Should -BeLessThan $first.FilesReceived
        $second.Test.Passed | Should -BeTrue
        $second.Test.Level | Should -Be 'Hash'
    }

    It 'keeps both generations' {
        $found = Get-IosBackup -Path $repository
        $found.Count | Should -Be 2
        $found[0].Date | Should -BeGreaterThan $found[1].Date
        $found.State | Should -Be 'Finished', 'Finished'
    }

    It 'backs up in full when told so' {
        $other = Join-Path $TestDrive 'full'
        $null = $phone | New-IosBackup -Path $other
        ($phone | New-IosBackup -Path $other -Full).IsFull | Should -BeTrue
    }

    It 'does nothing with -WhatIf' {
        $none = Join-Path $TestDrive 'none'
        $phone | New-IosBackup -Path $none -WhatIf | Should -BeNullOrEmpty
        $none | Should -Not -Exist
    }

    It 'leaves out what is excluded, and marks the backup as partial' {
        $life = New-PairedPhone @{ Name = 'Life' }
        $partial = Join-Path $TestDrive 'partial'
        ($life | New-IosBackup -Path $partial -Include Messages).Status | Should -Be 'Completed'
        $backup = Get-IosBackup $partial
        $backup.IsPartial | Should -BeTrue
        $types = $backup | Get-IosBackupItem -Kind File | Select-Object -ExpandProperty DataType -Unique
        $types | Should -Contain 'Messages'
        $types | Should -Not -Contain 'Photos'
        $life | Stop-IosVirtualDevice
    }

    It 'shows its progress, and leaves none behind' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($m, $e, $p) Import-Module $m; New-IosBackup -Endpoint $e -Path $p')
            $made = $shell.AddArgument($manifest).AddArgument($phone.Endpoint).AddArgument("$TestDrive/seen").Invoke()
            $made[0].Status | Should -Be 'Completed'
            $records = $shell.Streams.Progress
            $records.Count | Should -BeGreaterThan 1
            foreach ($activity in $records | Group-Object ActivityId) {
                $activity.Group[-1].RecordType | Should -Be 'Completed' -Because $activity.Group[-1].Activity
            }
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'writes nothing to the pipeline but the result' {
        $all = $phone | New-IosBackup -Path $repository -Verbose 4>&1 6>&1
        @($all | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }).Count | Should -Be 1
    }
}

Describe 'Encrypted backups' {
    BeforeAll {
        $password = New-TestPassword
        $repository = Join-Path $TestDrive 'repository'
        $phone = New-PairedPhone @{ Name = 'Safe'; FileCount = 10; BackupPassword = $password }
        $result = $phone | New-IosBackup -Path $repository -Password $password -RequireEncryption -ErrorAction Stop
        $backup = Get-IosBackup $repository
    }

    It 'are made, and opened by the password' {
        $result.IsEncrypted | Should -BeTrue
        $backup.IsEncrypted | Should -BeTrue
        $backup.IsUnlocked | Should -BeFalse
        $backup | Get-IosBackupItem -Password $password -Kind File | Should -Not -BeNullOrEmpty
    }

    It 'cannot be read without it' {
        { $backup | Get-IosBackupItem -ErrorAction Stop } | Should -Throw -ErrorId 'BackupPasswordRequired,*'
        { $backup | Unlock-IosBackup -Password (New-TestPassword 'x') -ErrorAction Stop } |
            Should -Throw -ErrorId 'BackupPasswordIncorrect,*'
    }

    It 'can be read once they are unlocked, until they are locked' {
        $null = $backup | Unlock-IosBackup -Password $password
        (Get-IosBackup $repository).IsUnlocked | Should -BeTrue
        $backup | Get-IosBackupItem | Should -Not -BeNullOrEmpty
        $backup | Lock-IosBackup
        { $backup | Get-IosBackupItem -ErrorAction Stop } | Should -Throw -ErrorId 'BackupPasswordRequired,*'
    }

    It 'take a credential for a password' {
        $credential = [pscredential]::new('anybody', $password)
        $backup | Get-IosBackupItem -Password $credential | Should -Not -BeNullOrEmpty
    }

    It 'say so when the password is not the right one' {
        $wrong = New-TestPassword 'x'
        $checked = $phone | New-IosBackup -Path $repository -Password $wrong -ErrorAction SilentlyContinue 3> $null
        $checked.Status | Should -Be 'CompletedWithErrors'
        $checked.ErrorId | Should -Be 'BackupPasswordIncorrect'
    }

    It 'are required of a device that makes none' {
        $open = New-PairedPhone @{ Name = 'Open'; FileCount = 1 }
        $refused = $open | New-IosBackup -Path $repository -RequireEncryption -ErrorAction SilentlyContinue
        $refused.Status, $refused.ErrorId | Should -Be 'Failed', 'EncryptionOff'
    }
}

Describe 'Get-IosBackup' {
    BeforeAll {
        $repository = Join-Path $TestDrive 'two'
        $phones = New-PairedPhone @{ Name = 'Fleet'; Count = 2; FileCount = 3 }
        $null = 1, 2 | ForEach-Object { $phones | New-IosBackup -Path $repository -ErrorAction Stop }
    }

    It 'lists all, the newest of each device, or those of one' {
        @(Get-IosBackup $repository).Count | Should -Be 4
        @(Get-IosBackup $repository -Latest).Count | Should -Be 2
        @(Get-IosBackup $repository -Udid $phones[0].Udid).Count | Should -Be 2
        $pattern = $phones[0].Udid.Substring(0, 24) + '*'
        @(Get-IosBackup $repository -Udid $pattern -Latest).Udid | Should -Be $phones[0].Udid
    }

    It 'finds those that are too old' {
        Get-IosBackup $repository -Stale 1d | Should -BeNullOrEmpty
        Start-Sleep -Milliseconds 20
        @(Get-IosBackup $repository -Stale ([timespan]::FromMilliseconds(10))).Count | Should -Be 2
    }

    It 'takes a single backup and counts it with -Detailed' {
        $one = (Get-IosBackup $repository)[-1]
        $detailed = Get-IosBackup $one.Path -Detailed
        $detailed.Path | Should -Be $one.Path
        $detailed.FileCount | Should -BeGreaterOrEqual 3
    }

    It 'takes the folder of the environment variable' {
        $before = $env:IOSBACKUP_REPOSITORY
        try {
            $env:IOSBACKUP_REPOSITORY = $repository
            @(Get-IosBackup).Count | Should -Be 4
        }
        finally {
            $env:IOSBACKUP_REPOSITORY = $before
        }
    }
}
