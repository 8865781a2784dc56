using System;
using System.IO;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Files;

/// <summary>Opens files of others for reading.</summary>
internal static class SharedReading
{
    /// <summary>Opens a file and lets others do as they like with it meanwhile.</summary>
    /// <exception cref="IOException">It is a pipe or a device, or cannot be opened.</exception>
    public static FileStream Open(string path) => NativeFiles.IsSpecial(path)
        ? throw new IOException($"'{path}' is not a file.")
        : new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);

    /// <summary>Opens a file that lies where something is written to.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DestinationUnavailable"/>.</exception>
    public static FileStream OpenAtDestination(string path)
    {
        try
        {
            return Open(path);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToException(e, path);
        }
    }

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The file, which another may have put there.</param>
    /// <param name="longest">Most bytes that are read.</param>
    /// <exception cref="IOException">It is longer; and as <see cref="Open"/>.</exception>
    public static byte[] ReadAll(string path, int longest)
    {
        using FileStream file = Open(path);
        if (file.Length > longest)
        {
            throw new IOException($"'{path}' has {file.Length} bytes, more than {longest}.");
        }

        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes, 0, bytes.Length);
        return bytes;
    }
}
