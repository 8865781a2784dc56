#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'Setup.ps1')
    $password = New-TestPassword
    $phone = New-PairedPhone @{ Name = 'Mara'; FileCount = 20; BackupPassword = $password }
    $other = New-PairedPhone @{ Name = 'Ben'; FileCount = 20 }
    $policy = Join-Path $TestDrive 'policy.json'
    $examples = Join-Path $root 'docs/examples'
    $null = New-Item -ItemType Directory -Path "$TestDrive/repository", "$TestDrive/copies"

    function Write-Policy([hashtable] $Key = @{}) {
        @{ version = 1; repository = 'repository'; waitMinutes = 0 } + $Key | ConvertTo-Json -Depth 4 |
            Set-Content $policy -Encoding utf8
    }

    function Start-PolicyJob {
        $script = "Import-Module '$manifest'; & '$examples/PolicyJob.ps1' '$policy'; exit `$LASTEXITCODE"
        (Invoke-OtherShell '-Command', $script).ExitCode
    }
}

AfterAll {
    Stop-IosVirtualDevice *
}

Describe 'Invoke-IosBackupPolicy' {
    It 'shows a plan and changes nothing' {
        Write-Policy @{ copyTo = @('copies'); keep = @{ last = 1 } }
        $run = Invoke-IosBackupPolicy $policy -WhatIf
        $run.Outcome | Should -Be 'Planned'
        $run.Devices.Status | Should -Be 'Planned', 'Planned'
        Get-ChildItem "$TestDrive/repository", "$TestDrive/copies" | Should -BeNullOrEmpty
    }

    It 'backs up, tests, copies, thins out and reports' {
        Write-Policy @{ verify = 'full'; copyTo = @('copies'); keep = @{ last = 1 }; reports = 'reports' }
        $null = Invoke-IosBackupPolicy $policy -Password $password -ErrorAction Stop 3> $null
        $run = Get-Item $policy | Invoke-IosBackupPolicy -Password $password -ErrorAction Stop 3> $null
        $run.ExitCode | Should -BeExactly 0
        $run.Devices.TestPassed | Should -Be $true, $true
        @($run.Devices.Removed).Count | Should -Be 2
        @(Get-IosBackup "$TestDrive/repository").Count | Should -Be 2
        @(Get-IosBackup "$TestDrive/copies").Count | Should -Be 4
        $run.Devices.Report | Should -Exist
    }

    It 'shows one line for each device' {
        Write-Policy @{ devices = @($phone.Udid, '00008130-001C2D3E4F50001C') }
        $run = Invoke-IosBackupPolicy $policy -ErrorAction SilentlyContinue
        $text = $run | Out-String
        $text | Should -Match 'DeviceNotSeen \(exit code 4\)'
        $text | Should -Match 'Mara: Completed'
        $text | Should -Match '00008130-001C2D3E4F50001C: NotSeen, DeviceNotFound'
    }

    It 'comes back whole from Import-Clixml' {
        Write-Policy @{ devices = @($other.Udid); copyTo = @('copies') }
        Invoke-IosBackupPolicy $policy | Export-Clixml "$TestDrive/run.xml"
        $run = Import-Clixml "$TestDrive/run.xml"
        $run.Outcome | Should -Be 'Completed'
        $run.Devices[0].Status | Should -Be 'Completed'
        $run.Devices[0].Copies[0] | Should -Exist
        $run | Out-String | Should -Match 'Ben: Completed'
    }

    It 'writes errors and warnings where the caller sends them' {
        Write-Policy
        $wrong = New-TestPassword 'wrong'
        $run = Invoke-IosBackupPolicy $policy -Password $wrong -ErrorVariable failed -WarningVariable warned `
            -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $run.ExitCode | Should -BeExactly 12
        @($failed).Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'BackupPasswordIncorrect,*'
        @($warned).Count | Should -BeGreaterThan 0
    }

    It 'refuses a policy with a password, and tells where it is given' {
        Write-Policy @{ password = 'x' }
        { Invoke-IosBackupPolicy $policy } | Should -Throw -ErrorId 'PolicyInvalid,*' -ExpectedMessage '*-Password*'
    }

    It 'reads the example' {
        $null = New-Item -ItemType Directory -Path "$TestDrive/example/backups"
        Copy-Item "$examples/policy.json" "$TestDrive/example"
        $run = Invoke-IosBackupPolicy "$TestDrive/example/policy.json" -WhatIf -ErrorAction SilentlyContinue 3> $null
        $run.Outcome | Should -Be 'DeviceNotSeen'
    }
}

Describe 'The script of a job' {
    It 'ends with the code of the run' {
        Write-Policy @{ devices = @('00008130-001C2D3E4F50001C') }
        Start-PolicyJob | Should -BeIn 1, 4 -Because 'there may be no usbmux service'
    }

    It 'ends with 1 when the policy is bad' {
        Set-Content $policy '{ "version": 7 }'
        Start-PolicyJob | Should -BeExactly 1
    }
}
