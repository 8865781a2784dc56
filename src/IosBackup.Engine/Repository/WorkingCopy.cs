using System;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Repository;

/// <summary>A copy of a generation that may be changed by replacing files. Disposing it removes it.</summary>
internal sealed class WorkingCopy(FileLayer files, string root, string udid) : IDisposable
{
    /// <summary>The folder that holds the copy.</summary>
    public string Root { get; } = root;

    /// <summary>The copy: a backup's folder.</summary>
    public string Path { get; } = System.IO.Path.Combine(root, udid);

    public void Dispose()
    {
        try
        {
            files.DeleteDirectory(Root);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // The next run empties the trash.
        }
    }
}
