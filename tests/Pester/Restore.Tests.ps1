#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'Setup.ps1')
    $phone = New-PairedPhone @{ Name = 'Mara' }
    $repository = Join-Path $TestDrive 'repository'
    $null = $phone | New-IosBackup -Path $repository -ErrorAction Stop
    $backup = Get-IosBackup $repository
}

AfterAll {
    Stop-IosVirtualDevice *
}

Describe 'Restoring to a folder' {
    It 'writes what the pipeline gives' {
        $result = $backup | Get-IosBackupItem -DataType Photos | Where-Object Size -gt 10KB |
            Restore-IosBackup -Destination TestDrive:/photos
        $result | Should -BeOfType 'IosBackup.IosRestoreResult'
        $result.Failed | Should -Be 0
        $written = Get-ChildItem TestDrive:/photos -Recurse -File | Where-Object Length -gt 10KB
        @($written).Count | Should -Be $result.FilesWritten
    }

    It 'writes a whole backup, and nothing twice' {
        $first = $backup | Restore-IosBackup -Destination "$TestDrive/whole"
        $first.FilesWritten | Should -Be $backup.FileCount
        $again = $backup | Restore-IosBackup -Destination "$TestDrive/whole"
        $again.FilesWritten, $again.FilesSkipped | Should -Be 0, $backup.FileCount
    }

    It 'brings back the bytes and the times' {
        $item = $backup | Get-IosBackupItem -Name sms.db
        $null = $item | Restore-IosBackup -Destination "$TestDrive/one" -Layout Flat
        $file = Get-Item "$TestDrive/one/sms.db"
        (Get-FileHash $file -Algorithm SHA1).Hash | Should -Be $item.Digest
        $file.LastWriteTimeUtc | Should -Be $item.LastWriteTime.UtcDateTime
    }

    It 'shows a plan and writes nothing with -WhatIf' {
        $plan = $backup | Restore-IosBackup -Destination "$TestDrive/planned" -WhatIf
        $plan | Should -BeOfType 'IosBackup.IosRestorePlan'
        $plan.Files | Should -Be $backup.FileCount
        $plan.Fits | Should -BeTrue
        "$TestDrive/planned" | Should -Not -Exist
    }

    It 'leaves other files alone unless -Force is given' {
        $item = $backup | Get-IosBackupItem -Name sms.db
        $null = New-Item -ItemType Directory "$TestDrive/mine"
        Set-Content "$TestDrive/mine/sms.db" 'mine'
        $to = @{ Destination = "$TestDrive/mine"; Layout = 'Flat' }
        ($item | Restore-IosBackup @to -ErrorVariable failed -ErrorAction SilentlyContinue).Failed | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'DestinationExists,*'
        Get-Content "$TestDrive/mine/sms.db" | Should -Be 'mine'
        $null = $item | Restore-IosBackup @to -Force
        (Get-Item "$TestDrive/mine/sms.db").Length | Should -Be $item.Size
    }

    It 'works the destination out for each backup' {
        $null = $backup | Restore-IosBackup -Destination { "$TestDrive/each/$($_.Udid)" }
        "$TestDrive/each/$($backup.Udid)" | Should -Exist
    }

    It 'stays inside the destination' {
        $null = $backup | Restore-IosBackup -Destination "$TestDrive/inside/here"
        Get-ChildItem "$TestDrive/inside" -Force | Select-Object -ExpandProperty Name | Should -Be 'here'
    }
}

Describe 'Restoring to a device' {
    It 'shows a plan with -WhatIf' {
        $plan = $backup | Restore-IosBackup -Device $phone -WhatIf
        $plan | Should -BeOfType 'IosBackup.IosDeviceRestorePlan'
        $plan.IsPossible | Should -BeTrue
        $plan.IsSameDevice | Should -BeTrue
        $plan.FileCount | Should -Be $backup.FileCount
    }

    It 'brings a backup back' {
        $result = $backup | Restore-IosBackup -Device $phone.Udid -Confirm:$false -ErrorAction Stop
        $result.FilesSent | Should -BeGreaterOrEqual $backup.FileCount
        $result.Reboots | Should -BeTrue
    }

    It 'names what stands in the way' {
        $found = Start-IosVirtualDevice -Name 'Found' -FileCount 1 -Fault FindMy
        $null = $found | New-IosDevicePairing
        $plan = $backup | Restore-IosBackup -Device $found -WhatIf
        $plan.IsPossible | Should -BeFalse
        { $backup | Restore-IosBackup -Device $found -Force -ErrorAction Stop } |
            Should -Throw -ErrorId 'FindMyEnabled,*'
    }

    It 'brings chosen items back, and backs the device up before' {
        $result = $backup | Get-IosBackupItem -DataType Contacts -Kind File |
            Restore-IosBackup -Device $phone -Force -Repository $repository -ErrorAction Stop
        $result.Items.Count | Should -BeGreaterThan 0
        @(Get-IosBackup $repository).Count | Should -Be 2
    }
}
