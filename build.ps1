<#
.SYNOPSIS
Builds, tests and packages IosBackup. Needs the .NET SDK; runs in Windows PowerShell 5.1 and PowerShell 7.

.PARAMETER Task
Build    builds everything and lays the module out, ready to be imported from this folder.
Test     builds and runs all tests, in xunit and in Pester 5, which NuGet brings where it is not installed.
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
    & (Join-Path $root 'tests/Pester/Run.ps1')
    switch ($LASTEXITCODE) {
        0 { }
        2 { Write-Warning 'There is no Pester 5 to be had, so the tests in tests/Pester did not run.' }
        default { throw 'Tests in tests/Pester failed.' }
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
