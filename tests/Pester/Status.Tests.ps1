#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'Setup.ps1')
    $phones = New-PairedPhone @{ Name = 'Fleet'; Count = 2; FileCount = 10 }
    $repository = Join-Path $TestDrive 'repository'
    $copies = Join-Path $TestDrive 'copies'
    $null = $phones | New-IosBackup -Path $repository -ErrorAction Stop
    $first = Get-IosBackup $repository -Udid $phones[0].Udid
    $null = $first | Copy-IosBackup -Destination $copies
    $null = $first | Test-IosBackup
}

AfterAll {
    Stop-IosVirtualDevice *
}

Describe 'Get-IosBackupStatus' {
    It 'gives one object for each device' {
        $all = @(Get-IosBackupStatus $repository)
        $all.Udid | Sort-Object | Should -Be @($phones.Udid | Sort-Object)
        $all.Passed | Should -Be $true, $true
    }

    It 'finds what is not as it should be' {
        $bad = Get-IosBackupStatus $repository -VerifiedWithin 1d -CopyPath $copies | Where-Object -Not Passed
        $bad.Udid | Should -Be $phones[1].Udid
        $bad.Findings.Id | Sort-Object | Should -Be 'CopiesMissing', 'NotVerified'
        $bad.CopyCount | Should -Be 0
    }

    It 'finds devices that were never backed up' {
        $new = New-PairedPhone @{ Name = 'New'; FileCount = 1 }
        $status = Get-IosDevice -Udid $new.Udid | Get-IosBackupStatus -Path $repository
        $status.DeviceName, $status.Passed, $status.Findings.Id | Should -Be 'New', $false, 'NoBackup'
    }

    It 'gives no status when the repository is not there' {
        { Get-IosBackupStatus "$TestDrive/none" -ErrorAction Stop } | Should -Throw -ErrorId 'NotABackup,*'
    }

    It 'is a table with ages and findings' {
        $shown = Get-IosBackupStatus $repository -VerifiedWithin 1d | Out-String -Width 120
        $shown | Should -BeLike '*Device*Passed*LastBackup*Verified*Backups*Copies*Findings*'
        $shown | Should -BeLike '*NotVerified*'
    }
}
