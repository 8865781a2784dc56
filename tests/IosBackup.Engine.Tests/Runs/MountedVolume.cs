using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>A file system of its own in a folder. Only root on Linux can have one.</summary>
internal sealed class MountedVolume : IDisposable
{
    private readonly string _folder;
    private readonly string? _image;

    private MountedVolume(string folder, string? image)
    {
        _folder = folder;
        _image = image;
    }

    /// <summary>Mounts one in memory; skips the running test where that is not possible.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="size">Its bytes.</param>
    public static MountedVolume InMemory(string folder, long size)
    {
        RequireRoot();
        MountedVolume volume = new(folder, null);
        Assert.SkipUnless(
            Run("mount", "-t", "tmpfs", "-o", FormattableString.Invariant($"size={size},nr_inodes=0"), "tmpfs", folder),
            "Nothing can be mounted here.");
        return volume;
    }

    /// <summary>
    /// Mounts one in a sparse file among the temporary files; skips the running test where that is not possible.
    /// </summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="type">The file system's name.</param>
    /// <param name="options">What its mkfs is told besides.</param>
    public static MountedVolume InImage(string folder, long size, string type, params string[] options)
    {
        RequireRoot();
        string image = Path.GetTempFileName();
        MountedVolume volume = new(folder, image);
        try
        {
            using (FileStream file = new(image, FileMode.Open, FileAccess.Write))
            {
                file.SetLength(size);
            }

            Assert.SkipUnless(Run("mkfs." + type, [.. options, "-q", image]), $"No {type} can be made here.");
            Assert.SkipUnless(Run("mount", "-t", type, "-o", "loop", image, folder), $"No {type} can be mounted here.");
            return volume;
        }
        catch
        {
            File.Delete(image);
            throw;
        }
    }

    public void Dispose()
    {
        Run("umount", "--lazy", _folder);
        if (_image is not null)
        {
            // Its loop device keeps what it still needs of it.
            File.Delete(_image);
        }
    }

    private static void RequireRoot() =>
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root on Linux mounts.");

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            // There is no such program.
            return false;
        }
    }
}
