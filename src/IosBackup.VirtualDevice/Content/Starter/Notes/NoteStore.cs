using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Notes;

/// <summary>Writes the notes store and the files of its attachments.</summary>
internal sealed class NoteStore : IDisposable
{
    private const string Domain = "AppDomainGroup-group.com.apple.notes";
    private const int TrashType = 1;
    private const int SmartType = 3;
    private const int CloudAccount = 1;
    private const int LocalAccount = 3;

    private readonly Story _story;
    private readonly StarterRandom _random;
    private readonly CoreDataStore _store;
    private readonly Dictionary<string, long> _folders = new(StringComparer.Ordinal);
    private readonly string _accountId;
    private readonly long _account;
    private readonly long _localAccount;

    private NoteStore(Story story)
    {
        _story = story;
        _random = story.Random("notes");
        _store = new CoreDataStore(_random.Guid(), NoteModel.Entities);
        _accountId = _random.Guid();
        _account = AddAccount(_accountId, "iCloud", CloudAccount);
        _localAccount = AddAccount("LocalAccount", "On My iPhone", LocalAccount);
        AddFolders();
    }

    public static void Write(Story story)
    {
        using NoteStore notes = new(story);
        NoteScript script = new(story, notes._random);
        foreach (PlannedNote note in script.Notes())
        {
            notes.Add(note);
        }

        for (int i = 0; i < story.Episodes.Count; i++)
        {
            notes.Add(script.Later(i));
        }

        notes.Finish();
    }

    public void Dispose() => _store.Dispose();

    private long AddAccount(string identifier, string name, int type) => _store.Insert("ICAccount", new StoreRow
    {
        ["ZIDENTIFIER"] = identifier,
        ["ZNAME"] = name,
        ["ZACCOUNTTYPE"] = (long)type,
        ["ZMARKEDFORDELETION"] = 0L,
        ["ZUSERRECORDNAME"] = type == CloudAccount ? "_" + _random.Hex(32) : "__defaultOwner__",
    });

    private void AddFolders()
    {
        AddFolder(NoteFolders.Notes, "Notes", null, _account, 0);
        AddFolder(NoteFolders.Trash, "Recently Deleted", null, _account, TrashType);
        AddFolder(NoteFolders.Recipes, "Recipes", null, _account, 0);
        AddFolder("Trips", "Trips", null, _account, 0);
        AddFolder(NoteFolders.Wales, "Wales 🏴󠁧󠁢󠁷󠁬󠁳󠁿", "Trips", _account, 0);
        AddFolder(NoteFolders.Local, "Notes", null, _localAccount, 0);
        AddFolder("someday", "Someday", null, _account, SmartType, """{"entity":"note","type":{"tag":"someday"}}""");
    }

    private void AddFolder(
        string key, string title, string? parent, long account, int type, string? query = null)
    {
        bool isBuiltIn = key.Contains("Folder-");
        _folders[key] = _store.Insert("ICFolder", new StoreRow
        {
            ["ZIDENTIFIER"] = isBuiltIn ? key : _random.Guid(),
            ["ZTITLE2"] = title,
            ["ZPARENT"] = parent is null ? SqlValue.Null : _folders[parent],
            ["ZACCOUNT8"] = account,
            ["ZOWNER"] = account,
            ["ZFOLDERTYPE"] = (long)type,
            ["ZSMARTFOLDERQUERYJSON"] = query,
            ["ZMARKEDFORDELETION"] = 0L,
            ["ZNESTEDTITLEFORSORTING"] = title,
        });
    }

    private void Add(PlannedNote note)
    {
        long account = note.Folder == NoteFolders.Local ? _localAccount : _account;
        byte[]? body = note.Text?.ToBytes();
        NoteLock? locked = note.IsLocked && body is not null
            ? new NoteLock(_random, StarterTruth.LockedNotePassword, body)
            : null;
        long data = _store.Insert("ICNoteData", new StoreRow
        {
            ["ZCRYPTOINITIALIZATIONVECTOR"] = locked?.InitializationVector,
            ["ZCRYPTOTAG"] = locked?.Tag,
            ["ZDATA"] = locked?.Body ?? body,
        });
        long key = _store.Insert("ICNote", new StoreRow
        {
            ["ZIDENTIFIER"] = note.Identifier,
            ["ZTITLE1"] = note.Title,
            ["ZSNIPPET"] = note.IsLocked ? null : Snippet(note.Text),
            ["ZFOLDER"] = _folders[note.Folder],
            ["ZACCOUNT7"] = account,
            ["ZNOTEDATA"] = data,
            ["ZCREATIONDATE3"] = PhoneTime.Cocoa(note.Created),
            ["ZMODIFICATIONDATE1"] = PhoneTime.Cocoa(note.Modified),
            ["ZISPINNED"] = note.IsPinned,
            ["ZMARKEDFORDELETION"] = 0L,
            ["ZHASCHECKLIST"] = note.Title.Contains('✅'),
            ["ZNEEDSINITIALFETCHFROMCLOUD"] = note.Text is null,
            ["ZISPASSWORDPROTECTED"] = note.IsLocked,
            ["ZPASSWORDHINT"] = note.PasswordHint,
            ["ZCRYPTOSALT"] = locked?.Salt,
            ["ZCRYPTOITERATIONCOUNT"] = locked is null ? SqlValue.Null : (long)NoteLock.Iterations,
            ["ZCRYPTOWRAPPEDKEY"] = locked?.WrappedKey,
            ["ZCRYPTOINITIALIZATIONVECTOR"] = locked?.InitializationVector,
            ["ZCRYPTOTAG"] = locked?.Tag,
        });
        _store.Execute(FormattableString.Invariant($"UPDATE ZICNOTEDATA SET ZNOTE = {key} WHERE Z_PK = {data}"));
        foreach (NoteAttachment attachment in note.Attachments)
        {
            AddAttachment(attachment, key, note);
        }

        string text = note.IsLocked || note.Text is null ? note.Title : note.Text.Text;
        _story.Truth.Add(StarterKind.Note, note.Identifier, text, note.Created);
    }

