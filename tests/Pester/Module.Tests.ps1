#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# The module as its users have it: run these in Windows PowerShell 5.1 and in PowerShell 7, on every system.
# IOSBACKUP_MODULE names another manifest to test, an unpacked package for example.

BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $manifest = if ($env:IOSBACKUP_MODULE) { $env:IOSBACKUP_MODULE } else { Join-Path $root 'IosBackup.psd1' }
    $data = Import-PowerShellDataFile -LiteralPath $manifest
    $commands = @($data.CmdletsToExport)
    $topics = @(Get-ChildItem (Join-Path (Split-Path $manifest) 'en-US') -Filter 'about_*.help.txt').ForEach(
        { $_.Name -replace '\.help\.txt$' })
}

BeforeAll {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $manifest = if ($env:IOSBACKUP_MODULE) { $env:IOSBACKUP_MODULE } else { Join-Path $root 'IosBackup.psd1' }
    Import-Module $manifest -Force -ErrorAction Stop
}

Describe 'The manifest' {
    It 'is valid' {
        (Test-ModuleManifest -Path $manifest -ErrorAction Stop).Name | Should -Be 'IosBackup'
    }

    It 'exports exactly the commands that exist' {
        $data = Import-PowerShellDataFile -LiteralPath $manifest
        $found = (Get-Command -Module IosBackup).Name | Sort-Object
        $found | Should -Be (@($data.CmdletsToExport) | Sort-Object)
    }
}

Describe 'Importing' {
    It 'can be repeated' {
        $before = (Get-Command -Module IosBackup).Name
        Import-Module $manifest -Force -ErrorAction Stop
        (Get-Command -Module IosBackup).Name | Should -Be $before
    }

    It 'can be repeated after removing' {
        $before = (Get-Command -Module IosBackup).Name
        Remove-Module IosBackup
        Import-Module $manifest -ErrorAction Stop
        (Get-Command -Module IosBackup).Name | Should -Be $before
    }

    It 'works in another runspace' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($m) Import-Module $m; (Get-Command -Module IosBackup).Count')
            $shell.AddArgument($manifest).Invoke()[0] | Should -Be @(Get-Command -Module IosBackup).Count
            $shell.Streams.Error | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'works in a job' {
        $job = Start-Job { param($m) Import-Module $m; (Get-Command -Module IosBackup).Count } -ArgumentList $manifest
        $job | Wait-Job | Receive-Job | Should -Be @(Get-Command -Module IosBackup).Count
        $job | Remove-Job
    }

    It 'leaves the current location and preferences alone' {
        $before = "$PWD $ErrorActionPreference $ProgressPreference"
        Import-Module $manifest -Force
        "$PWD $ErrorActionPreference $ProgressPreference" | Should -Be $before
    }
}

Describe 'The help of <_>' -ForEach $commands {
    BeforeAll {
        $name = $_
        $help = Get-Help $name
        $parameters = @($help.parameters.parameter)
    }

    It 'has a synopsis of its own' {
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis | Should -Not -BeLike "*$name*[[]*"
    }

    It 'has a description' {
        $help.Description | Should -Not -BeNullOrEmpty
    }

    It 'has two examples' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
    }

    It 'describes every parameter' {
        $common = [System.Management.Automation.Cmdlet]::CommonParameters +
            [System.Management.Automation.Cmdlet]::OptionalCommonParameters
        foreach ($parameter in (Get-Command $name).Parameters.Keys.Where({ $_ -notin $common })) {
            $found = $parameters.Where({ $_.name -eq $parameter })
            $found.description.Text | Should -Not -BeNullOrEmpty -Because "-$parameter needs it"
        }
    }
}

Describe 'The topic <_>' -ForEach $topics {
    It 'is found by Get-Help' {
        Get-Help $_ | Out-String | Should -BeLike "TOPIC*$_*"
    }
}
