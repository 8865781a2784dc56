using System;
using System.IO;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Repository;

/// <summary>Finds out by trying what a volume can do for a new generation.</summary>
internal static class VolumeProbe
{
    /// <summary>The best clone method that works in a folder.</summary>
    public static CloneMethod Probe(FileLayer files, string folder)
    {
        string source = Path.Combine(folder, $"probe-{Guid.NewGuid():N}");
        string target = source + ".clone";
        try
        {
            files.WriteNew(source, [1], 1);
            if (files.TryReflink(source, target))
            {
                return CloneMethod.Reflink;
            }

            files.DeleteFile(target);
            return CanLink(files, source, target) ? CloneMethod.HardLink : CloneMethod.Copy;
        }
        finally
        {
            files.DeleteFile(target);
            files.DeleteFile(source);
        }
    }

    private static bool CanLink(FileLayer files, string source, string target)
    {
        try
        {
            files.HardLink(source, target);
            return true;
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            return false;
        }
    }
}
