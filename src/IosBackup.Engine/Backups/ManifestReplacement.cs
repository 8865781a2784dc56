using System.IO;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Backups;

/// <summary>Puts other files into the folder of a backup that nobody else uses, each under a new inode.</summary>
internal static class ManifestReplacement
{
    private const int ManifestClass = 4;
    private const int BufferSize = 256 * 1024;

    /// <summary>Puts a plain manifest in the place of a backup's, encrypted if there are keys.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="backup">The backup; its Manifest.plist is written anew when it is encrypted.</param>
    /// <param name="plain">The finished manifest.</param>
    /// <param name="keys">The backup's open keybag; null when it is not encrypted.</param>
    public static void Replace(FileLayer files, Backup backup, string plain, ClassKeys? keys)
    {
        string folder = backup.FolderPath;
        using FileKey? key = keys?.NewKey(ManifestClass);
        using (PayloadStream content = new(BackupFolder.OpenRead(plain), key))
        {
            Replace(files, Path.Combine(folder, ManifestDatabase.FileName), content);
        }

        if (key is not null)
        {
            backup.Properties.ManifestKey = key.Wrapped;
            files.Replace(Path.Combine(folder, BackupProperties.FileName), backup.Properties.ToBytes());
        }
    }

    /// <summary>Writes content beside a file and renames it over that: other names of the file keep the old.</summary>
    public static void Replace(FileLayer files, string target, Stream content)
    {
        string temporary = target + ".new";
        files.DeleteFile(temporary);
        using (Stream file = files.CreateNew(temporary))
        {
            byte[] buffer = new byte[BufferSize];
            while (content.Read(buffer, 0, buffer.Length) is > 0 and int read)
            {
                files.Write(file, buffer, read);
            }

            files.Flush(file);
        }

        files.MoveFile(temporary, target);
    }
}
