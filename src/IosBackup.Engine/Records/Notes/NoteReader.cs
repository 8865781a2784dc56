using System;
using System.Collections.Generic;
using System.Threading;

namespace IosBackup.Engine.Records.Notes;

/// <summary>
/// Reads notes: those of the Notes app (iOS 9 and later), and those of mail accounts, which still lie in the store of
/// the app before it.
/// </summary>
public sealed class NoteReader : StoreReader<IosNote, NoteQuery>
{
    /// <summary>The domain of the notes store and of the files in notes.</summary>
    internal const string Domain = "AppDomainGroup-group.com.apple.notes";

    private protected override StoreDefinition Store { get; } = new()
    {
        Name = "Notes",
        Places =
        [
            new StorePlace(Domain, "NoteStore.sqlite"),
            new StorePlace("HomeDomain", "Library/Notes/notes.sqlite"),
        ],
        HasMany = true,
    };

    private protected override DateTimeOffset? TimeOf(IosNote record) => record.Modified;

    private protected override IEnumerable<IosNote> ReadStore(
        RecordStore store, NoteQuery query, CancellationToken stop)
    {
        if (store.Has(NoteRows.Table))
        {
            return new NoteRows(store, query, stop).Read();
        }

        if (store.Has(MailNoteRows.Table))
        {
            return MailNoteRows.Read(store, query, stop);
        }

        store.WarnUnknown();
        return [];
    }
}
