#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'Setup.ps1')
    $password = New-TestPassword 'very secret words'
    $phone = New-PairedPhone @{ Name = "Mara's iPhone"; BackupPassword = $password }
    $repository = Join-Path $TestDrive 'repository'
    $result = $phone | New-IosBackup -Path $repository -Verify Quick -ErrorAction Stop
    $backup = Get-IosBackup $repository | Unlock-IosBackup -Password $password

    # Completion gives up after a moment rather than let people wait, so a busy computer gets another chance.
    function Complete([string] $Line) {
        for ($try = 0; $try -lt 10; $try++) {
            $found = (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText
            if ($found) {
                return $found
            }
        }
    }
}

AfterAll {
    Lock-IosBackup
    Stop-IosVirtualDevice *
}

Describe 'Completion' {
    It 'knows UDIDs' {
        Complete 'Get-IosDevice -Udid ' | Should -Contain $phone.Udid
        Complete 'New-IosBackup -Udid ' | Should -Contain $phone.Udid
        Complete 'Stop-IosVirtualDevice ' | Should -Contain $phone.Udid
        Complete "Get-IosBackup '$repository' -Udid " | Should -Contain $backup.Udid
    }

    It 'knows the values of parameters' {
        Complete 'Get-IosBackupItem -DataType Pho' | Should -Be 'Photos'
        Complete 'Test-IosBackup -Level ' | Should -Be 'Drill', 'Full', 'Hash', 'Quick'
        Complete 'New-IosBackup -Verify ' | Should -Contain 'Full'
    }

    It 'knows what is in the backup' {
        Complete "Get-IosBackupItem '$($backup.Path)' -Domain Hom" | Should -Contain 'HomeDomain'
        Complete "Get-IosBackupItem '$($backup.Path)' -App net." | Should -Contain 'net.whatsapp.WhatsApp'
    }
}

Describe 'Tables' {
    It 'fit in <Width> columns: <Name>' -ForEach @(
        foreach ($width in 80, 100, 120) {
            @{ Width = $width; Name = 'devices'; Make = { Get-IosDevice } }
            @{ Width = $width; Name = 'results'; Make = { $result } }
            @{ Width = $width; Name = 'backups'; Make = { $backup } }
            @{ Width = $width; Name = 'a selection'; Make = { $backup | Select-IosBackup -KeepLast 1 } }
            @{ Width = $width; Name = 'copies'; Make = { $backup | Copy-IosBackup -Destination "$TestDrive/copies" } }
            @{ Width = $width; Name = 'items'; Make = { $backup | Get-IosBackupItem | Select-Object -First 5 } }
            @{ Width = $width; Name = 'tests'; Make = { $backup | Test-IosBackup } }
            @{ Width = $width; Name = 'findings'; Make = { ($backup | Test-IosBackup -Level Full).Findings } }
            @{ Width = $width; Name = 'pairings'; Make = { Get-IosDevicePairing } }
            @{ Width = $width; Name = 'measures'; Make = { $backup | Measure-IosBackup } }
            @{ Width = $width; Name = 'contacts'; Make = { $backup | Get-IosBackupContact } }
            @{ Width = $width; Name = 'messages'; Make = { $backup | Get-IosBackupMessage 3> $null } }
            @{ Width = $width; Name = 'keychain items'; Make = { $backup | Get-IosBackupKeychainItem 3> $null } }
            @{ Width = $width; Name = 'settings'; Make = { $backup | Get-IosBackupDeviceSetting } }
        }
    ) {
        $lines = (& $Make | Select-Object -First 20 | Out-String -Width $Width) -split '\r?\n'
        $rule = [array]::FindIndex($lines, [predicate[string]] { $args[0] -match '^-[- ]+$' -and $args[0] -match '--' })
        $rule | Should -BeGreaterThan 0
        # The label of a column that is squeezed takes several lines.
        $lines[$rule - 2].Trim() | Should -BeNullOrEmpty -Because $lines[$rule - 1]
        $lines | Where-Object { $_.Length -gt $Width } | Should -BeNullOrEmpty
    }

    It 'break the findings about a device between words' {
        $text = Get-IosDevice | Test-IosDevice -Path $repository | Out-String -Width 80
        $text | Should -BeLike "*Mara's iPhone: passed*"
        $text | Should -Not -Match '\S{80}'
        ($text -split '\s+') -join ' ' | Should -BeLike '*asks for it on the device at every backup*'
    }

    It 'show a plan in few lines' {
        $plan = $backup | Get-IosBackupItem -DataType Photos -Kind File |
            Restore-IosBackup -Device $phone -Password $password -Repository $repository -WhatIf
        $text = $plan | Out-String -Width 80
        $text | Should -BeLike '*more, in the property Items*'
    }
}

