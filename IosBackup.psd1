@{
    RootModule             = 'module/IosBackup.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '0d8f2f52-6f0e-4a55-9f5d-2b7d9f0f6a31'
    Author                 = 'The IosBackup contributors'
    CompanyName            = 'The IosBackup contributors'
    Copyright              = '(c) 2026 The IosBackup contributors. MIT License.'
    Description            = 'Backs up iPhones and iPads, proves the backups, shows what is inside, and restores it.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')
    FormatsToProcess       = @(
        'module/Views/Conversations.Format.ps1xml'
        'module/Views/Backups.Format.ps1xml'
        'module/Views/Devices.Format.ps1xml'
        'module/Views/Items.Format.ps1xml'
        'module/Views/Repository.Format.ps1xml'
        'module/Views/Organizer.Format.ps1xml'
        'module/Views/Phone.Format.ps1xml'
        'module/Views/Photos.Format.ps1xml'
        'module/Views/Restoration.Format.ps1xml'
        'module/Views/Verification.Format.ps1xml'
        'module/Views/VirtualDevices.Format.ps1xml'
        'module/Views/Web.Format.ps1xml'
    )
    TypesToProcess         = @('module/IosBackup.Types.ps1xml')
    FunctionsToExport      = @()
    CmdletsToExport        = @(
        'Compare-IosBackup'
        'Copy-IosBackup'
        'Disable-IosBackupEncryption'
        'Enable-IosBackupEncryption'
        'Export-IosBackupRecord'
        'Export-IosBackupReport'
        'Get-IosBackup'
        'Get-IosBackupAccount'
        'Get-IosBackupApp'
        'Get-IosBackupBookmark'
        'Get-IosBackupBrowserTab'
        'Get-IosBackupCalendarEvent'
        'Get-IosBackupCall'
        'Get-IosBackupContact'
        'Get-IosBackupDeviceSetting'
        'Get-IosBackupHealthSample'
        'Get-IosBackupHealthSummary'
        'Get-IosBackupItem'
        'Get-IosBackupItemContent'
        'Get-IosBackupKeychainItem'
        'Get-IosBackupMessage'
        'Get-IosBackupNote'
        'Get-IosBackupPhoto'
        'Get-IosBackupReminder'
        'Get-IosBackupVoicemail'
        'Get-IosBackupVoiceMemo'
        'Get-IosBackupWebHistory'
        'Get-IosBackupWhatsAppMessage'
        'Get-IosBackupWifiNetwork'
        'Get-IosDevice'
        'Get-IosDevicePairing'
        'Get-IosVirtualDevice'
        'Lock-IosBackup'
        'Measure-IosBackup'
        'New-IosBackup'
        'New-IosDevicePairing'
        'Remove-IosBackup'
        'Remove-IosDevicePairing'
        'Restore-IosBackup'
        'Select-IosBackup'
        'Set-IosBackupPassword'
        'Start-IosVirtualDevice'
        'Stop-IosVirtualDevice'
        'Test-IosBackup'
        'Test-IosDevice'
        'Test-IosDevicePairing'
        'Unlock-IosBackup'
        'Update-IosVirtualDevice'
        'Wait-IosDevice'
    )
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags = @(
                'iOS', 'iPhone', 'iPad', 'backup', 'restore', 'MobileSync'
                'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS'
            )
        }
    }
}
