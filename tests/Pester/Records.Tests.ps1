#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    # One noun a row, and what every record of it has.
    $nouns = @(
        @{ Noun = 'Account'; Has = 'Type' }, @{ Noun = 'App'; Has = 'AppId' }, @{ Noun = 'Bookmark'; Has = 'Title' }
        @{ Noun = 'BrowserTab'; Has = 'Url' }, @{ Noun = 'CalendarEvent'; Has = 'Title' }
        @{ Noun = 'Call'; Has = 'Date' }, @{ Noun = 'Contact'; Has = 'DisplayName' }
        @{ Noun = 'DeviceSetting'; Has = 'Key' }
        @{ Noun = 'HealthSample'; Has = 'Type' }, @{ Noun = 'HealthSummary'; Has = 'Count' }
        @{ Noun = 'KeychainItem'; Has = 'Kind' }, @{ Noun = 'Message'; Has = 'Chat' }, @{ Noun = 'Note'; Has = 'Title' }
        @{ Noun = 'Photo'; Has = 'Kind' }, @{ Noun = 'Reminder'; Has = 'Title' }, @{ Noun = 'Voicemail'; Has = 'Date' }
        @{ Noun = 'VoiceMemo'; Has = 'Title' }, @{ Noun = 'WebHistory'; Has = 'Url' }
        @{ Noun = 'WhatsAppMessage'; Has = 'Chat' }, @{ Noun = 'WifiNetwork'; Has = 'Ssid' }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Setup.ps1')
    $password = New-TestPassword
    $phone = New-PairedPhone @{ Name = 'Mara'; BackupPassword = $password }
    $repository = Join-Path $TestDrive 'repository'
    $null = $phone | New-IosBackup -Path $repository -ErrorAction Stop
    $backup = Get-IosBackup $repository | Unlock-IosBackup -Password $password
}

AfterAll {
    Lock-IosBackup
    Stop-IosVirtualDevice *
}

Describe 'Get-IosBackup<Noun>' -ForEach $nouns {
    It 'reads records' {
        $command = Get-Command "Get-IosBackup$Noun"
        $records = @($backup | & $command -ErrorAction Stop -WarningAction SilentlyContinue)
        $records.Count | Should -BeGreaterThan 0
        $records[0].PSObject.TypeNames[0] | Should -Be $command.OutputType[0].Name
        $records[0].PSObject.Properties.Name | Should -Contain $Has
        @($records | Where-Object $Has).Count | Should -BeGreaterThan 0
    }

    It 'stops with the first' {
        @($backup | & "Get-IosBackup$Noun" 3> $null | Select-Object -First 1).Count | Should -Be 1
    }
}

Describe 'Filters of records' {
    It 'take a span of time' {
        $all = $backup | Get-IosBackupCall
        $since = ($all | Sort-Object Date)[-5].Date
        $newer = @($backup | Get-IosBackupCall -Since $since)
        $newer.Count | Should -BeGreaterOrEqual 5
        $newer.Count + @($backup | Get-IosBackupCall -Until $since).Count | Should -Be $all.Count
    }

    It 'take names with wildcards' {
        $found = $backup | Get-IosBackupContact -Name 'Anna*'
        $found.DisplayName | Should -BeLike 'Anna*'
    }

    It 'give the newest first when asked' {
        $dates = ($backup | Get-IosBackupMessage -NewestFirst | Select-Object -First 10).Date
        $dates | Should -Be ($dates | Sort-Object -Descending)
    }
}

Describe 'Secrets' {
    It 'are left out unless asked for' {
        $items = $backup | Get-IosBackupKeychainItem 3> $null
        $items | Where-Object { $_.Secret } | Should -BeNullOrEmpty
        $found = $backup | Get-IosBackupKeychainItem -IncludeSecret -Confirm:$false 3> $null
        @($found | Where-Object { $_.Secret }).Count | Should -BeGreaterThan 0
    }
}

Describe 'Export-IosBackupRecord' {
    It 'writes <Noun> as <Format>' -ForEach @(
        @{ Noun = 'Message'; Format = 'Html' }, @{ Noun = 'Message'; Format = 'Csv' }
        @{ Noun = 'Message'; Format = 'Json' }, @{ Noun = 'Contact'; Format = 'Vcf' }
        @{ Noun = 'CalendarEvent'; Format = 'Ics' }, @{ Noun = 'Bookmark'; Format = 'Bookmarks' }
    ) {
        $records = $backup | & "Get-IosBackup$Noun" 3> $null
        $files = $records | Export-IosBackupRecord "$TestDrive/$Noun$Format" $Format 3> $null
        @($files).Count | Should -BeGreaterThan 0
        $files | Where-Object { -not (Test-Path -LiteralPath $_.PSPath) } | Should -BeNullOrEmpty
        $files[0] | Should -BeOfType [System.IO.FileInfo]
    }

    It 'copies photos into folders' {
        $null = $backup | Get-IosBackupPhoto -Kind Photo 3> $null | Select-Object -First 3 |
            Export-IosBackupRecord "$TestDrive/photos" Files
        @(Get-ChildItem "$TestDrive/photos" -Recurse -File).Count | Should -BeGreaterOrEqual 3
    }

    It 'writes a table that Import-Csv reads' {
        $calls = $backup | Get-IosBackupCall
        $file = $calls | Export-IosBackupRecord "$TestDrive/calls" Csv
        @(Import-Csv -LiteralPath $file.FullName).Count | Should -Be $calls.Count
    }

    It 'writes nothing with -WhatIf' {
        $backup | Get-IosBackupContact | Export-IosBackupRecord "$TestDrive/none" Vcf -WhatIf | Should -BeNullOrEmpty
        "$TestDrive/none" | Should -Not -Exist
    }
}

Describe 'Export-IosBackupReport' {
    It 'writes one page that needs nothing else' {
        $file = $backup | Export-IosBackupReport "$TestDrive/report.html"
        $file.FullName | Should -Exist
        $page = Get-Content -LiteralPath $file.FullName -Raw
        $page | Should -BeLike '<!DOCTYPE html>*'
        $page | Should -Not -Match '<(script|link|img)[^>]+(src|href)="https?:'
        $file | Get-Content -TotalCount 1 | Should -Not -BeNullOrEmpty
    }

    It 'replaces no file with -NoClobber' {
        Set-Content "$TestDrive/mine.html" 'mine'
        { $backup | Export-IosBackupReport "$TestDrive/mine.html" -NoClobber -ErrorAction Stop } |
            Should -Throw -ErrorId 'DestinationExists,*'
    }
}
