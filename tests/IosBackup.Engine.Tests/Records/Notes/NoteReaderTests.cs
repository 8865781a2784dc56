using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json.Nodes;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Notes;
using IosBackup.Engine.Tests.VirtualDevice.Content;
using IosBackup.Tests;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.Records.Notes;

public sealed class NoteReaderTests
{
    private static readonly NoteReader s_reader = new();

    [Fact]
    public void The_synthetic_store_gives_its_six_notes()
    {
        byte[] store = File.ReadAllBytes(ConformanceData.Conformance("stores", "notes.1.NoteStore.sqlite"));
        using StoreBackup backup = StoreBackup.Of((NoteReader.Domain, "NoteStore.sqlite", store));
        List<IosNote> notes = Read(backup);
        Assert.Equal(
            ["Corrupt body", "Corrupt date", "Empty", "Locked", "Shopping", "Trash note"],
            notes.Select(static note => note.Title).Order(StringComparer.Ordinal));
        IosNote shopping = notes.Single(static note => note.Title == "Shopping");
        Assert.Equal("Recently Deleted", Folder(notes, "Trash note") ?? "Recently Deleted");
        Assert.Equal(("On My iPhone", true), (shopping.Account, shopping.IsPinned));
        Assert.NotEmpty(shopping.Text!);
        Assert.Equal(IosNoteState.Unreadable, State(notes, "Corrupt body"));
        Assert.Equal(IosNoteState.Locked, State(notes, "Locked"));
        Assert.Equal("pet name", notes.Single(static note => note.IsLocked).PasswordHint);
        Assert.True(notes.Single(static note => note.Title == "Trash note").IsTrashed);
        Assert.Null(notes.Single(static note => note.Title == "Corrupt date").Created);
        Assert.Equal("", notes.Single(static note => note.Title == "Empty").Text);
        Assert.Equal(2, shopping.Attachments.Count);
        Assert.Equal(
            [RecordWarningKind.Locked, RecordWarningKind.ContentUnreadable, RecordWarningKind.KeptInICloud],
            backup.Warnings.Select(static warning => warning.Kind));
    }

    [Fact]
    public void A_real_store_gives_what_another_tool_found()
    {
        const string Name = "testdata.notes.notes.josh_ios17_ffs.zip";
        const string Results = "notes.notes.josh_ios17_ffs.20260725222859.json";
        string zip = ConformanceData.Conformance("stores", "real", Name);
        using StoreBackup backup = StoreBackup.Of([.. Unzip(zip)]);
        List<IosNote> notes = Read(backup);
        JsonArray rows = JsonNode.Parse(
            File.ReadAllText(ConformanceData.Conformance("stores", "real", Results)))!["data"]!.AsArray();
        Assert.Equal(14, notes.Count);
        foreach (JsonNode? row in rows)
        {
            IosNote note = notes.Single(note => note.Title == (string?)row![1]
                && note.Created?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) == (string?)row[0]);
            Assert.Equal((string?)row![4], note.Folder?.Split('/').Last());
            Assert.Equal((string?)row[5], note.Account);
            Assert.Equal((string?)row[7] == "Yes", note.IsLocked);
            if (!note.IsLocked)
            {
                Assert.Equal(Words((string?)row[3]), Words(note.Text));
            }
        }
    }

    [Fact]
    public void Every_note_of_the_starter_phone_is_read()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosNote> notes = Read(backup);
        foreach (StarterSample sample in TestPhone.Default.Truth.Samples(StarterKind.Note))
        {
            Assert.Contains(notes, note => note.NoteId == sample.Key || sample.Text.Contains(note.Title ?? "?"));
        }

        IosNote list = notes.Single(static note => note.Title == "Shopping list ✅");
        Assert.Equal((4, 2), (list.ChecklistItems, list.ChecklistItemsDone));
        Assert.Contains("- [x] Ricotta (the good one)", list.Markdown, StringComparison.Ordinal);
        IosNote budget = notes.Single(static note => note.Text?.Contains("Cottage\tTom\t240") ?? false);
        Assert.Contains("<td>Petrol ⛽️</td>", budget.Html, StringComparison.Ordinal);
        Assert.Contains(notes, static note => note.Attachments.Any(static attachment => attachment.FileId is not null));
        Assert.Contains(notes, static note => note.State == IosNoteState.NotDownloaded);
        Assert.Contains(notes, static note => note.Folder == "Trips/Wales 🏴󠁧󠁢󠁷󠁬󠁳󠁿");
    }

    [Fact]
    public void A_locked_note_opens_with_its_password()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        using BackupPassword password = BackupPassword.FromChars(StarterTruth.LockedNotePassword);
        IosNote note = Read(backup, new NoteQuery { Password = password }).Single(static note => note.IsLocked);
        Assert.Equal((StarterTruth.LockedNoteText, IosNoteState.Read), (note.Text, note.State));
        Assert.DoesNotContain(backup.Warnings, static warning => warning.Kind == RecordWarningKind.Locked);
    }

    [Fact]
    public void A_wrong_password_of_notes_is_told_apart_from_none()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        using BackupPassword wrong = BackupPassword.FromChars("wrong");
        Assert.Equal(
            IosNoteState.Locked,
            Read(backup, new NoteQuery { Password = wrong }).Single(static note => note.IsLocked).State);
        Assert.Contains(backup.Warnings, static warning => warning.Kind == RecordWarningKind.LockedOtherwise);
        Assert.DoesNotContain(backup.Warnings, static warning => warning.Kind == RecordWarningKind.Locked);
    }

    [Fact]
    public void Periods_and_words_narrow_the_notes()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosNote> all = Read(backup);
        DateTimeOffset middle = all.Select(static note => note.Modified).OfType<DateTimeOffset>()
            .Order().ElementAt(all.Count / 2);
        Assert.Equal(
            all.Count(note => note.Modified >= middle), Read(backup, new NoteQuery { Since = middle }).Count);
        Assert.Single(Read(backup, new NoteQuery { Contains = "RICOTTA (THE" }));
    }

    private static List<IosNote> Read(StoreBackup backup, NoteQuery? query = null) =>
        [.. s_reader.Read(backup.Source, query ?? new NoteQuery(), TestContext.Current.CancellationToken)];

    private static string? Folder(List<IosNote> notes, string title) =>
        notes.Single(note => note.Title == title).Folder;

    private static IosNoteState State(List<IosNote> notes, string title) =>
        notes.Single(note => note.Title == title).State;

    private static string Words(string? text) => string.Join(
        ' ', (text ?? "").Replace("\uFFFC", "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<(string Domain, string Path, byte[] Content)> Unzip(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using MemoryStream content = new();
            using Stream stream = entry.Open();
            stream.CopyTo(content);
            yield return (NoteReader.Domain, entry.Name, content.ToArray());
        }
    }
}
