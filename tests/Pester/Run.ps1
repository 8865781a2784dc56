<#
.SYNOPSIS
Runs the tests of this folder, in the shell that runs this script.

.DESCRIPTION
Takes the Pester 5 that is installed, else has NuGet bring one into TestResults. Exit codes: 0 all passed, 1 some
failed, 2 there is no Pester to be had.

.PARAMETER ResultPath
Where the results go, as JUnit XML.
#>
[CmdletBinding()]
param([string] $ResultPath)

$ErrorActionPreference = 'Stop'

function Test-Pester {
    [bool](Get-Module -ListAvailable -Name Pester | Where-Object { $_.Version.Major -ge 5 })
}

if (-not (Test-Pester)) {
    $null = & dotnet build (Join-Path $PSScriptRoot 'Pester.proj') -nologo -v quiet
    $modules = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'TestResults/modules'
    $env:PSModulePath = $modules + [System.IO.Path]::PathSeparator + $env:PSModulePath
    if (-not (Test-Pester)) {
        exit 2
    }
}

Import-Module Pester -MinimumVersion 5.0
$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
if ($ResultPath) {
    $configuration.TestResult.Enabled = $true
    $configuration.TestResult.OutputFormat = 'JUnitXml'
    $configuration.TestResult.OutputPath = $ResultPath
}

$result = Invoke-Pester -Configuration $configuration
exit [int]($result.Result -ne 'Passed')
