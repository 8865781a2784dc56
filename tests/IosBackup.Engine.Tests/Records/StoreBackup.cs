using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Records;
using IosBackup.Engine.Tests.VirtualDevice.Content;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Content.Starter;

namespace IosBackup.Engine.Tests.Records;

/// <summary>
/// A backup on disk that holds given files, open for reading, and the warnings that reading it gives.
/// </summary>
internal sealed class StoreBackup : IDisposable
{
    /// <summary>The password of those that are encrypted.</summary>
    public const string Password = "records";

    private readonly TemporaryFolder _folder;

    private StoreBackup(TemporaryFolder folder, Backup backup)
    {
        _folder = folder;
        Backup = backup;
        Source = new RecordSource(backup, Warnings.Add);
    }

    public Backup Backup { get; }

    public RecordSource Source { get; }

    public List<RecordWarning> Warnings { get; } = [];

    /// <summary>A backup of some files.</summary>
    public static StoreBackup Of(params (string Domain, string Path, byte[] Content)[] files) => Of(false, files);

    /// <summary>A backup of some files, encrypted or not.</summary>
    public static StoreBackup Of(bool encrypted, params (string Domain, string Path, byte[] Content)[] files) =>
        Write(encrypted, (writer, _) =>
        {
            foreach ((string domain, string path, byte[] content) in files)
            {
                writer.Add(Entry(domain, path, FileKind.File), new MemoryStream(content));
            }
        });

    /// <summary>A backup of a starter phone; the default one when null.</summary>
    public static StoreBackup OfPhone(bool encrypted = true, StarterContent? phone = null) =>
        Write(encrypted, (writer, keys) =>
        {
            foreach (PhoneFile file in (phone ?? TestPhone.Default).Files.Where(static file =>
                file.Kind == PhoneFileKind.File))
            {
                if (encrypted || !file.OnlyWhenEncrypted)
                {
                    BackupFile entry = Entry(file.Domain, file.RelativePath, FileKind.File);
                    writer.Add(entry with { LastModified = file.LastModified }, file.Content?.Open(keys));
                }
            }
        });

    public void Dispose()
    {
        Backup.Dispose();
        _folder.Dispose();
    }

    private static BackupFile Entry(string domain, string path, FileKind kind) =>
        new() { FileId = "", Domain = domain, RelativePath = path, Kind = kind };

    private static StoreBackup Write(bool encrypted, Action<BackupWriter, ClassKeys?> fill)
    {
        TemporaryFolder folder = new();
        using BackupPassword password = BackupPassword.FromChars(Password);
        Keybag keybag = KeybagBuilder.Create(password, KeybagCost.Low, out ClassKeys keys);
        using (keys)
        {
            BackupProperties properties = new(new PlistDictionary());
            if (encrypted)
            {
                properties.BackupKeyBag = keybag.Bytes;
            }

            string path = folder["00008030-000A11110000802E"];
            using BackupWriter writer = BackupWriter.Create(
                path, new BackupWriterOptions { Properties = properties, Keys = encrypted ? keys : null });
            fill(writer, encrypted ? keys : null);
            writer.Finish();
            Backup backup = Backup.Open(path);
            if (encrypted)
            {
                backup.Unlock(password);
            }

            return new StoreBackup(folder, backup);
        }
    }
}
