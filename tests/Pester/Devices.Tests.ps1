#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'Setup.ps1')
    $phone = New-PairedPhone @{ Name = "Mara's iPhone"; FileCount = 5 }
    $stranger = Start-IosVirtualDevice -Name 'Stranger' -FileCount 5
}

AfterAll {
    Stop-IosVirtualDevice *
}

Describe 'Get-IosDevice' {
    It 'lists all devices, those that are not paired too' {
        $found = Get-IosDevice
        $found.Udid | Sort-Object | Should -Be ($phone.Udid, $stranger.Udid | Sort-Object)
        ($found | Where-Object Udid -eq $stranger.Udid).PairingState | Should -Be 'NotPaired'
        ($found | Where-Object Udid -eq $stranger.Udid).Problem | Should -Not -BeNullOrEmpty
    }

    It 'knows a paired device' {
        $found = Get-IosDevice -Name 'Mara*'
        $found.Udid | Should -Be $phone.Udid
        $found.PairingState | Should -Be 'Paired'
        $found.ModelName | Should -BeLike 'iPhone*'
        $found.WillEncrypt | Should -BeFalse
        $found.Capacity | Should -BeGreaterThan $found.FreeSpace
    }

    It 'takes UDIDs with wildcards, and by the name of the property' {
        (Get-IosDevice "$($phone.Udid.Substring(0, 20))*").Udid | Should -Be $phone.Udid
        ([pscustomobject]@{ Udid = $phone.Udid } | Get-IosDevice).Name | Should -Be "Mara's iPhone"
    }

    It 'says nothing about a pattern that fits no device, and an error about a UDID' {
        Get-IosDevice 'no*' -ErrorAction Stop | Should -BeNullOrEmpty
        { Get-IosDevice '00008130-001C2D3E4F50001C' -ErrorAction Stop } | Should -Throw -ErrorId 'DeviceNotFound,*'
    }

    It 'gives the values of all domains with -Detailed' {
        $values = (Get-IosDevice $phone.Udid -Detailed).Values
        $values['Global']['ProductType'] | Should -Be $phone.ProductType
        $values['com.apple.mobile.battery'] | Should -Not -BeNullOrEmpty
    }

    It 'has an error when nobody answers at the endpoint' {
        { Get-IosDevice -Endpoint '127.0.0.1:1' -ErrorAction Stop } | Should -Throw -ErrorId 'NoMuxService,*'
    }
}

Describe 'Wait-IosDevice' {
    It 'gives a device that is there at once' {
        (Wait-IosDevice -Udid $phone.Udid -Paired -TimeoutSeconds 60).Udid | Should -Be $phone.Udid
    }

    It 'gives up after a while' {
        { Wait-IosDevice '00008130-001C2D3E4F50001C' -TimeoutSeconds 1 -ErrorAction Stop } |
            Should -Throw -ErrorId 'DeviceNotFound,*'
    }
}

Describe 'Pairing' {
    It 'is made, tested and ended' {
        $other = Start-IosVirtualDevice -Name 'Other' -FileCount 1
        ($other | New-IosDevicePairing).Udid | Should -Be $other.Udid
        ($other | Test-IosDevicePairing).IsValid | Should -BeTrue
        $other | Remove-IosDevicePairing -WhatIf
        ($other | Test-IosDevicePairing).IsValid | Should -BeTrue
        $other | Remove-IosDevicePairing -Confirm:$false
        ($other | Test-IosDevicePairing).IsValid | Should -BeFalse
        $other | Stop-IosVirtualDevice
    }

    It 'is refused by a user who does not trust' {
        $shy = Start-IosVirtualDevice -Name 'Shy' -FileCount 1 -Fault TrustDenied
        { $shy | New-IosDevicePairing -ErrorAction Stop } | Should -Throw -ErrorId 'PairingDenied,*'
        $shy | Stop-IosVirtualDevice
    }
}

Describe 'Test-IosDevice' {
    It 'passes a device that can be backed up' {
        $result = Get-IosDevice $phone.Udid | Test-IosDevice -Path $TestDrive
        $result.Passed | Should -BeTrue
        $result.Findings.Id | Should -Not -BeNullOrEmpty
    }

    It 'names what stands against a backup' {
        $result = $stranger | Test-IosDevice -Path $TestDrive
        $result.Passed | Should -BeFalse
        ($result.Findings | Where-Object Severity -eq 'Error').Id | Should -Be 'PairingRequired'
        $stranger | Test-IosDevice -Path $TestDrive -Quiet | Should -BeFalse
    }
}

Describe 'The backup password' {
    It 'is set, changed and taken off' {
        $old = New-TestPassword 'old'
        $new = New-TestPassword 'new'
        ($phone | Enable-IosBackupEncryption -Password $old -Path $TestDrive).WillEncrypt | Should -BeTrue
        { $phone | Set-IosBackupPassword -OldPassword $new -NewPassword $old -Path $TestDrive -ErrorAction Stop } |
            Should -Throw -ErrorId 'BackupPasswordIncorrect,*'
        $null = $phone | Set-IosBackupPassword -OldPassword $old -NewPassword $new -Path $TestDrive -ErrorAction Stop
        $off = $phone | Disable-IosBackupEncryption -Password $new -Path $TestDrive -Confirm:$false
        $off.WillEncrypt | Should -BeFalse
    }

    It 'is left alone by -WhatIf' {
        $phone | Enable-IosBackupEncryption -Password (New-TestPassword) -Path $TestDrive -WhatIf
        (Get-IosDevice $phone.Udid).WillEncrypt | Should -BeFalse
    }

    It 'is not taken as text, nor echoed' {
        $caught = { $phone | Enable-IosBackupEncryption -Password 'hunter2' } | Should -Throw '*plain text*' -PassThru
        "$caught $($caught.ScriptStackTrace)" | Should -Not -BeLike '*hunter2*'
    }
}
