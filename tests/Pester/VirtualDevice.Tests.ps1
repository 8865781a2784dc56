#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'Setup.ps1')
}

AfterAll {
    Stop-IosVirtualDevice *
}

Describe 'Virtual devices' {
    AfterEach {
        Stop-IosVirtualDevice *
    }

    It 'run until they are stopped' {
        $phone = Start-IosVirtualDevice -Name 'Pester' -FileCount 10
        (Get-IosVirtualDevice).Udid | Should -Be $phone.Udid
        $phone | Stop-IosVirtualDevice
        Get-IosVirtualDevice | Should -BeNullOrEmpty
    }

    It 'hold a life by default, which needs the database that comes with the module' {
        (Start-IosVirtualDevice).FileCount | Should -BeGreaterThan 100
    }

    It 'stay when -WhatIf is given' {
        $null = Start-IosVirtualDevice -FileCount 1
        Stop-IosVirtualDevice * -WhatIf
        @(Get-IosVirtualDevice).Count | Should -Be 1
    }

    It 'refuse a password as text' {
        { Start-IosVirtualDevice -BackupPassword 'hunter2' -ErrorAction Stop } |
            Should -Throw -ExpectedMessage '*Read-Host -AsSecureString*'
    }

    It 'are stopped by the UDID of an object from a job' {
        $null = Start-IosVirtualDevice -FileCount 1
        $copy = [System.Management.Automation.PSSerializer]::Deserialize(
            [System.Management.Automation.PSSerializer]::Serialize((Get-IosVirtualDevice)))
        $copy | Stop-IosVirtualDevice
        Get-IosVirtualDevice | Should -BeNullOrEmpty
    }

    It 'that do not run cannot be stopped' {
        { Stop-IosVirtualDevice 'nothing' -ErrorAction Stop } | Should -Throw -ErrorId 'DeviceNotFound,*'
    }

    It 'show themselves in a table of 80 columns' {
        $phone = Start-IosVirtualDevice -Name 'A phone with a long name' -FileCount 1
        $text = $phone | Out-String -Width 80
        $text | Should -BeLike "*$($phone.Udid)*$($phone.Endpoint)*"
    }
}
