# Backs a simulated iPhone up twice: in full, then what has changed. Nothing is left behind.
$repository = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'IosBackup-first-' + [guid]::NewGuid())
$phone = Start-IosVirtualDevice -Name "Mara's iPhone"
try {
    # On a real iPhone somebody taps Trust now; the simulated one does so by itself.
    $null = $phone | New-IosDevicePairing
    Get-IosDevice -Udid $phone.Udid | Format-Table

    $first = $phone | New-IosBackup -Path $repository

    # Some days pass, and pictures are taken.
    $null = $phone | Update-IosVirtualDevice -FileCount 5

    $second = $phone | New-IosBackup -Path $repository
    $first, $second | Format-Table
}
finally {
    $phone | Stop-IosVirtualDevice
    if ([System.IO.Directory]::Exists($repository)) {
        [System.IO.Directory]::Delete($repository, $true)
    }
}
