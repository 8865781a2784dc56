using System;
using System.IO;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// A folder of our own for pair records that the usbmux service does not keep. Its files are secrets: nobody but the user
/// may read them.
/// </summary>
internal sealed class PairRecordFolder(string path)
{
    private const long MaximumLength = 1024 * 1024;

    public static string DefaultPath => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".iosbackup", "pairing");

    /// <summary>The record of a device, or null when there is none.</summary>
    public byte[]? Read(string udid) => Guard(udid, static file =>
    {
        FileInfo info = new(file);
        return info.Exists && info.Length <= MaximumLength ? File.ReadAllBytes(file) : null;
    });

    /// <summary>Stores a record; what was there before stays until the new one is complete.</summary>
    public void Write(string udid, byte[] record) => Guard(udid, file =>
    {
        PrivateFiles.CreateFolder(path);
        string temporary = file + ".new";
        FileLayer.Real.DeleteFile(temporary);
        using (FileStream stream = PrivateFiles.CreateFile(temporary, FileShare.None))
        {
            stream.Write(record, 0, record.Length);
            FileLayer.Real.Flush(stream);
        }

        FileLayer.Real.MoveFile(temporary, file);
        FileLayer.Real.SyncDirectory(path);
        return true;
    });

    /// <summary>Removes a record; false when there was none.</summary>
    public bool Delete(string udid) => Guard(udid, static file =>
    {
        bool existed = File.Exists(file);
        if (existed)
        {
            FileLayer.Real.DeleteFile(file);
        }

        return existed;
    });

    private T Guard<T>(string udid, Func<string, T> action)
    {
        if (!Udid.IsValid(udid))
        {
            throw new EngineException(ErrorKind.UnsafePath, "A UDID with such characters names no file.");
        }

        string file = Path.Combine(path, udid + ".plist");
        try
        {
            return action(file);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToException(e, file);
        }
    }
}
