using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Restore;

/// <summary>What a host asks of a restore, with what a phone takes for granted where the host says nothing.</summary>
public sealed record RestoreOptions
{
    /// <summary>Whether files of the system are restored, not those of apps only.</summary>
    public bool SystemFiles { get; init; }

    /// <summary>Whether the phone restarts at the end.</summary>
    public bool ShouldReboot { get; init; }

    /// <summary>Whether the host's folder is left as it is, instead of being copied first.</summary>
    public bool DontCopyBackup { get; init; }

    /// <summary>Whether the phone's present settings are kept.</summary>
    public bool PreserveSettings { get; init; }

    /// <summary>Whether the phone's photos are kept.</summary>
    public bool PreserveCameraRoll { get; init; }

    /// <summary>Whether what the backup does not have is removed.</summary>
    public bool RemoveItemsNotRestored { get; init; }

    /// <summary>The backup's password; null when none was sent.</summary>
    internal string? Password { get; init; }

    internal static RestoreOptions Parse(PlistDictionary? options) => new()
    {
        SystemFiles = options?.GetBoolean("RestoreSystemFiles") ?? true,
        ShouldReboot = options?.GetBoolean("RestoreShouldReboot") ?? true,
        DontCopyBackup = options?.GetBoolean("RestoreDontCopyBackup") ?? false,
        PreserveSettings = options?.GetBoolean("RestorePreserveSettings") ?? false,
        PreserveCameraRoll = options?.GetBoolean("RestorePreserveCameraRoll") ?? false,
        RemoveItemsNotRestored = options?.GetBoolean("RemoveItemsNotRestored") ?? true,
        Password = options?.GetString("Password"),
    };
}
