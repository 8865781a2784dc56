using System;
using System.IO;
using System.Text;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.PS.Tests.Hosting;

/// <summary>Writes small backups for cmdlets to read.</summary>
internal static class MadeBackup
{
    public const string Udid = "00008030-000A11110000802E";
    public const string OtherUdid = "00008101-000B22220000902E";

    /// <summary>Writes a finished backup.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="password">The password; null for a backup that is not encrypted.</param>
    /// <param name="date">When it was made; a fixed time when null.</param>
    /// <param name="udid">Its device.</param>
    /// <param name="files">Domain, path and content of its files.</param>
    public static string Write(
        string folder,
        string? password,
        DateTimeOffset? date = null,
        string udid = Udid,
        params (string Domain, string Path, byte[] Content)[] files)
    {
        ClassKeys? keys = null;
        Keybag? keybag = null;
        if (password is not null)
        {
            using BackupPassword secret = BackupPassword.FromChars(password);
            keybag = KeybagBuilder.Create(secret, KeybagCost.Low, out keys);
        }

        BackupWriterOptions options = new()
        {
            Properties = new BackupProperties(new PlistDictionary())
            {
                BackupKeyBag = keybag?.Bytes ?? default,
                Lockdown = new PlistDictionary
                {
                    ["UniqueDeviceID"] = udid,
                    ["DeviceName"] = "Mara's iPhone",
                    ["ProductType"] = "iPhone12,1",
                    ["ProductVersion"] = "17.6",
                },
                Applications = new PlistDictionary { ["com.example.app"] = new PlistDictionary() },
            },
            Keys = keys,
            Date = date ?? new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero),
        };
        using (keys)
        using (BackupWriter writer = BackupWriter.Create(folder, options))
        {
            foreach ((string domain, string path, byte[] content) in files)
            {
                writer.Add(
                    new BackupFile
                    {
                        FileId = string.Empty,
                        Domain = domain,
                        RelativePath = path,
                        Kind = FileKind.File,
                        LastModified = 1_700_000_000,
                    },
                    new MemoryStream(content));
            }

            writer.Finish();
        }

        return folder;
    }

    /// <summary>A text as a file's content.</summary>
    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
