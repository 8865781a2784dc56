#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'Setup.ps1')
    $phone = New-PairedPhone @{ Name = 'Mara'; FileCount = 5 }
    $null = $phone | New-IosBackup -Path "$TestDrive/one" -ErrorAction Stop
    $backup = Get-IosBackup "$TestDrive/one"
    $start = Get-Location
}

AfterAll {
    Stop-IosVirtualDevice *
}

Describe 'Paths' {
    AfterEach {
        Set-Location $start
    }

    It 'are relative to the location of the shell, not of the process' {
        Set-Location $TestDrive
        ($phone | New-IosBackup -Path ./relative).Backup | Should -BeLike (Join-Path $TestDrive 'relative*')
        @(Get-IosBackup relative).Count | Should -Be 1
        $null = Get-IosBackup ./relative | Restore-IosBackup -Destination out
        Join-Path $TestDrive 'out' | Should -Exist
    }

    It 'may go through drives of PowerShell' {
        $null = New-PSDrive -Name Store -PSProvider FileSystem -Root $TestDrive
        try {
            @(Get-IosBackup Store:/one).Count | Should -Be 1
            ($phone | New-IosBackup -Path Store:/drive).Backup | Should -BeLike (Join-Path $TestDrive 'drive*')
            Get-IosBackupItem "Store:/one/$($backup.Udid)" | Should -Not -BeNullOrEmpty
            (Get-IosBackup Store:/one | Export-IosBackupReport Store:/report.html).FullName |
                Should -Be ([System.IO.Path]::GetFullPath((Join-Path $TestDrive 'report.html')))
        }
        finally {
            Remove-PSDrive Store
        }
    }

    It 'may begin at home' {
        $inside = Get-IosBackup '~/no such folder' -ErrorAction SilentlyContinue -ErrorVariable failed
        $inside | Should -BeNullOrEmpty
        $failed[0].TargetObject | Should -Be (Join-Path (Resolve-Path ~).ProviderPath 'no such folder')
    }

    It 'of other providers are refused, and their location does no harm' {
        { New-IosBackup -Udid $phone.Udid -Path env:/x } | Should -Throw -ErrorId 'InvalidArgument,*'
        Set-Location env:
        $backup | Get-IosBackupItem | Should -Not -BeNullOrEmpty
        $backup | Export-IosBackupReport "$TestDrive/elsewhere.html" | Get-Content -TotalCount 1 |
            Should -Not -BeNullOrEmpty
    }

    It 'with wildcards stand for all that fit' {
        @(Get-IosBackupItem "$TestDrive/one/*" -Kind File).Count | Should -Be $backup.FileCount
    }

    It 'with brackets work for folders that are made, and through objects' {
        $odd = Join-Path $TestDrive 'odd [x] & co'
        ($phone | New-IosBackup -Path $odd -ErrorAction Stop).Status | Should -Be 'Completed'
        $found = Get-ChildItem -LiteralPath $odd -Directory | Where-Object Name -eq $phone.Udid
        Test-Path -LiteralPath $found.FullName | Should -BeTrue
        (Get-IosBackup ([wildcardpattern]::Escape($odd))).Path | Should -Be $found.FullName
        $listed = Get-IosBackup $odd
        $listed.Path | Should -Be $found.FullName
        $listed | Get-IosBackupItem -Kind File | Should -Not -BeNullOrEmpty
        $listed | Test-IosBackup -Level Hash -Quiet | Should -BeTrue
        $null = $listed | Restore-IosBackup -Destination "$TestDrive/to [y]"
        Test-Path -LiteralPath "$TestDrive/to [y]" | Should -BeTrue
        $null = $listed | Copy-IosBackup -Destination "$TestDrive/copy [z]"
        (Get-ChildItem -LiteralPath "$TestDrive/copy [z]" -Directory).Name | Should -Contain $phone.Udid
        ($listed | Export-IosBackupReport "$TestDrive/r[1].html").Name | Should -Be 'r[1].html'
    }

    It 'come from Get-ChildItem too' {
        $folder = Get-ChildItem "$TestDrive/one" -Directory | Where-Object Name -eq $backup.Udid
        ($folder | Test-IosBackup).Udid | Should -Be $backup.Udid
    }
}
