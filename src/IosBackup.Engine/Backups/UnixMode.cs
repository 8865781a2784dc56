namespace IosBackup.Engine.Backups;

/// <summary>The parts of a Unix <c>st_mode</c>.</summary>
internal static class UnixMode
{
    /// <summary>The bits that tell files, directories and links apart.</summary>
    public const int TypeMask = 0xF000;

    /// <summary>A regular file.</summary>
    public const int File = 0x8000;

    /// <summary>A directory.</summary>
    public const int Directory = 0x4000;

    /// <summary>A symbolic link.</summary>
    public const int SymbolicLink = 0xA000;

    /// <summary>Read and write for the owner, read for all others.</summary>
    public const int FilePermissions = 0b110_100_100;

    /// <summary>Everything for the owner, read and search for all others.</summary>
    public const int DirectoryPermissions = 0b111_101_101;

    /// <summary>The type bits of a kind.</summary>
    public static int TypeOf(FileKind kind) => kind switch
    {
        FileKind.Directory => Directory,
        FileKind.SymbolicLink => SymbolicLink,
        _ => File,
    };

    /// <summary>The kind that a mode states; <see cref="FileKind.None"/> for sockets and the like.</summary>
    public static FileKind KindOf(int mode) => (mode & TypeMask) switch
    {
        File => FileKind.File,
        Directory => FileKind.Directory,
        SymbolicLink => FileKind.SymbolicLink,
        _ => FileKind.None,
    };
}
