#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Reading backups on the user's machine. IOSBACKUP_SAMPLE names a real backup to read; without it a folder that is none
# is enough to see the errors.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Setup.ps1')
}

Describe 'Reading' {
    It 'names a folder that is no backup' {
        Get-IosBackupItem -Path $TestDrive -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'NotABackup,*'
    }

    It 'lists an empty repository' {
        Get-IosBackup -Path $TestDrive -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'refuses a password in plain text' {
        { Unlock-IosBackup -Path $TestDrive -Password 'text' } | Should -Throw '*plain text*'
    }

    It 'lists a real backup' -Skip:(-not $env:IOSBACKUP_SAMPLE) {
        $backup = Get-IosBackup -Path $env:IOSBACKUP_SAMPLE -ErrorAction Stop
        $backup.Udid | Should -Not -BeNullOrEmpty
        $backup.State | Should -Be 'Finished'
    }
}