    private void AddAttachment(NoteAttachment attachment, long note, PlannedNote planned)
    {
        if (attachment.InlineText is string inline)
        {
            _store.Insert("ICInlineAttachment", new StoreRow
            {
                ["ZIDENTIFIER"] = attachment.Identifier,
                ["ZTYPEUTI1"] = attachment.Type,
                ["ZALTTEXT"] = inline,
                ["ZTOKENCONTENTIDENTIFIER"] = inline.Substring(1).ToUpperInvariant(),
                ["ZNOTE1"] = note,
                ["ZACCOUNT5"] = _account,
                ["ZMARKEDFORDELETION"] = 0L,
                ["ZCREATIONDATE1"] = PhoneTime.Cocoa(planned.Created),
            });
            return;
        }

        string generation = "1_" + _random.Guid();
        long? media = attachment.Content is null ? null : AddMedia(attachment, generation, planned);
        long key = _store.Insert("ICAttachment", new StoreRow
        {
            ["ZIDENTIFIER"] = attachment.Identifier,
            ["ZTYPEUTI"] = attachment.Type,
            ["ZNOTE"] = note,
            ["ZMEDIA"] = media,
            ["ZACCOUNT1"] = _account,
            ["ZTITLE"] = attachment.Title ?? attachment.FileName,
            ["ZURLSTRING"] = attachment.Url,
            ["ZFILESIZE"] = (long)(attachment.Content?.Length ?? 0),
            ["ZMERGEABLEDATA1"] = attachment.Table,
            ["ZFALLBACKIMAGEGENERATION"] = attachment.Fallback is null ? null : generation,
            ["ZCREATIONDATE"] = PhoneTime.Cocoa(planned.Created),
            ["ZMODIFICATIONDATE"] = PhoneTime.Cocoa(planned.Modified),
            ["ZMARKEDFORDELETION"] = 0L,
        });
        if (media is long row)
        {
            _store.Execute(FormattableString.Invariant(
                $"UPDATE ZICCLOUDSYNCINGOBJECT SET ZATTACHMENT1 = {key} WHERE Z_PK = {row}"));
        }

        if (attachment.Fallback is byte[] fallback)
        {
            string folder = $"Accounts/{_accountId}/FallbackImages/{attachment.Identifier}/{generation}/";
            _story.Files.Add(Domain, folder + "FallbackImage.png", fallback, planned.Modified);
        }
    }

    private long AddMedia(NoteAttachment attachment, string generation, PlannedNote planned)
    {
        string identifier = _random.Guid();
        string folder = $"Accounts/{_accountId}/Media/{identifier}/{generation}/";
        _story.Files.Add(Domain, folder + attachment.FileName, attachment.Content!, planned.Created);
        return _store.Insert("ICMedia", new StoreRow
        {
            ["ZIDENTIFIER"] = identifier,
            ["ZFILENAME"] = attachment.FileName,
            ["ZGENERATION1"] = generation,
            ["ZACCOUNT6"] = _account,
            ["ZMARKEDFORDELETION"] = 0L,
        });
    }

    private void Finish()
    {
        _story.Files.Add(Domain, "NoteStore.sqlite", _store.ToImage(), _story.Now.AddHours(-6));
        _story.Files.Add(
            Domain,
            "Library/Preferences/group.com.apple.notes.plist",
            PropertyList.ToBinary(new PlistDictionary { ["ICDidRunFirstLaunch"] = true, ["sortType"] = 1 }),
            _story.DaysAgo(1400, 9, 0));
    }

    /// <summary>The first words behind the title.</summary>
    private static string? Snippet(NoteText? text) => text?.Text.Split('\n').Skip(1)
        .Select(static line => line.Replace(NoteText.AttachmentMark, "").Trim())
        .FirstOrDefault(static line => line.Length > 0);
}
