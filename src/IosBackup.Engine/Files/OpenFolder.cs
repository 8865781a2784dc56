using System;
using Microsoft.Win32.SafeHandles;

namespace IosBackup.Engine.Files;

/// <summary>
/// A folder that stays open, so that the system finds files in it without walking its path. Where a system has no such
/// thing, files are found by their paths.
/// </summary>
internal sealed class OpenFolder(string path) : IDisposable
{
    /// <summary>The open folder; null where there is no such thing, or it could not be opened.</summary>
    public SafeFileHandle? Handle { get; } = NativeFiles.TryOpenFolder(path);

    /// <summary>
    /// The permissions that files born here are known to keep: neither a mask nor an access list takes them away.
    /// </summary>
    public int KeptPermissions { get; set; }

    public void Dispose() => Handle?.Dispose();
}
