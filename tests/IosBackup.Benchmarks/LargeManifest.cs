using System;
using System.IO;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Benchmarks;

/// <summary>Makes a backup without content whose manifest has as many rows as one likes, of a phone's shape.</summary>
internal static class LargeManifest
{
    private const int FilesOfFolder = 500;
    private const int Apps = 400;

    /// <summary>Makes the backup unless it is there already.</summary>
    /// <returns>Its folder.</returns>
    public static string Make(string parent, int rows)
    {
        string folder = Path.Combine(parent, $"manifest-{rows}");
        if (File.Exists(Path.Combine(folder, BackupStatus.FileName)))
        {
            return folder;
        }

        Directory.CreateDirectory(folder);
        string manifest = Path.Combine(folder, ManifestDatabase.FileName);
        File.Delete(manifest);
        using (ManifestWriter writer = ManifestWriter.Create(manifest))
        {
            Random random = new(1);
            for (int row = 0; row < rows; row++)
            {
                writer.Add(NewFile(row, random));
            }

            writer.Finish();
        }

        Finish(folder, new BackupProperties(new PlistDictionary()) { Version = "10.0" });
        return folder;
    }

    /// <summary>Makes the same backup with an encrypted manifest, unless it is there already.</summary>
    /// <returns>Its folder.</returns>
    public static string MakeEncrypted(string parent, int rows, BackupPassword password)
    {
        const int ManifestClass = 3;
        string plain = Make(parent, rows);
        string folder = plain + "-encrypted";
        if (File.Exists(Path.Combine(folder, BackupStatus.FileName)))
        {
            return folder;
        }

        Directory.CreateDirectory(folder);
        Keybag keybag = KeybagBuilder.Create(password, new KeybagCost(1, 1), out ClassKeys keys);
        using ClassKeys ownKeys = keys;
        using FileKey key = keys.NewKey(ManifestClass);
        using (PayloadStream content = new(File.OpenRead(Path.Combine(plain, ManifestDatabase.FileName)), key))
        using (FileStream target = File.Create(Path.Combine(folder, ManifestDatabase.FileName)))
        {
            content.CopyTo(target);
        }

        Finish(folder, new BackupProperties(new PlistDictionary())
        {
            Version = "10.0",
            IsEncrypted = true,
            BackupKeyBag = keybag.Bytes,
            ManifestKey = key.Wrapped,
        });
        return folder;
    }

    private static void Finish(string folder, BackupProperties properties)
    {
        File.WriteAllBytes(Path.Combine(folder, BackupProperties.FileName), properties.ToBytes());
        File.WriteAllBytes(
            Path.Combine(folder, BackupStatus.FileName),
            BackupStatus.CreateFinished(DateTimeOffset.UnixEpoch, isFullBackup: true).ToBytes());
    }

    private static BackupFile NewFile(int row, Random random)
    {
        int folder = row / FilesOfFolder;
        bool isFolder = row % FilesOfFolder == 0;
        (string domain, string path) = (folder % 4) switch
        {
            0 => ("CameraRollDomain", $"Media/DCIM/{100 + folder}APPLE"),
            1 => ("CameraRollDomain", $"Media/PhotoData/Thumbnails/V2/DCIM/{100 + folder}APPLE"),
            2 => ("HomeDomain", $"Library/SMS/Attachments/{folder % 256:x2}/{folder:D6}"),
            _ => ($"AppDomain-com.example.app{folder % Apps}", $"Documents/Cache/{folder}"),
        };
        path = isFolder ? path : $"{path}/IMG_{row:D7}.JPG";
        byte[] key = new byte[44];
        byte[] digest = new byte[20];
        random.NextBytes(key);
        random.NextBytes(digest);
        key.AsSpan(0, 4).Clear();
        key[0] = 3;
        return new BackupFile
        {
            FileId = FileIds.Compute(domain, path),
            Domain = domain,
            RelativePath = path,
            Kind = isFolder ? FileKind.Directory : FileKind.File,
            Mode = isFolder ? 0x41ED : 0x81A4,
            Size = isFolder ? 0 : random.Next(),
            LastModified = 1_600_000_000 + row,
            LastStatusChange = 1_600_000_000 + row,
            Birth = 1_600_000_000,
            UserId = 501,
            GroupId = 501,
            Inode = (ulong)row + 1000,
            ProtectionClass = isFolder ? 0 : 3,
            EncryptionKey = isFolder ? default : (ReadOnlyMemory<byte>)key,
            Digest = isFolder || domain != "HomeDomain" ? default : (ReadOnlyMemory<byte>)digest,
        };
    }
}
