using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Files;
using IosBackup.VirtualDevice.Backup;
using IosBackup.VirtualDevice.Content;

namespace IosBackup.VirtualDevice.Restore;

/// <summary>
/// Puts a restore into the phone's content. The bytes of all files lie one after the other in a file of the phone's.
/// </summary>
internal sealed class ContentTarget : IRestoreTarget
{
    private const string StorageName = "restored";
    private const int BufferSize = 256 * 1024;

    private readonly VirtualPhone _phone;
    private readonly PrivateFolder _folder;
    private readonly FileStream _file;
    private readonly BufferedStream _storage;
    private readonly Dictionary<PhoneFileKey, PhoneFile> _entries = [];
    private readonly Dictionary<ulong, PhoneFile> _linked = [];
    private long _end;
    private bool _isKept;

    public ContentTarget(VirtualPhone phone)
    {
        _phone = phone;
        _folder = PrivateFolder.Create();
        _file = _folder.CreateFile(StorageName);
        _storage = new BufferedStream(_file, BufferSize);
    }

    public Stream Begin(BackupFile file)
    {
        _storage.Position = _end;
        return _storage;
    }

    public void Keep(BackupFile file)
    {
        long length = _storage.Position - _end;
        PhoneFileContent content = length == 0
            ? PhoneFileContent.FromBytes([])
            : PhoneFileContent.FromPartOfFile(_folder[StorageName], _end, length);
        _end += length;
        PhoneFile restored = FileRecords.ToPhoneFile(file, content);

        // Files with the same inode are one file with several names.
        if (file.Inode != 0 && _linked.TryGetValue(file.Inode, out PhoneFile? first))
        {
            restored = restored with { Content = first.Content, Inode = first.Inode };
        }
        else
        {
            restored = restored with { Inode = _phone.Content.TakeInode() };
            _linked[file.Inode] = restored;
        }

        Add(restored);
    }

    public void Add(BackupFile entry) => Add(FileRecords.ToPhoneFile(entry, content: null));

    public CommitResult Commit(Func<PhoneFile, ItemFate> fate)
    {
        _storage.Flush();
        CommitResult outcome = new(0, []);
        List<PhoneFile> stays = [];
        foreach (PhoneFile file in _phone.Content.TakeSnapshot())
        {
            PhoneFileKey key = new(file.Domain, file.RelativePath);
            switch (_entries.ContainsKey(key) ? (ItemFate?)null : fate(file))
            {
                case ItemFate.Removed:
                    outcome = outcome with { Removed = outcome.Removed + 1 };
                    break;
                case ItemFate.LostAtBoot:
                    outcome.LostAtBoot.Add(key);
                    stays.Add(file);
                    break;
                case ItemFate.Stays:
                    stays.Add(file);
                    break;
            }
        }

        _isKept = true;
        _phone.Restores.Keep(_folder);
        _phone.Content.Reset(stays.Concat(_entries.Values));
        return outcome;
    }

    public void Dispose()
    {
        _storage.Dispose();
        _file.Dispose();
        if (!_isKept)
        {
            _folder.Dispose();
        }
    }

    private void Add(PhoneFile file) => _entries[new PhoneFileKey(file.Domain, file.RelativePath)] = file;
}
