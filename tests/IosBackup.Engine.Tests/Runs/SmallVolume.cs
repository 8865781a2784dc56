using System;
using System.IO;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>A small file system of its own in a folder, to be filled up.</summary>
internal sealed class SmallVolume(string folder, long size) : IDisposable
{
    private readonly MountedVolume _volume = MountedVolume.InMemory(folder, size);

    private string Ballast => Path.Combine(folder, "ballast");

    /// <summary>Takes all space but so many bytes.</summary>
    public void Fill(long rest)
    {
        using FileStream ballast = new(Ballast, FileMode.Create, FileAccess.Write);
        byte[] block = new byte[4096];
        for (long free = new DriveInfo(folder).AvailableFreeSpace; free >= rest + block.Length; free -= block.Length)
        {
            ballast.Write(block);
        }
    }

    /// <summary>Gives the space back.</summary>
    public void Empty() => File.Delete(Ballast);

    public void Dispose() => _volume.Dispose();
}
