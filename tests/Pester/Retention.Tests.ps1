#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'Setup.ps1')
    $phone = New-PairedPhone @{ Name = 'Mara'; FileCount = 10 }
    $repository = Join-Path $TestDrive 'repository'
    1..3 | ForEach-Object { $null = $phone | New-IosBackup -Path $repository -ErrorAction Stop }
}

AfterAll {
    Stop-IosVirtualDevice *
}

Describe 'Select-IosBackup' {
    It 'says what to keep, and why' {
        $all = Get-IosBackup $repository | Select-IosBackup -KeepLast 1
        $all.Count | Should -Be 3
        $all.Keep | Should -Be $true, $false, $false
        $all[0].Reason | Should -Not -BeNullOrEmpty
    }

    It 'removes nothing itself' {
        $null = Select-IosBackup $repository -KeepLast 1
        @(Get-IosBackup $repository).Count | Should -Be 3
    }

    It 'asks for a rule' {
        { Get-IosBackup $repository | Select-IosBackup } | Should -Throw -ErrorId 'InvalidArgument,*'
    }
}

Describe 'Copy-IosBackup' {
    It 'copies what is not there yet' {
        $copies = Join-Path $TestDrive 'copies'
        Get-IosBackup $repository | Copy-IosBackup -Destination $copies -WhatIf
        $copies | Should -Not -Exist
        $made = Get-IosBackup $repository | Copy-IosBackup -Destination $copies -Verify
        $made.WasThere | Should -Be $false, $false, $false
        $made.IsVerified | Should -Be $true, $true, $true
        @(Get-IosBackup $copies).Count | Should -Be 3
        (Get-IosBackup $repository | Copy-IosBackup -Destination $copies).WasThere | Should -Be $true, $true, $true
    }

    It 'makes a backup that is good by itself' {
        $made = Get-IosBackup $repository -Latest | Copy-IosBackup -Destination "$TestDrive/newest"
        $made.Backup | Test-IosBackup -Level Full -Quiet | Should -BeExactly $true
    }
}

Describe 'Remove-IosBackup' {
    It 'shows with -WhatIf what the pipeline would remove' {
        Get-IosBackup $repository | Select-IosBackup -KeepDaily 7 -KeepWeekly 4 | Where-Object Keep -eq $false |
            Remove-IosBackup -WhatIf
        @(Get-IosBackup $repository).Count | Should -Be 3
    }

    It 'keeps the newest good backup' {
        { Get-IosBackup $repository -Latest | Remove-IosBackup -Confirm:$false -ErrorAction Stop } |
            Should -Throw -ErrorId 'LastGeneration,*'
    }

    It 'asks before, which nobody answers in a job' {
        $script = "Import-Module '$manifest'; `$ErrorActionPreference = 'Stop'; " +
            "(Get-IosBackup '$repository')[-1] | Remove-IosBackup"
        $run = Invoke-OtherShell '-Command', $script
        $run.ExitCode | Should -Be 1
        @(Get-IosBackup $repository).Count | Should -Be 3
    }

    It 'removes what the pipeline chose, and leaves the rest good' {
        Get-IosBackup $repository | Select-IosBackup -KeepLast 2 | Where-Object Keep -eq $false |
            Remove-IosBackup -Confirm:$false -ErrorAction Stop
        $left = Get-IosBackup $repository
        $left.Count | Should -Be 2
        $left | Test-IosBackup -Level Full -Quiet | Should -Be $true, $true
    }

    It 'removes the last one when forced' {
        Get-IosBackup $repository | Remove-IosBackup -Force -Confirm:$false -ErrorAction Stop
        Get-IosBackup $repository | Should -BeNullOrEmpty
    }
}
