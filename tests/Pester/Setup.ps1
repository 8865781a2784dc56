# What every test file begins with; dot-source it in BeforeAll. IOSBACKUP_MODULE names another manifest to test, an
# unpacked package for example.
$root = Split-Path (Split-Path $PSScriptRoot)
$manifest = if ($env:IOSBACKUP_MODULE) { $env:IOSBACKUP_MODULE } else { Join-Path $root 'IosBackup.psd1' }
if (-not (Get-Module IosBackup)) {
    Import-Module $manifest -ErrorAction Stop
}

$ProgressPreference = 'SilentlyContinue'

# Not this shell's own executable: the shell of a .NET tool is run by dotnet.
$shell = @(if (Test-Path (Join-Path $PSHOME 'pwsh.dll')) { 'dotnet', (Join-Path $PSHOME 'pwsh.dll') }
    else { [System.Diagnostics.Process]::GetCurrentProcess().MainModule.FileName })

function New-TestPassword([string] $Text = 'correct horse') {
    ConvertTo-SecureString -String $Text -AsPlainText -Force
}

function New-PairedPhone([hashtable] $With = @{ FileCount = 20 }) {
    $phone = Start-IosVirtualDevice @With
    $null = $phone | New-IosDevicePairing -ErrorAction Stop
    $phone
}

# Flips a bit of a stored file. Generations share their files, so the file is replaced and not written to.
function Edit-StoredFile([string] $Backup, [string] $FileId) {
    $path = [System.IO.Path]::Combine($Backup, $FileId.Substring(0, 2), $FileId)
    $bytes = [System.IO.File]::ReadAllBytes($path)
    $bytes[0] = $bytes[0] -bxor 1
    Remove-Item -LiteralPath $path -Force
    [System.IO.File]::WriteAllBytes($path, $bytes)
}

# Runs a script in a shell of its own, and gives its exit code and what it wrote.
function Invoke-OtherShell([string[]] $Argument) {
    $first, $rest = $shell
    $output = & $first @($rest) -NoProfile -NonInteractive @Argument 2>&1 | ForEach-Object { "$_" }
    [pscustomobject]@{ ExitCode = $LASTEXITCODE; Output = $output -join "`n" }
}
