using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Sqlite;
using IosBackup.VirtualDevice.Content;
using Xunit;

namespace IosBackup.Tests;

/// <summary>
/// A backup that a host wrote, compared with the phone it is of. Files are named relative to its folder.
/// </summary>
internal sealed class WrittenBackup : IDisposable
{
    private readonly IReadOnlyDictionary<string, byte[]> _files;
    private readonly ClassKeys? _keys;
    private readonly SqliteDatabase _manifest;

    private WrittenBackup(IReadOnlyDictionary<string, byte[]> files, string? password)
    {
        _files = files;
        BackupProperties properties = BackupProperties.Parse(files["Manifest.plist"]);
        Assert.Equal(password is not null, properties.IsEncrypted);
        byte[] manifest = files["Manifest.db"];
        if (password is not null)
        {
            using BackupPassword secret = BackupPassword.FromChars(password);
            _keys = Keybag.Parse(properties.BackupKeyBag.Span).Unlock(secret);
            using FileKey key = _keys.Open(properties.ManifestKey.Span);
            manifest = Decrypt(manifest, key);
        }

        _manifest = SqliteDatabase.OpenImage(manifest, "Manifest.db");
    }

    /// <summary>The files of a folder.</summary>
    public static Dictionary<string, byte[]> ReadFolder(string folder) => Directory
        .GetFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes);

    /// <summary>Checks that a backup is exactly what a phone has.</summary>
    /// <param name="files">The backup.</param>
    /// <param name="content">The phone's files.</param>
    /// <param name="password">The password; null for a backup that must not be encrypted.</param>
    /// <param name="allowsOrphans">Whether payloads may be there that the manifest does not know.</param>
    public static void RequireEqual(
        IReadOnlyDictionary<string, byte[]> files,
        PhoneContent content,
        string? password = null,
        bool allowsOrphans = false)
    {
        BackupStatus status = BackupStatus.Parse(files["Status.plist"]);
        Assert.Equal(BackupStatus.Finished, status.SnapshotState);
        Assert.Equal("new", status.BackupState);
        Assert.False(status.IsFullBackup);
        Assert.DoesNotContain(files.Keys, static name => name.StartsWith("Snapshot", StringComparison.Ordinal));
        using WrittenBackup backup = new(files, password);
        backup.RequireEqual(content, allowsOrphans);
    }

    /// <summary>The wrapped key of a file.</summary>
    public static byte[] ReadKey(
        IReadOnlyDictionary<string, byte[]> files, string password, string domain, string path)
    {
        using WrittenBackup backup = new(files, password);
        return backup.ReadRows()[FileIds.Compute(domain, path)].EncryptionKey.ToArray();
    }

    public void Dispose()
    {
        _manifest.Dispose();
        _keys?.Dispose();
    }

    private void RequireEqual(PhoneContent content, bool allowsOrphans)
    {
        Assert.Equal(2, _manifest.QueryInteger("PRAGMA user_version"));
        Assert.Equal("ok", ReadText("PRAGMA integrity_check"));
        Dictionary<string, BackupFile> rows = ReadRows();
        HashSet<string> payloads = [.. FindPayloads()];
        foreach (PhoneFile file in content.TakeSnapshot())
        {
            Assert.True(
                rows.Remove(FileIds.Compute(file.Domain, file.RelativePath), out BackupFile? row),
                $"{file.Domain}-{file.RelativePath} has no row.");
            Compare(file, row);
            if (file.Kind == PhoneFileKind.File)
            {
                Assert.True(payloads.Remove(row.FileId), $"{row} has no payload.");
                Assert.Equal(ReadAll(file.Content), ReadPayload(row));
            }
        }

        Assert.Empty(rows);
        Assert.True(allowsOrphans || payloads.Count == 0, $"{payloads.Count} payloads have no row.");
    }

    private static void Compare(PhoneFile file, BackupFile row)
    {
        Assert.Equal(FileFlaws.None, row.Flaws);
        Assert.Equal(file.RelativePath, row.RelativePath);
        Assert.Equal(file.LastModified, row.LastModified);
        Assert.Equal(file.UserId, row.UserId);
        Assert.Equal(file.LinkTarget, row.LinkTarget);
        Assert.Equal(file.Kind == PhoneFileKind.File ? file.Content?.Length ?? 0 : 0, row.Size);
        Assert.Equal(file.ExtendedAttributes is null, row.ExtendedAttributes.IsEmpty);
    }

    private byte[] ReadPayload(BackupFile row)
    {
        byte[] stored = _files[$"{row.FileId[..2]}/{row.FileId}"];
        if (!row.Digest.IsEmpty)
        {
#pragma warning disable CA5350 // The format's own digest.
            Assert.Equal(SHA1.HashData(stored), row.Digest.ToArray());
#pragma warning restore CA5350
        }

        Assert.Equal(_keys is not null, row.IsEncrypted);
        if (_keys is null)
        {
            return stored;
        }

        using FileKey key = _keys.Open(row.EncryptionKey.Span);
        return Decrypt(stored, key);
    }

    private static byte[] Decrypt(byte[] stored, FileKey key)
    {
        using CbcDecryptStream plain = new(new MemoryStream(stored), key);
        return ReadAll(plain);
    }

    private static byte[] ReadAll(PhoneFileContent? content)
    {
        using Stream stream = content?.Open() ?? Stream.Null;
        return ReadAll(stream);
    }

    private static byte[] ReadAll(Stream stream)
    {
        using MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private Dictionary<string, BackupFile> ReadRows()
    {
        Dictionary<string, BackupFile> rows = [];
        using SqliteStatement statement =
            _manifest.Prepare("SELECT fileID, domain, relativePath, flags, file FROM Files");
        while (statement.Step())
        {
            string fileId = statement.Text(0)!;
            rows.Add(fileId, BackupFileDecoder.Decode(
                fileId, statement.Text(1)!, statement.Utf8(2), statement.Integer(3), statement.Blob(4)));
        }

        return rows;
    }

    private IEnumerable<string> FindPayloads() =>
        _files.Keys.Where(static name => name.Contains('/', StringComparison.Ordinal)).Select(static name => name[3..]);

    private string? ReadText(string sql)
    {
        using SqliteStatement statement = _manifest.Prepare(sql);
        return statement.Step() ? statement.Text(0) : null;
    }
}
