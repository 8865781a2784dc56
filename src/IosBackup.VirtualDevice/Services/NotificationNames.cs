namespace IosBackup.VirtualDevice.Services;

/// <summary>Names of notifications that a phone knows by itself.</summary>
internal static class NotificationNames
{
    public const string SyncDidStart = "com.apple.itunes-mobdev.syncDidStart";
    public const string SyncDidFinish = "com.apple.itunes-mobdev.syncDidFinish";
    public const string SyncCancelRequest = "com.apple.itunes-client.syncCancelRequest";
    public const string BackupDomainChanged = "com.apple.mobile.backup.domain_changed";
    public const string PasscodeSheetPresented = "com.apple.LocalAuthentication.ui.presented";
    public const string PasscodeSheetDismissed = "com.apple.LocalAuthentication.ui.dismissed";

    /// <summary>What a computer that is not trusted may observe.</summary>
    public static readonly string[] OpenToAnyone =
        ["com.apple.mobile.lockdown.request_pair", "com.apple.mobile.lockdown.request_host_buid"];
}
