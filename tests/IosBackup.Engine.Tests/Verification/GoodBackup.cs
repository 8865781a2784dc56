using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Sqlite;
using IosBackup.Engine.Verification;
using Xunit;

namespace IosBackup.Engine.Tests.Verification;

/// <summary>A good backup in a repository, to be damaged by a test.</summary>
internal sealed class GoodBackup : IDisposable
{
    public const string Secret = "correct horse";

    private readonly TemporaryFolder _repository = new();
    private readonly string _udid;

    /// <param name="repository">A repository with one generation; it is copied.</param>
    /// <param name="udid">Whose generation that is.</param>
    /// <param name="isEncrypted">Whether it is encrypted with <see cref="Secret"/>.</param>
    public GoodBackup(string repository, string udid, bool isEncrypted)
    {
        _udid = udid;
        IsEncrypted = isEncrypted;
        foreach (string file in Directory.EnumerateFiles(repository, "*", SearchOption.AllDirectories))
        {
            string copy = _repository[Path.GetRelativePath(repository, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public bool IsEncrypted { get; }

    /// <summary>The newest generation's folder.</summary>
    public string Folder => _repository[_udid];

    /// <summary>What the repository keeps of the generation.</summary>
    public string OwnFolder => Assert.Single(Directory.GetDirectories(_repository[".iosbackup", _udid, "generations"]));

    /// <summary>The path of something in the backup's folder.</summary>
    public string this[params string[] parts] => Path.Combine([Folder, .. parts]);

    /// <summary>Removes what the repository knows: a backup like one of another tool is left.</summary>
    public void ForgetRepository() => Directory.Delete(_repository[".iosbackup"], recursive: true);

    public Task<VerificationResult> VerifyAsync(
        VerificationLevel level, VerificationSlice? slice = null, bool withPassword = true) =>
        VerifyAsync(Folder, level, slice, withPassword && IsEncrypted ? Secret : null);

    public static async Task<VerificationResult> VerifyAsync(
        string folder, VerificationLevel level, VerificationSlice? slice = null, string? password = null)
    {
        using BackupPassword? secret = password is null ? null : BackupPassword.FromChars(password);
        VerificationOptions options = new()
        {
            Level = level,
            Slice = slice,
            Password = secret,
            Remember = false,
        };
        return await BackupVerifier.RunAsync(folder, options, null, TestContext.Current.CancellationToken);
    }

    /// <summary>The files whose content is stored, and where that lies.</summary>
    public IReadOnlyList<(BackupFile File, string Path)> Payloads()
    {
        using Backup backup = Open();
        return [.. backup.Files(new BackupFileQuery { Kinds = FileKind.File })
            .Select(file => (file, this[BackupFolder.ShardedName(file.FileId)]))];
    }

    /// <summary>Where the content of a file is stored.</summary>
    public string PathOf(string domain, string path) => this[BackupFolder.ShardedName(FileIds.Compute(domain, path))];

    /// <summary>Changes the manifest's database, encrypted or not.</summary>
    public void EditManifest(Action<SqliteDatabase> edit)
    {
        string path = this[ManifestDatabase.FileName];
        if (!IsEncrypted)
        {
            EditDatabase(path, edit);
            return;
        }

        using BackupPassword password = BackupPassword.FromChars(Secret);
        BackupProperties properties = BackupProperties.Parse(File.ReadAllBytes(this[BackupProperties.FileName]));
        using ClassKeys keys = Keybag.Parse(properties.BackupKeyBag.Span).Unlock(password);
        using FileKey key = keys.Open(properties.ManifestKey.Span);
        string plain = _repository["manifest"];
        Copy(new CbcDecryptStream(File.OpenRead(path), key), plain);
        EditDatabase(plain, edit);
        Copy(new PayloadStream(File.OpenRead(plain), key), path);
        File.Delete(plain);
    }

    /// <summary>Changes the manifest's record of an entry, and nothing else of its row.</summary>
    public void EditRecord(string domain, string path, Func<BackupFile, BackupFile> edit)
    {
        BackupFile file;
        using (Backup backup = Open())
        {
            file = backup.Find(domain, path)!;
        }

        EditManifest(database =>
        {
            using SqliteStatement update = database.Prepare("UPDATE Files SET file = ?1 WHERE fileID = ?2");
            update.Bind(1, MBFileEncoder.Encode(edit(file))).Bind(2, file.FileId).Run();
        });
    }

    public void Dispose() => _repository.Dispose();

    private static void EditDatabase(string path, Action<SqliteDatabase> edit)
    {
        using SqliteDatabase database = SqliteDatabase.OpenOwn(path);
        edit(database);
    }

    private static void Copy(Stream source, string target)
    {
        using Stream content = source;
        using FileStream file = File.Create(target);
        content.CopyTo(file);
    }

    private Backup Open()
    {
        Backup backup = Backup.Open(Folder);
        if (IsEncrypted)
        {
            using BackupPassword password = BackupPassword.FromChars(Secret);
            backup.Unlock(password);
        }

        return backup;
    }
}
