using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Sqlite;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>A manifest that the host had, opened for reading.</summary>
internal sealed class HostManifest : IDisposable
{
    private const int KindMask = (int)FileKind.Any;

    private readonly List<IDisposable> _owned = [];
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _find;

    private HostManifest(BackupProperties properties, SqliteDatabase database, params IDisposable[] owned)
    {
        Properties = properties;
        _database = database;
        _find = database.Prepare("SELECT domain, relativePath, flags, file FROM Files WHERE fileID = ?1");
        _owned.AddRange([_find, .. owned]);
    }

    /// <summary>The Manifest.plist beside it.</summary>
    public BackupProperties Properties { get; }

    /// <summary>
    /// Reads the manifest of a folder of the host. Null when it is encrypted and the phone's backups are not, or the
    /// other way round, or when the phone's password does not open it.
    /// </summary>
    /// <exception cref="BackupException"><see cref="BackupErrorCode.CorruptBackup"/>: missing or broken.</exception>
    public static async Task<HostManifest?> ReadAsync(HostDrive drive, string folder, BackupKeys keys, string? password)
    {
        byte[] plist = await drive.ReadAsync(HostLayout.In(folder, HostLayout.PropertiesName))
            ?? throw Corrupt(HostLayout.PropertiesName, BackupErrorCode.NotFound, "No such file");
        PrivateFolder scratch = PrivateFolder.Create();
        try
        {
            string path = HostLayout.In(folder, HostLayout.ManifestName);
            if (!await drive.ReadAsync(path, () => scratch.CreateFile(HostLayout.ManifestName)))
            {
                throw Corrupt(HostLayout.ManifestName, BackupErrorCode.NotFound, "No such file");
            }

            BackupProperties properties = BackupProperties.Parse(plist);
            HostManifest? manifest = properties.IsEncrypted == keys.IsEncrypted
                ? Open(properties, scratch, keys, password)
                : null;
            if (manifest is null)
            {
                scratch.Dispose();
            }

            return manifest;
        }
        catch (EngineException e)
        {
            scratch.Dispose();
            throw Corrupt("manifest", BackupErrorCode.InvalidFormat, e.Message);
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    /// <summary>The row of a file; null when there is none.</summary>
    public BackupFile? Find(string fileId)
    {
        _find.Bind(1, fileId);
        try
        {
            return _find.Step() && !_find.IsNull(3)
                ? BackupFileDecoder.Decode(fileId, _find.Text(0) ?? "", _find.Utf8(1), _find.Integer(2), _find.Blob(3))
                : null;
        }
        finally
        {
            _find.Reset();
        }
    }

    /// <summary>The ids of all regular files.</summary>
    public IEnumerable<string> AllFileIds() => Query("");

    /// <summary>The ids of the regular files of one of the 256 folders.</summary>
    public IEnumerable<string> FileIdsOf(string shard) =>
        Query($" AND fileID >= '{shard}' AND fileID < '{shard}g'");

    public void Dispose()
    {
        foreach (IDisposable owned in _owned)
        {
            owned.Dispose();
        }
    }

    private IEnumerable<string> Query(string condition)
    {
        using SqliteStatement statement = _database.Prepare(
            $"SELECT fileID FROM Files WHERE (flags & {KindMask}) = {(int)FileKind.File}{condition}");
        while (statement.Step())
        {
            yield return statement.Text(0)!;
        }
    }

    private static HostManifest? Open(
        BackupProperties properties, PrivateFolder scratch, BackupKeys keys, string? password)
    {
        string path = scratch[HostLayout.ManifestName];
        if (!keys.IsEncrypted)
        {
            SqliteDatabase plain = SqliteDatabase.OpenImmutable(path);
            return OpenChecked(properties, plain, plain, scratch);
        }

        if (!OpensWith(properties, keys, password))
        {
            return null;
        }

        using FileKey key = keys.ClassKeys!.Open(properties.ManifestKey.Span);
        using CbcDecryptStream content = new(File.OpenRead(path), key);
        PrivateDatabase database = PrivateDatabase.Open(content, content.Length, HostLayout.ManifestName, default);
        return OpenChecked(properties, database.Database, database, scratch);
    }

    /// <summary>Opens a database, or disposes of it when it is none.</summary>
    private static HostManifest OpenChecked(
        BackupProperties properties, SqliteDatabase database, IDisposable owner, PrivateFolder scratch)
    {
        try
        {
            return new HostManifest(properties, database, owner, scratch);
        }
        catch
        {
            owner.Dispose();
            throw;
        }
    }

    /// <summary>Whether the backup's keybag is the phone's own, behind the phone's password.</summary>
    private static bool OpensWith(BackupProperties properties, BackupKeys keys, string? password)
    {
        Keybag keybag = Keybag.Parse(properties.BackupKeyBag.Span);
        if (!keybag.Uuid.Span.SequenceEqual(keys.Keybag.Uuid.Span))
        {
            return false;
        }

        try
        {
            using BackupPassword secret = BackupPassword.FromChars(password.AsSpan());
            keybag.Unlock(secret).Dispose();
            return true;
        }
        catch (EngineException e) when (e.Kind == ErrorKind.BackupPasswordIncorrect)
        {
            return false;
        }
    }

    private static BackupException Corrupt(string what, int cause, string why) => new(
        BackupErrorCode.CorruptBackup, $"Error reading {what}", new BackupException(cause, why));
}
