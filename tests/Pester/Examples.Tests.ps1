#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    $examples = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'docs/examples'
    $tried = @{
        'FirstBackup.ps1'         = @{ Arguments = { @{} } }
        'BackupReports.ps1'       = @{
            Arguments = { @{ Path = $repository; Destination = "$TestDrive/reports"; Password = $password } }
            Leaves    = 'reports/*.html'
        }
        'PolicyJob.ps1'           = @{
            Arguments = { @{ Path = "$TestDrive/policy.json"; Password = $password; LogPath = "$TestDrive/logs" } }
            Leaves    = 'scheduled/*-*', 'scheduled-copies/*-*', 'logs/backup-*.log'
        }
        'ExportConversations.ps1' = @{
            Arguments = {
                @{ Backup = $backup.Path; Destination = "$TestDrive/talks"; Contact = 'Anna*'; Password = $password }
            }
            Leaves    = 'talks/Messages/index.html', 'talks/Message.csv', 'talks/Contacts.vcf'
        }
    }
    $scripts = foreach ($file in Get-ChildItem $examples -Filter *.ps1) {
        @{ Name = $file.Name; File = $file.FullName } + $(if ($tried[$file.Name]) { $tried[$file.Name] } else { @{} })
    }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Setup.ps1')
    $password = New-TestPassword
    $phone = New-PairedPhone @{ Name = 'Mara'; BackupPassword = $password }
    $repository = Join-Path $TestDrive 'repository'
    $null = $phone | New-IosBackup -Path $repository -ErrorAction Stop
    $backup = Get-IosBackup $repository
    Set-Content "$TestDrive/policy.json" (
        '{ "version": 1, "repository": "scheduled", "copyTo": ["scheduled-copies"], "waitMinutes": 0 }')
    $null = New-Item -ItemType Directory -Path "$TestDrive/scheduled", "$TestDrive/scheduled-copies", "$TestDrive/logs"
}

AfterAll {
    Stop-IosVirtualDevice *
}

Describe 'The script <Name>' -ForEach $scripts {
    It 'runs without an error, and leaves what it says' {
        $Arguments | Should -Not -BeNullOrEmpty -Because 'every example is tried'
        $with = & $Arguments
        & $File @with -ErrorAction Stop 3> $null | Out-String | Should -Not -BeNullOrEmpty
        foreach ($path in $Leaves) {
            Join-Path $TestDrive $path | Should -Exist
        }
    }
}

Describe 'The quick start' {
    It 'works as it stands in the README' {
        $before = $env:IOSBACKUP_REPOSITORY
        Push-Location $TestDrive
        try {
            $env:IOSBACKUP_REPOSITORY = $repository
            $backup = Get-IosBackup -Latest | Unlock-IosBackup -Password $password
            $null = $backup | Get-IosBackupItem -DataType Photos | Where-Object Size -gt 1KB |
                Restore-IosBackup -Destination ./photos
            $null = $backup | Get-IosBackupMessage -Since 2025-01-01 3> $null |
                Export-IosBackupRecord -Destination ./messages -Format Html 3> $null
            $null = $backup | Export-IosBackupReport -Path ./report.html
            Get-IosBackup | Select-IosBackup -KeepDaily 7 -KeepWeekly 4 | Where-Object Keep -eq $false |
                Remove-IosBackup -WhatIf
            (Test-IosBackup -Backup $backup -Level Drill -Password $password).Passed | Should -BeTrue
            $plan = Restore-IosBackup -Backup $backup -Device (Get-IosDevice -Name 'Mara*') -Password $password -WhatIf
            $plan.IsPossible | Should -BeTrue
            './photos', './messages/index.html', './report.html' | Should -Exist
        }
        finally {
            Pop-Location
            $env:IOSBACKUP_REPOSITORY = $before
            Lock-IosBackup
        }
    }
}
