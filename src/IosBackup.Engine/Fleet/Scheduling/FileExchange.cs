using System;
using System.Collections.Generic;
using System.IO;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>Writes files that only this user can read, and can put back what was there before.</summary>
internal sealed class FileExchange
{
    private readonly List<(string Path, byte[]? Before)> _written = [];

    /// <summary>Whether one of the files was there before.</summary>
    public bool Replaced { get; private set; }

    /// <summary>Writes a file, and the folders above it.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DestinationUnavailable"/>, <see cref="ErrorKind.DestinationFull"/>.
    /// </exception>
    public void Write(string path, byte[] content)
    {
        try
        {
            byte[]? before = File.Exists(path) ? File.ReadAllBytes(path) : null;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            _written.Add((path, before));
            Replaced |= before is not null;
            Put(path, content);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToException(e, path);
        }
    }

    /// <summary>Puts back what was there before, as far as that can be done.</summary>
    public void Undo()
    {
        foreach ((string path, byte[]? before) in _written)
        {
            try
            {
                if (before is null)
                {
                    File.Delete(path);
                }
                else
                {
                    Put(path, before);
                }
            }
            catch (Exception e) when (FileErrors.IsFileError(e))
            {
                // The error that made it necessary says what is wrong there.
            }
        }
    }

    private static void Put(string path, byte[] content)
    {
        string fresh = path + ".new";
        File.Delete(fresh);
        using (FileStream file = PrivateFiles.CreateFile(fresh, FileShare.None))
        {
            file.Write(content, 0, content.Length);
            file.Flush(flushToDisk: true);
        }

        FileLayer.Real.MoveFile(fresh, path);
    }
}