Describe 'Strict mode' {
    It 'finds no fault with what the module gives' {
        Set-StrictMode -Version Latest
        { Get-IosDevice | Out-String } | Should -Not -Throw
        { $backup | Get-IosBackupItem | Select-Object -First 3 | Out-String } | Should -Not -Throw
        { $result | Out-String; $result | Format-List * | Out-String } | Should -Not -Throw
        { $backup | Restore-IosBackup -Destination "$TestDrive/strict" -Password $password -WhatIf | Out-String } |
            Should -Not -Throw
    }
}

Describe 'Defaults' {
    It 'are taken from PSDefaultParameterValues' {
        $PSDefaultParameterValues = @{ '*-IosBackup:Path' = $repository; 'Test-IosBackup:Level' = 'Hash' }
        @(Get-IosBackup).Count | Should -Be 1
        ($phone | New-IosBackup -WhatIf) | Should -BeNullOrEmpty
        (Get-IosBackup | Test-IosBackup).Level | Should -Be 'Hash'
    }
}

Describe 'Writing objects out' {
    BeforeAll {
        $objects = @(
            $result; $backup; Get-IosDevice; $backup | Test-IosBackup; $phone
            $backup | Get-IosBackupItem | Select-Object -First 3
            $backup | Measure-IosBackup; $backup | Get-IosBackupContact | Select-Object -First 3
            $backup | Get-IosBackupKeychainItem 3> $null | Select-Object -First 3
            $backup | Get-IosBackupMessage 3> $null | Select-Object -First 3
        )
    }

    It 'works with <Name>, without secrets' -ForEach @(
        @{ Name = 'Export-Clixml'; Write = { [System.Management.Automation.PSSerializer]::Serialize($objects, 3) } }
        @{ Name = 'ConvertTo-Json'; Write = { $objects | ConvertTo-Json -Depth 4 3> $null } }
        @{ Name = 'ConvertTo-Csv'; Write = { foreach ($one in $objects) { $one | ConvertTo-Csv } } }
        @{ Name = 'Format-List *'; Write = { $objects | Format-List * -Force | Out-String -Width 300 } }
    ) {
        $text = & $Write | Out-String -Width 5000
        $text.Length | Should -BeGreaterThan 1000
        $text | Should -Not -BeLike '*very secret words*'
        $text | Should -Not -Match 'SecureString'
    }

    It 'keeps names and times, so that comparisons and tables work with what jobs give' {
        $file = Join-Path $TestDrive 'copies.xml'
        $result, $backup, (Get-IosDevice) | Export-Clixml $file
        $copy, $generation, $device = Import-Clixml $file
        $copy | Where-Object Status -ne 'Completed' | Should -BeNullOrEmpty
        $generation.State | Should -BeExactly 'Finished'
        $device.PairingState -eq 'Paired' | Should -BeTrue
        $date = $backup.Date.LocalDateTime.ToString('yyyy-MM-dd HH:mm')
        $generation | Out-String -Width 120 | Should -BeLike "*$date*"
    }

    It 'brings back what it wrote' {
        $result | Export-Clixml "$TestDrive/result.xml"
        $copy = Import-Clixml "$TestDrive/result.xml"
        $copy.Udid, $copy.FileCount, "$($copy.Status)" | Should -Be $result.Udid, $result.FileCount, 'Completed'
        $copy.Duration | Should -Be $result.Duration
    }
}
