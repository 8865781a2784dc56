#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'Setup.ps1')
    $password = New-TestPassword
    $phone = New-PairedPhone @{ Name = 'Safe'; FileCount = 40; BackupPassword = $password }
    $repository = Join-Path $TestDrive 'repository'
    $null = $phone | New-IosBackup -Path $repository -ErrorAction Stop
    $backup = Get-IosBackup $repository
}

AfterAll {
    Stop-IosVirtualDevice *
}

Describe 'A good backup' {
    It 'passes the level <_>' -ForEach 'Quick', 'Hash', 'Full', 'Drill' {
        $result = $backup | Test-IosBackup -Level $_ -Password $password -ErrorAction Stop
        $result | Should -BeOfType 'IosBackup.IosBackupTestResult'
        $result.Passed | Should -BeTrue
        $result.Level | Should -Be $_
        $result.ErrorCount | Should -Be 0
    }

    It 'needs its password for levels that decrypt' {
        { $backup | Test-IosBackup -Level Full -ErrorAction Stop } | Should -Throw -ErrorId 'BackupPasswordRequired,*'
    }

    It 'is true with -Quiet' {
        $backup | Test-IosBackup -Level Hash -Quiet | Should -BeExactly $true
    }

    It 'remembers when it was tested' {
        (Get-IosBackup $repository).LastVerified | Should -Not -BeNullOrEmpty
    }

    It 'is read in slices which are the whole together' {
        $slices = 1..4 | ForEach-Object { $backup | Test-IosBackup -Level Hash -Slice "$_/4" }
        $whole = $backup | Test-IosBackup -Level Hash
        ($slices | Measure-Object FilesChecked -Sum).Sum | Should -Be $whole.FilesChecked
        ($slices | Measure-Object BytesChecked -Sum).Sum | Should -Be $whole.BytesChecked
    }

    It 'has no slice of <_>' -ForEach '5/4', '0/4' {
        { $backup | Test-IosBackup -Slice $_ } | Should -Throw -ErrorId 'InvalidArgument,*'
    }

    It 'is tested by path too' {
        (Test-IosBackup $backup.Path).Passed | Should -BeTrue
    }
}

Describe 'A damaged backup' {
    BeforeAll {
        $null = Copy-IosBackup $backup.Path "$TestDrive/damaged"
        $damaged = Get-IosBackup "$TestDrive/damaged"
        $item = $damaged | Get-IosBackupItem -Kind File -MinimumSize 100 -Password $password | Select-Object -First 1
        Edit-StoredFile $damaged.Path $item.FileId
    }

    It 'does not give the damaged file for a good one' {
        $errors = $null
        $silent = @{ Password = $password; ErrorAction = 'SilentlyContinue'; ErrorVariable = 'errors' }
        $null = $item | Get-IosBackupItemContent -AsByteStream -Raw @silent
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'PayloadDamaged,*'
        $restored = $damaged | Restore-IosBackup -Destination "$TestDrive/out" @silent
        $restored.Failed | Should -Be 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'PayloadDamaged,*'
    }

    It 'gives the damaged file when it is wanted' {
        $silent = @{ Password = $password; ErrorAction = 'SilentlyContinue' }
        $restored = $item | Restore-IosBackup -Destination "$TestDrive/all" -IncludeDamaged @silent
        $restored.Failed | Should -Be 1
        @(Get-ChildItem "$TestDrive/all" -Recurse -File).Count | Should -Be 1
    }

    It 'passes no test that reads it' {
        $damaged | Test-IosBackup -Level Hash -Quiet | Should -BeExactly $false
    }

    It 'has a finding that names the file' {
        $result = $damaged | Test-IosBackup -Level Full -Password $password
        $result.Passed | Should -BeFalse
        $found = $result.Findings | Where-Object Severity -eq 'Error' | Select-Object -First 1
        $found.Id | Should -Be 'ContentChanged'
        $found.RelativePath | Should -Be $item.RelativePath
        $found.BlocksRestore | Should -BeTrue
    }

    It 'misses a file that is gone' {
        $path = [System.IO.Path]::Combine($damaged.Path, $item.FileId.Substring(0, 2), $item.FileId)
        Remove-Item -LiteralPath $path -Force
        ($damaged | Test-IosBackup).Findings.Id | Should -Contain 'PayloadMissing'
    }

    It 'leaves the backup good that it was copied from' {
        $backup | Test-IosBackup -Level Hash -Quiet | Should -BeExactly $true
    }
}
