#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'Setup.ps1')
    $phone = New-PairedPhone @{ Name = 'Mara' }
    $repository = Join-Path $TestDrive 'repository'
    $null = $phone | New-IosBackup -Path $repository -ErrorAction Stop
    $null = $phone | Update-IosVirtualDevice -FileCount 4
    $null = $phone | New-IosBackup -Path $repository -ErrorAction Stop
    $backup, $older = Get-IosBackup $repository
}

AfterAll {
    Stop-IosVirtualDevice *
}

Describe 'Get-IosBackupItem' {
    It 'lists what is in a backup' {
        $items = $backup | Get-IosBackupItem
        $items.Count | Should -BeGreaterThan 200
        $items[0] | Should -BeOfType 'IosBackup.IosBackupItem'
        @($items | Where-Object Kind -eq 'File').Count | Should -Be $backup.FileCount
    }

    It 'filters by <Name>' -ForEach @(
        @{ Name = 'domain'; With = @{ Domain = 'HomeDomain' }; Fits = { $_.Domain -eq 'HomeDomain' } }
        @{ Name = 'name'; With = @{ Name = '*.plist' }; Fits = { $_.Name -like '*.plist' } }
        @{ Name = 'kind'; With = @{ Kind = 'SymbolicLink' }; Fits = { $_.LinkTarget } }
        @{ Name = 'type of data'; With = @{ DataType = 'Photos' }; Fits = { $_.DataType -eq 'Photos' } }
        @{ Name = 'least size'; With = @{ MinimumSize = 10KB }; Fits = { $_.Size -ge 10KB } }
        @{ Name = 'largest size'; With = @{ MaximumSize = 1KB }; Fits = { $_.Size -le 1KB } }
        @{ Name = 'time'; With = @{ NewerThan = '2025-01-01' }; Fits = { $_.LastWriteTime.Year -ge 2025 } }
        @{ Name = 'app'; With = @{ App = 'net.whatsapp.*' }; Fits = { "$($_.Domain) $($_.AppId)" -match 'whatsapp' } }
        @{ Name = 'path'; With = @{ RelativePath = 'Library/SMS/*' }; Fits = { $_.RelativePath -like 'Library/SMS/*' } }
    ) {
        $found = @($backup | Get-IosBackupItem @With)
        $found.Count | Should -BeGreaterThan 0
        $found | Where-Object { -not (& $Fits) } | Should -BeNullOrEmpty
    }

    It 'finds with its filters what Where-Object finds' {
        $filtered = $backup | Get-IosBackupItem -DataType Photos -MinimumSize 10KB -Kind File
        $all = $backup | Get-IosBackupItem | Where-Object { $_.DataType -eq 'Photos' -and $_.Size -ge 10KB }
        $filtered.FileId | Should -Be @($all | Where-Object Kind -eq 'File').FileId
    }

    It 'stops when the pipeline has enough' {
        $large = New-PairedPhone @{ Name = 'Large'; FileCount = 8000; TotalSize = 8000 }
        $null = $large | New-IosBackup -Path "$TestDrive/large" -ErrorAction Stop
        $source = Get-IosBackup "$TestDrive/large"

        # Nobody reads as far as where it is damaged.
        $manifest = [System.IO.File]::Open("$($source.Path)/Manifest.db", 'Open', 'Write')
        $ruined = [byte[]]::new($manifest.Length / 10)
        $manifest.Position = $manifest.Length - $ruined.Length
        $manifest.Write($ruined, 0, $ruined.Length)
        $manifest.Dispose()
        @($source | Get-IosBackupItem -ErrorAction Stop | Select-Object -First 1).Count | Should -Be 1
        { $source | Get-IosBackupItem -ErrorAction Stop } | Should -Throw -ErrorId 'ManifestDamaged*'
        $large | Stop-IosVirtualDevice
    }

    It 'takes several backups, and says which an item is from' {
        $found = $backup, $older | Get-IosBackupItem -Name sms.db
        $found.BackupPath | Should -Be $backup.Path, $older.Path
    }

    It 'adds up in the pipeline' {
        $sum = $backup | Get-IosBackupItem -Kind File | Measure-Object Size -Sum
        $sum.Sum | Should -Be ($backup | Measure-IosBackup | Measure-Object Size -Sum).Sum
    }
}

Describe 'Get-IosBackupItemContent' {
    It 'reads lines, or one text' {
        $item = $backup | Get-IosBackupItem -Name *.txt -Kind File | Where-Object Size -gt 0 | Select-Object -First 1
        $lines = @($item | Get-IosBackupItemContent)
        $lines[0] | Should -BeOfType [string]
        ($item | Get-IosBackupItemContent -Raw).TrimEnd() | Should -Be (($lines -join "`n").TrimEnd())
    }

    It 'reads bytes' {
        $item = $backup | Get-IosBackupItem -Name sms.db
        $bytes = $item | Get-IosBackupItemContent -AsByteStream -Raw
        $bytes.Length | Should -Be $item.Size
        [System.Text.Encoding]::ASCII.GetString($bytes, 0, 13) | Should -Be 'SQLite format'
        $item | Get-IosBackupItemContent -AsByteStream | Select-Object -First 3 | Should -Be 83, 81, 76
    }

    It 'reads property lists' {
        $item = $backup | Get-IosBackupItem -Name com.apple.mobilesafari.plist | Select-Object -First 1
        ($item | Get-IosBackupItemContent -As PropertyList).Keys | Should -Not -BeNullOrEmpty
    }
}

Describe 'Compare-IosBackup' {
    It 'lists what came' {
        $found = Compare-IosBackup $older $backup | Where-Object Kind -eq 'File'
        @($found | Where-Object Change -eq 'Added').Count | Should -Be 4
        $found | Where-Object Change -eq 'Removed' | Should -BeNullOrEmpty
    }

    It 'turns round with its arguments, and takes paths' {
        $found = Compare-IosBackup -Reference $backup.Path -Difference $older.Path
        @($found | Where-Object { $_.Change -eq 'Removed' -and $_.Kind -eq 'File' }).Count | Should -Be 4
    }

    It 'sums up' {
        $photos = Compare-IosBackup $older $backup -Summary | Where-Object DataType -eq 'Photos'
        $photos.Added | Should -Be 4
        $photos.AddedSize | Should -BeGreaterThan 0
    }

    It 'finds nothing between a backup and itself' {
        Compare-IosBackup $backup $backup | Should -BeNullOrEmpty
    }
}

Describe 'Measure-IosBackup' {
    It 'adds up to the whole, by <_>' -ForEach 'DataType', 'App', 'Domain' {
        $parts = $backup | Measure-IosBackup -GroupBy $_
        ($parts | Measure-Object FileCount -Sum).Sum | Should -Be $backup.FileCount
        [math]::Round(($parts | Measure-Object Share -Sum).Sum, 6) | Should -Be 1
    }
}
