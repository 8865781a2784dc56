using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
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
        FetchedManifest fetched = await FetchedManifest.ReadAsync(drive, folder);
        bool opened = false;
        try
        {
            opened = fetched.Properties.IsEncrypted == keys.IsEncrypted
                && (!keys.IsEncrypted || OpensWith(fetched.Properties, keys, password));
            return opened ? Open(fetched, keys.ClassKeys) : null;
        }
        catch (EngineException e)
        {
            throw FetchedManifest.Corrupt("manifest", BackupErrorCode.InvalidFormat, e.Message);
        }
        finally
        {
            if (!opened)
            {
                fetched.Dispose();
            }
        }
    }

    /// <summary>Opens a manifest that was fetched, and owns it from then on, also when that fails.</summary>
    /// <param name="fetched">The manifest.</param>
    /// <param name="keys">The opened keybag; null for a backup that is not encrypted.</param>
    /// <exception cref="EngineException">It is damaged, or its key does not open.</exception>
    public static HostManifest Open(FetchedManifest fetched, ClassKeys? keys)
    {
        try
        {
            if (keys is null)
            {
                SqliteDatabase plain = SqliteDatabase.OpenImmutable(fetched.DatabasePath);
                return OpenChecked(fetched, plain, plain);
            }

            using FileKey key = keys.Open(fetched.Properties.ManifestKey.Span);
            using CbcDecryptStream content = new(File.OpenRead(fetched.DatabasePath), key);
            PrivateDatabase database = PrivateDatabase.Open(
                content, content.Length, HostLayout.ManifestName, CancellationToken.None);
            return OpenChecked(fetched, database.Database, database);
        }
        catch
        {
            fetched.Dispose();
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

    /// <summary>
    /// The entries of some kinds, in the order in which they lie in the manifest. Rows of nothing but an id are passed
    /// over.
    /// </summary>
    public IEnumerable<BackupFile> Entries(FileKind kinds)
    {
        using SqliteStatement statement = _database.Prepare(
            "SELECT fileID, domain, relativePath, flags, file FROM Files WHERE file IS NOT NULL AND domain IS NOT NULL "
            + $"AND relativePath IS NOT NULL AND (flags & {(int)kinds}) <> 0");
        while (statement.Step())
        {
            yield return BackupFileDecoder.Decode(
                statement.Text(0)!, statement.Text(1)!, statement.Utf8(2), statement.Integer(3), statement.Blob(4));
        }
    }

    /// <summary>Looks through the whole database.</summary>
    /// <exception cref="BackupException"><see cref="BackupErrorCode.CorruptBackup"/>.</exception>
    public void RequireSound()
    {
        const int OldestDatabase = 2;
        using SqliteStatement check = _database.Prepare("PRAGMA quick_check(1)");
        if (_database.QueryInteger("PRAGMA user_version") < OldestDatabase || !check.Step() || check.Text(0) != "ok")
        {
            throw FetchedManifest.Corrupt(
                HostLayout.ManifestName, BackupErrorCode.DatabaseError, "The database is malformed");
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

    /// <summary>Opens a database, or disposes of it when it is none.</summary>
    private static HostManifest OpenChecked(FetchedManifest fetched, SqliteDatabase database, IDisposable owner)
    {
        try
        {
            return new HostManifest(fetched.Properties, database, owner, fetched);
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
}
