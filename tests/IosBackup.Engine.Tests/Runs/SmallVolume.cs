using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>A small file system of its own in a folder, to be filled up. Only root on Linux can have one.</summary>
internal sealed class SmallVolume : IDisposable
{
    private readonly string _folder;

    /// <summary>Mounts it; skips the running test where that is not possible.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="size">Its bytes.</param>
    public SmallVolume(string folder, long size)
    {
        _folder = folder;
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root on Linux mounts.");
        string options = string.Create(CultureInfo.InvariantCulture, $"size={size},nr_inodes=0");
        Assert.SkipUnless(
            Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder), "Nothing can be mounted here.");
    }

    private string Ballast => Path.Combine(_folder, "ballast");

    /// <summary>Takes all space but so many bytes.</summary>
    public void Fill(long rest)
    {
        using FileStream ballast = new(Ballast, FileMode.Create, FileAccess.Write);
        byte[] block = new byte[4096];
        for (long free = new DriveInfo(_folder).AvailableFreeSpace; free >= rest + block.Length; free -= block.Length)
        {
            ballast.Write(block);
        }
    }

    /// <summary>Gives the space back.</summary>
    public void Empty() => File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", "--lazy", _folder);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
        })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
