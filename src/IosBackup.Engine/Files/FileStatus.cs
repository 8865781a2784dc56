using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace IosBackup.Engine.Files;

/// <summary>What Linux tells of a file: the part of <c>struct statx</c> that is of use here.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct FileStatus
{
    private const int TypeBits = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;
    private const int PermissionBits = 0xFFF;
    private const long NanosecondsInTick = 100;

    /// <summary>Linux: relative to the current folder (<c>AT_FDCWD</c>).</summary>
    private static readonly SafeFileHandle s_currentFolder = new((IntPtr)(-100), ownsHandle: false);

    [FieldOffset(28)]
    private readonly ushort _mode;

    [FieldOffset(40)]
    private readonly long _length;

    [FieldOffset(112)]
    private readonly long _modifiedSeconds;

    [FieldOffset(120)]
    private readonly uint _modifiedNanoseconds;

    public readonly bool IsRegularFile => (_mode & TypeBits) == RegularFile;

    public readonly bool IsFolder => (_mode & TypeBits) == Folder;

    /// <summary>The bits for owner, group and others, and the three above them.</summary>
    public readonly int Permissions => _mode & PermissionBits;

    /// <summary>Bytes of content.</summary>
    public readonly long Length => _length;

    /// <summary>Ticks since 1970 at which the content was changed last.</summary>
    public readonly long ModifiedTicks =>
        (_modifiedSeconds * TimeSpan.TicksPerSecond) + (_modifiedNanoseconds / NanosecondsInTick);

    /// <summary>Asks for an open file; false when the system cannot tell.</summary>
    public static bool TryGet(SafeFileHandle file, out FileStatus status)
    {
        const int FileItself = 0x1000;
        return TryGet(file, [0], FileItself, out status);
    }

    /// <summary>Asks for a file below an open folder; false when the system cannot tell.</summary>
    public static bool TryGet(SafeFileHandle folder, byte[] path, int flags, out FileStatus status)
    {
        const uint Basics = 0x7FF;
        try
        {
            return Ask(folder, path, flags, Basics, out status) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library older than the call.
            status = default;
            return false;
        }
    }

    /// <summary>Asks for what a path leads to, through links; false when the system cannot tell.</summary>
    public static bool TryGet(byte[] path, out FileStatus status) => TryGet(s_currentFolder, path, 0, out status);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Ask(
        SafeFileHandle folder, byte[] path, int flags, uint wanted, out FileStatus status);
}
