using System;
using System.IO;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Restoration;

/// <summary>Tells whether a file at the destination is the one that would be written.</summary>
internal static class ExistingFile
{
    private const int BufferSize = 64 * 1024;

    /// <summary>The coarsest file systems keep times to two seconds.</summary>
    private static readonly TimeSpan s_clockStep = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_apart = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether a file is the same: of the same length, and of the same time or else of the same content. Files get
    /// their name when they are whole, so length and time are enough for what an earlier extraction wrote.
    /// </summary>
    /// <param name="path">A regular file.</param>
    /// <param name="file">The entry.</param>
    /// <param name="content">The entry's content, from its start.</param>
    public static bool IsSame(string path, BackupFile file, Stream content)
    {
        FileInfo existing = new(path);
        if (existing.Length != content.Length)
        {
            return false;
        }

        DateTime modified = file.LastWriteTime.UtcDateTime;
        return (FileStamp.IsHeld(modified) && (existing.LastWriteTimeUtc - modified).Duration() <= s_clockStep)
            || HasContent(path, content);
    }

    /// <summary>
    /// What a damaged file is given: the time of writing, and never one by which a later extraction takes it for the
    /// good file, whose own time may be that of this moment.
    /// </summary>
    /// <param name="good">What the good file gets.</param>
    /// <param name="now">The time of writing.</param>
    public static FileStamp StampOfDamaged(FileStamp good, DateTime now) => good with
    {
        Modified = (now - good.Modified).Duration() < s_apart ? good.Modified + s_apart : now,
    };

    private static bool HasContent(string path, Stream content)
    {
        using FileStream existing = SharedReading.OpenAtDestination(path);
        byte[] left = new byte[BufferSize];
        byte[] right = new byte[BufferSize];
        while (true)
        {
            int read = content.Read(left, 0, BufferSize);
            if (read == 0)
            {
                return existing.Read(right, 0, 1) == 0;
            }

            if (existing.ReadAtLeast(right.AsSpan(0, read), read, throwOnEndOfStream: false) != read
                || !left.AsSpan(0, read).SequenceEqual(right.AsSpan(0, read)))
            {
                return false;
            }
        }
    }
}
