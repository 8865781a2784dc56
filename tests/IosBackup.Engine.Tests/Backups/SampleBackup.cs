using System.IO;
using System.Text.Json.Nodes;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Tests.Cryptography;
using IosBackup.Tests;

namespace IosBackup.Engine.Tests.Backups;

/// <summary>The small encrypted backup among the vectors.</summary>
internal static class SampleBackup
{
    public const string Udid = "00008030-000A11110000802E";

    public static string Folder => ConformanceData.Vectors("sample-backup", Udid);

    public static JsonNode Expected => KeybagVectors.All["sample_backup"]!;

    public static Backup OpenUnlocked(string? folder = null)
    {
        using BackupPassword password = BackupPassword.FromChars(KeybagVectors.SamplePassword);
        Backup backup = Backup.Open(folder ?? Folder);
        backup.Unlock(password);
        return backup;
    }

    /// <summary>Copies the backup, so that a test can change it.</summary>
    public static string CopyTo(TemporaryFolder folder)
    {
        string target = folder[Udid];
        foreach (string file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllBytes(copy, File.ReadAllBytes(file));
        }

        return target;
    }
}
