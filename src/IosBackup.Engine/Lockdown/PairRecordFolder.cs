using System;
using System.IO;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// A folder of our own for pair records that the usbmux service does not keep. Its files are secrets: nobody but the user
/// may read them.
/// </summary>
internal sealed partial class PairRecordFolder(string path)
{
    private const long MaximumLength = 1024 * 1024;

    public static string DefaultPath => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".iosbackup", "pairing");

    /// <summary>The record of a device, or null when there is none.</summary>
    public byte[]? Read(string udid) => Guard(udid, file =>
    {
        FileInfo info = new(file);
        return info.Exists && info.Length <= MaximumLength ? File.ReadAllBytes(file) : null;
    });

    /// <summary>Stores a record; what was there before stays until the new one is complete.</summary>
    public void Write(string udid, byte[] record) => Guard(udid, file =>
    {
        CreateFolder(path);
        string temporary = $"{file}.{Guid.NewGuid():N}.new";
        using (FileStream stream = CreateFile(temporary))
        {
            stream.Write(record, 0, record.Length);
            stream.Flush(flushToDisk: true);
        }

        if (File.Exists(file))
        {
            File.Replace(temporary, file, null);
        }
        else
        {
            File.Move(temporary, file);
        }

        return true;
    });

    /// <summary>Removes a record; false when there was none.</summary>
    public bool Delete(string udid) => Guard(udid, static file =>
    {
        bool existed = File.Exists(file);
        if (existed)
        {
            File.Delete(file);
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new EngineException(ErrorKind.DestinationUnavailable, e.Message, e) { Target = file };
        }
    }
}
