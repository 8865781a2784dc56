#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'Setup.ps1')
    $nobody = '00008130-001C2D3E4F50001C'
    $phone = New-PairedPhone @{ FileCount = 5 }
}

AfterAll {
    Stop-IosVirtualDevice *
}

Describe 'An error' {
    BeforeAll {
        $null = New-IosBackup -Udid $nobody -Path $TestDrive -ErrorAction SilentlyContinue -ErrorVariable failed
    }

    It 'has an id, a category, a target and advice' {
        $failed.Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -Be 'DeviceNotFound,IosBackup.Commands.NewIosBackupCommand'
        $failed[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failed[0].TargetObject | Should -Be $nobody
        $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $failed[0].Exception.Data['Retry'] | Should -Be 'AfterAction'
        $failed[0].Exception | Should -BeOfType 'IosBackup.Engine.Errors.EngineException'
    }

    It 'shows its advice, whatever the version' {
        $text = $failed[0] | Out-String -Width 300
        $text | Should -BeLike "*$nobody*"
        $text | Should -BeLike "*$($failed[0].ErrorDetails.RecommendedAction)*"
    }

    It 'names the command and not a line of the module' {
        $failed[0].InvocationInfo.MyCommand.Name | Should -Be 'New-IosBackup'
    }
}

Describe 'ErrorAction' {
    It 'goes on with the other devices' {
        $results = $nobody, $phone.Udid | ForEach-Object { [pscustomobject]@{ Udid = $_ } } |
            New-IosBackup -Path "$TestDrive/on" -ErrorAction SilentlyContinue
        $results.Status | Sort-Object | Should -Be 'Completed', 'Failed'
    }

    It 'ends at the first error with Stop, and try and catch see it' {
        $caught = $null
        try {
            New-IosBackup -Udid $nobody -Path $TestDrive -ErrorAction Stop
        }
        catch {
            $caught = $_.FullyQualifiedErrorId.Split(',')[0]
        }

        $caught | Should -Be 'DeviceNotFound'
    }

    It 'is taken from the preference too' {
        $ErrorActionPreference = 'Stop'
        { Get-IosDevice $nobody } | Should -Throw -ErrorId 'DeviceNotFound,*'
    }

    It 'writes to no variable with Ignore' {
        $Error.Clear()
        Get-IosDevice $nobody -ErrorAction Ignore
        $Error.Count | Should -Be 0
    }
}

Describe 'The fault <Fault>' -ForEach @(
    @{ Fault = 'Disconnect'; Id = 'DeviceDisconnected'; Category = 'ConnectionError' }
    @{ Fault = 'PasscodeCancelled'; Id = 'PasscodeRequired'; Category = 'DeviceError' }
    @{ Fault = 'Busy'; Id = 'DeviceBusy'; Category = 'ResourceBusy' }
    @{ Fault = 'TooLarge'; Id = 'DestinationFull'; Category = 'ResourceUnavailable' }
    @{ Fault = 'UnsafePath'; Id = 'UnsafePath'; Category = 'SecurityError' }
    @{ Fault = 'Cancel'; Id = 'Cancelled'; Category = 'OperationStopped' }
    @{ Fault = 'BackupsForbidden'; Id = 'ManagementForbids'; Category = 'PermissionDenied' }
) {
    It 'ends the backup as <Id>, and leaves no backup behind' {
        $clumsy = New-PairedPhone @{ FileCount = 20; Fault = $Fault }
        $result = $clumsy | New-IosBackup -Path "$TestDrive/$Fault" -ErrorVariable failed -ErrorAction SilentlyContinue
        $result.Status | Should -BeIn 'Failed', 'Cancelled'
        $result.ErrorId | Should -Be $Id
        $failed[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $failed[0].CategoryInfo.Category | Should -Be $Category
        Get-IosBackup "$TestDrive/$Fault" -Latest -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $clumsy | Stop-IosVirtualDevice
    }
}

Describe 'A file that the device cannot read' {
    It 'makes a backup that is complete but for it' {
        $clumsy = New-PairedPhone @{ FileCount = 20; Fault = 'UnreadableFile' }
        $result = $clumsy | New-IosBackup -Path "$TestDrive/unreadable" -ErrorAction SilentlyContinue 3> $null
        $result.Status | Should -Be 'CompletedWithErrors'
        $result.FailedFileCount | Should -Be 1
        $result.FailedFiles | Should -Not -BeNullOrEmpty
        $clumsy | Stop-IosVirtualDevice
    }
}
