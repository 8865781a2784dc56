namespace IosBackup.VirtualDevice.Restore;

/// <summary>What becomes of something on the phone that a restore does not replace.</summary>
internal enum ItemFate
{
    /// <summary>It stays.</summary>
    Stays,

    /// <summary>It is removed with the restore.</summary>
    Removed,

    /// <summary>It is there until the phone starts again.</summary>
    LostAtBoot,
}
