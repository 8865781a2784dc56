# Starts two simulated iPhones, shows them, and lets another program look for them where that is installed.
$phones = Start-IosVirtualDevice -Name 'Demo' -Count 2 -ProductVersion '18.6'
try {
    $phones | Format-Table

    $tool = Get-Command idevice_id -ErrorAction Ignore
    if ($tool) {
        $env:USBMUXD_SOCKET_ADDRESS = $phones[0].Endpoint
        'idevice_id sees:'
        & $tool -l
    }
}
finally {
    $phones | Stop-IosVirtualDevice
}
