namespace IosBackup.Engine.Lockdown;

/// <summary>Names of the domains that lockdown's values lie in. Values without a domain are global.</summary>
public static class LockdownDomains
{
    /// <summary>Charge and charging.</summary>
    public const string Battery = "com.apple.mobile.battery";

    /// <summary>Capacity and use of the storage, in bytes.</summary>
    public const string DiskUsage = "com.apple.disk_usage";

    /// <summary>Whether backups are encrypted (<c>WillEncrypt</c>) and have to be (<c>RequiresEncryption</c>).</summary>
    public const string Backup = "com.apple.mobile.backup";

    /// <summary>Find My.</summary>
    public const string FindMy = "com.apple.fmip";

    /// <summary>Wi-Fi connections to computers.</summary>
    public const string WirelessLockdown = "com.apple.mobile.wireless_lockdown";

    /// <summary>Supervision by Apple Configurator.</summary>
    public const string Chaperone = "com.apple.mobile.chaperone";

    /// <summary>Language and region.</summary>
    public const string International = "com.apple.international";

    /// <summary>Settings that backups carry in Info.plist as "iTunes Settings".</summary>
    public const string ITunes = "com.apple.iTunes";

    /// <summary>What the device asks of iTunes.</summary>
    public const string MobileITunes = "com.apple.mobile.iTunes";
}
