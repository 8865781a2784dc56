using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace IosBackup.Engine.Files;

/// <summary>What the frameworks do not offer of the operating systems' file calls.</summary>
internal static class NativeFiles
{
    private const int TimesLength = 4;
    private const long NanosecondsInTick = 100;
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;
    private const int InvalidArgument = 22;
    private const int NotSupported = 95;

    /// <summary>Linux: relative to the current folder (<c>AT_FDCWD</c>).</summary>
    private const int CurrentFolder = -100;

    /// <summary>Linux and macOS alike: <c>RENAME_EXCHANGE</c>, <c>RENAME_SWAP</c>.</summary>
    private const uint Exchange = 2;

    /// <summary>macOS: flush the drive's own cache too (<c>F_FULLFSYNC</c>).</summary>
    private const int FullSync = 51;

    /// <summary>Linux: let one file share another's blocks (<c>FICLONE</c>).</summary>
    private const uint CloneRequest = 0x40049409;

    /// <summary>Linux: <c>O_NOFOLLOW</c>, which is one of the few numbers that differ between processors.</summary>
    private static readonly int s_notThroughLinks =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 ? 0x8000 : 0x20000;

    private static readonly DateTime s_epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static bool IsWindows { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private static bool IsLinux { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

    private static bool IsMac { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

    public static void HardLink(string existing, string path)
    {
        bool done = IsWindows ? CreateHardLink(path, existing, IntPtr.Zero) : Link(Utf8(existing), Utf8(path)) == 0;
        if (!done)
        {
            throw Failure($"Cannot link '{path}' to '{existing}'");
        }
    }

    /// <summary>
    /// Makes a new file that shares the blocks of another until one of them changes. False when the volume, or this
    /// system's support here, cannot.
    /// </summary>
    public static bool TryReflink(string source, string target)
    {
        if (IsMac)
        {
            return CloneFile(Utf8(source), Utf8(target), 0) == 0;
        }

        return IsLinux && TryReflinkOnLinux(source, target);
    }

    /// <summary>
    /// Makes a new file for writing, with one call and without a lock; the framework takes five more. Null when that
    /// did not work, or not on this system.
    /// </summary>
    /// <param name="path">The file; it must not exist.</param>
    /// <param name="permissions">The bits for owner, group and others; the umask applies.</param>
    /// <param name="folder">The folder it is in, when that is open.</param>
    public static NativeFileStream? TryCreate(string path, int permissions, OpenFolder? folder)
    {
        const int ExclusivelyAndKeep = WriteOnly | 0x40 | 0x80 | 0x80000;
        int descriptor = folder?.Handle is SafeFileHandle open
            ? OpenAt(open, NameUtf8(path), ExclusivelyAndKeep, permissions)
            : IsLinux ? Open(Utf8(path), ExclusivelyAndKeep, permissions) : -1;
        return descriptor < 0
            ? null
            : new NativeFileStream(Own(descriptor), 0, FileAccess.Write)
            {
                Folder = folder,
                BornPermissions = permissions,
            };
    }

    /// <summary>Sets when a file or folder was changed last; false when that did not work, or not here.</summary>
    public static unsafe bool TrySetModified(string path, DateTime modified)
    {
        const int NotThroughLinks = 0x100;
        long* times = stackalloc long[TimesLength];
        return TryMakeTimes(modified, times) && SetTimes(CurrentFolder, Utf8(path), times, NotThroughLinks) == 0;
    }

    /// <summary>Sets when an open file was changed last; false when that did not work, or not here.</summary>
    public static unsafe bool TrySetModified(SafeFileHandle file, DateTime modified)
    {
        long* times = stackalloc long[TimesLength];
        return TryMakeTimes(modified, times) && SetTimes(file, times) == 0;
    }

    /// <summary>
    /// Opens a folder so that what is in it is found wherever the folder is moved; null when that did not work, or not
    /// on this system.
    /// </summary>
    public static SafeFileHandle? TryOpenFolder(string path)
    {
        const int PathOnlyAndKeep = 0x200000 | 0x80000;
        int descriptor = IsLinux ? Open(Utf8(path), PathOnlyAndKeep, 0) : -1;
        return descriptor < 0 ? null : Own(descriptor);
    }

    /// <summary>
    /// How long a file below an open folder is and when it was changed last; false when that did not work.
    /// </summary>
    public static bool TryLook(SafeFileHandle folder, string name, out long length, out DateTime modified)
    {
        const int NotThroughLinks = 0x100;
        bool done = FileStatus.TryGet(folder, Utf8(name), NotThroughLinks, out FileStatus status);
        (length, modified) = (status.Length, done ? s_epoch.AddTicks(status.ModifiedTicks) : default);
        return done;
    }

    /// <summary>
    /// Whether something is there that is no file and no folder: a pipe keeps whoever opens it waiting for its other
    /// end. False where the system cannot tell.
    /// </summary>
    public static bool IsSpecial(string path) =>
        IsLinux && FileStatus.TryGet(Utf8(path), out FileStatus status) && !status.IsRegularFile && !status.IsFolder;

    /// <summary>
    /// Opens a regular file below an open folder for reading; null when that did not work, and for a link.
    /// </summary>
    public static NativeFileStream? TryOpenRead(SafeFileHandle folder, string name)
    {
        const int KeepForThisProcess = 0x80000;
        const int WithoutWaiting = 0x800;
        int descriptor = OpenAt(
            folder, Utf8(name), ReadOnly | KeepForThisProcess | WithoutWaiting | s_notThroughLinks, 0);
        if (descriptor < 0)
        {
            return null;
        }

        SafeFileHandle file = Own(descriptor);
        if (FileStatus.TryGet(file, out FileStatus status) && status.IsRegularFile)
        {
            return new NativeFileStream(file, status.Length, FileAccess.Read);
        }

        file.Dispose();
        return null;
    }

    /// <summary>
    /// Renames a file and replaces what stands at the target; false when that did not work, and for what reason has to
    /// be found out otherwise.
    /// </summary>
    /// <param name="source">The file.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="folder">The folder it is in, when that is open.</param>
    public static bool TryRename(string source, string target, OpenFolder? folder) =>
        folder?.Handle is SafeFileHandle open
            ? RenameAt(open, NameUtf8(source), CurrentFolder, Utf8(target)) == 0
            : !IsWindows && Rename(Utf8(source), Utf8(target)) == 0;

    /// <summary>Lets two folders trade places; false when that cannot be done here.</summary>
    public static bool TryExchange(string left, string right)
    {
        try
        {
            return IsLinux ? RenameAt(CurrentFolder, Utf8(left), CurrentFolder, Utf8(right), Exchange) == 0
                : IsMac && RenameX(Utf8(left), Utf8(right), Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library older than the call: two renames do it as well.
            return false;
        }
    }

    /// <summary>
    /// Makes a symbolic link. Windows wants to know what it leads to, and lets only some users make one.
    /// </summary>
    public static bool TrySymbolicLink(string path, string target)
    {
        const int ToDirectory = 1;
        const int AlsoWithoutPrivilege = 2;
        return IsWindows
            ? CreateSymbolicLink(
                path,
                target.Replace('/', '\\'),
                AlsoWithoutPrivilege | (Directory.Exists(Path.Combine(path, "..", target)) ? ToDirectory : 0))
            : MakeSymbolicLink(Utf8(target), Utf8(path)) == 0;
    }

    /// <summary>Sets permissions; systems that have other ones do nothing.</summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="permissions">The bits for owner, group and others.</param>
    public static void SetPermissions(string path, int permissions)
    {
        if (!IsWindows && ChangeMode(Utf8(path), (uint)permissions) != 0)
        {
            throw Failure($"Cannot set the permissions of '{path}'");
        }
    }

    /// <summary>
    /// Sets the permissions of an open file, unless it has them; false when that did not work, or not on this system.
    /// </summary>
    public static bool TrySetPermissions(NativeFileStream file, int permissions)
    {
        OpenFolder? folder = file.BornPermissions == permissions ? file.Folder : null;
        if (folder is not null && (permissions & ~folder.KeptPermissions) == 0)
        {
            return true;
        }

        if (!FileStatus.TryGet(file.Handle, out FileStatus status))
        {
            return false;
        }

        if (status.Permissions != permissions)
        {
            return ChangeMode(file.Handle, (uint)permissions) == 0;
        }

        if (folder is not null)
        {
            folder.KeptPermissions |= permissions;
        }

        return true;
    }

    /// <summary>Lets the disk begin to write a part of a file. What goes wrong shows when it is flushed.</summary>
    public static void BeginFlush(SafeFileHandle file, long offset, long length)
    {
        const uint BeginWriting = 2;
        if (IsLinux)
        {
            _ = SyncRange(file, offset, length, BeginWriting);
        }
    }

    public static bool SyncVolume(string folder)
    {
        if (!IsLinux)
        {
            return false;
        }

        WithDescriptor(folder, static descriptor => SyncFileSystem(descriptor));
        return true;
    }

    /// <summary>Hands an open file to the disk.</summary>
    public static void SyncFile(SafeFileHandle file)
    {
        if (IsRefused(Sync(file)))
        {
            throw Failure("Cannot flush a file to disk");
        }
    }

    public static void SyncDirectory(string folder)
    {
        // Windows has no such call: its file systems journal names themselves.
        if (!IsWindows)
        {
            WithDescriptor(folder, static descriptor => Sync(descriptor));
        }
    }

    /// <summary>Flushes a file that is closed already; it may be read-only where files have modes.</summary>
    public static void SyncFile(string path)
    {
        if (!IsWindows)
        {
            WithDescriptor(path, static descriptor =>
                IsMac && Control(descriptor, FullSync) == 0 ? 0 : Sync(descriptor));
            return;
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1);
        file.Flush(flushToDisk: true);
    }

    public static long FreeSpace(string folder)
    {
        if (!IsWindows)
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }

        // Asked of the folder itself: right for shares, mount points and quotas.
        return GetDiskFreeSpace(folder, out ulong available, out _, out _)
            ? (long)Math.Min(available, long.MaxValue)
            : throw Failure($"Cannot read the free space of '{folder}'");
    }

    private static bool TryReflinkOnLinux(string source, string target)
    {
        const int CreateExclusively = 0x40 | 0x80;
        const int EverybodyReads = 0x124;
        int from = Open(Utf8(source), ReadOnly, 0);
        if (from < 0)
        {
            throw Failure($"Cannot open '{source}'");
        }

        int to = Open(Utf8(target), WriteOnly | CreateExclusively, EverybodyReads);
        bool done = to >= 0 && Control(to, CloneRequest, from) == 0;
        _ = Close(from);
        if (to >= 0)
        {
            _ = Close(to);
        }

        if (done)
        {
            // As old as what it was cloned from: adoption asks what was written since.
            File.SetLastWriteTimeUtc(target, File.GetLastWriteTimeUtc(source));
        }

        return done;
    }

    private static void WithDescriptor(string path, Func<int, int> call)
    {
        int descriptor = Open(Utf8(path), ReadOnly, 0);
        if (descriptor < 0)
        {
            throw Failure($"Cannot open '{path}'");
        }

        try
        {
            if (IsRefused(call(descriptor)))
            {
                throw Failure($"Cannot flush '{path}' to disk");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Times as the system takes them: that of the last access is left as it is.</summary>
    private static unsafe bool TryMakeTimes(DateTime modified, long* times)
    {
        const long Omit = (1L << 30) - 2;
        long ticks = modified.Ticks - s_epoch.Ticks;
        times[1] = Omit;
        times[2] = ticks / TimeSpan.TicksPerSecond;
        times[3] = ticks % TimeSpan.TicksPerSecond * NanosecondsInTick;
        return IsLinux && IntPtr.Size == sizeof(long);
    }

    /// <summary>
    /// Whether a flush failed. Shares that cannot flush say that the call makes no sense; there is nothing better to do
    /// then.
    /// </summary>
    private static bool IsRefused(int result) =>
        result != 0 && Marshal.GetLastWin32Error() is not InvalidArgument and not NotSupported;

    private static SafeFileHandle Own(int descriptor) => new((IntPtr)descriptor, ownsHandle: true);

    private static byte[] Utf8(string path) => Encoding.UTF8.GetBytes(path + '\0');

    /// <summary>A path's last name, as the system takes it.</summary>
    private static byte[] NameUtf8(string path) => Utf8(path.Substring(path.LastIndexOf('/') + 1));

    private static IOException Failure(string what)
    {
        int error = Marshal.GetLastWin32Error();
        return new IOException($"{what}: {new Win32Exception(error).Message} ({error}).", error);
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int Link(byte[] existing, byte[] path);

    [DllImport("libc", EntryPoint = "symlink", SetLastError = true)]
    private static extern int MakeSymbolicLink(byte[] target, byte[] path);

    [DllImport("libc", EntryPoint = "chmod", SetLastError = true)]
    private static extern int ChangeMode(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    private static extern int ChangeMode(SafeFileHandle file, uint mode);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags, int mode);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static extern int Control(int descriptor, nuint request, nint argument);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int Control(int descriptor, int command);

    [DllImport("libc", EntryPoint = "utimensat", SetLastError = true)]
    private static extern unsafe int SetTimes(int folder, byte[] path, long* times, int flags);

    [DllImport("libc", EntryPoint = "futimens", SetLastError = true)]
    private static extern unsafe int SetTimes(SafeFileHandle file, long* times);

    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static extern int OpenAt(SafeFileHandle folder, byte[] path, int flags, int mode);

    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    private static extern int Rename(byte[] source, byte[] target);

    [DllImport("libc", EntryPoint = "renameat", SetLastError = true)]
    private static extern int RenameAt(SafeFileHandle sourceFolder, byte[] source, int targetFolder, byte[] target);

    [DllImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    private static extern int RenameAt(int leftFolder, byte[] left, int rightFolder, byte[] right, uint flags);

    [DllImport("libc", EntryPoint = "renamex_np", SetLastError = true)]
    private static extern int RenameX(byte[] left, byte[] right, uint flags);

    [DllImport("libc", EntryPoint = "clonefile", SetLastError = true)]
    private static extern int CloneFile(byte[] source, byte[] target, uint flags);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    private static extern int SyncRange(SafeFileHandle file, long offset, long length, uint flags);

    [DllImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static extern int SyncFileSystem(int descriptor);

    [DllImport("kernel32", EntryPoint = "CreateHardLinkW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern bool CreateHardLink(string path, string existing, IntPtr security);

    [DllImport("kernel32", EntryPoint = "CreateSymbolicLinkW", CharSet = CharSet.Unicode, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.U1)]
    private static extern bool CreateSymbolicLink(string path, string target, int flags);

    [DllImport("kernel32", EntryPoint = "GetDiskFreeSpaceExW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern bool GetDiskFreeSpace(string folder, out ulong available, out ulong total, out ulong free);
}
