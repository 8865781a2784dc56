<#
.SYNOPSIS
Builds, tests and packages IosBackup. Needs the .NET SDK; runs in Windows PowerShell 5.1 and PowerShell 7.

.PARAMETER Task
Build    builds everything and lays the module out, ready to be imported from this folder.
Test     builds and runs all tests; the Pester tests too, where Pester 5 is installed.
Package  builds and lays the module out under output/IosBackup/<version>.
Demo     builds and runs an example in the module's own shell.
Clean    removes what the other tasks made.

.PARAMETER Configuration
Debug or Release.

.PARAMETER Example
The script that Demo runs: a path, or a name in docs/examples.

.EXAMPLE
./build.ps1 Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Package', 'Demo', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    [string] $Example = 'FirstBackup.ps1'
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$solution = Join-Path $root 'IosBackup.PS.sln'

function Invoke-DotNet([string[]] $Arguments) {
    & dotnet $Arguments
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($Arguments[0]) failed with exit code $LASTEXITCODE."
    }
}

function Invoke-PesterTest {
    $pester = Get-Module -ListAvailable -Name Pester | Where-Object { $_.Version.Major -ge 5 }
    if (-not $pester) {
        Write-Warning 'Pester 5 is not installed, so the tests in tests/Pester did not run.'
        return
    }

    Import-Module Pester -MinimumVersion 5.0
    $result = Invoke-Pester -Path (Join-Path $root 'tests/Pester') -PassThru
    if ($result.Result -ne 'Passed') {
        throw "Pester: $($result.FailedCount) tests failed."
    }
}

switch ($Task) {
    'Build' {
        Invoke-DotNet 'build', $solution, '-c', $Configuration
    }
    'Test' {
        Invoke-DotNet 'test', $solution, '-c', $Configuration
        Invoke-PesterTest
    }
    'Package' {
        Invoke-DotNet 'build', (Join-Path $root 'src/IosBackup.PS'), '-c', $Configuration, '-t:Package'
    }
    'Demo' {
        $script = if (Test-Path -LiteralPath $Example) { $Example } else { Join-Path $root "docs/examples/$Example" }
        Invoke-DotNet 'run', '--project', (Join-Path $root 'src/IosBackup.Shell'), '-c', $Configuration, '--', $script
    }
    'Clean' {
        Invoke-DotNet 'clean', $solution, '-c', $Configuration, '-v', 'quiet'
        foreach ($folder in 'module/bin', 'en-US', 'output', 'TestResults') {
            $path = Join-Path $root $folder
            if (Test-Path -LiteralPath $path) {
                Remove-Item -LiteralPath $path -Recurse -Force
            }
        }
    }
}
