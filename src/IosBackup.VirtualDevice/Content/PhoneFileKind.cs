namespace IosBackup.VirtualDevice.Content;

/// <summary>What an entry of a phone's file system is.</summary>
public enum PhoneFileKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,
}
