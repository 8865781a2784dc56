using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Sqlite;
using IosBackup.Engine.Tests.VirtualDevice.Content.Formats;
using IosBackup.Tests;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice.Content;

public sealed class NoteContentTests : IDisposable
{
    private const string Domain = "AppDomainGroup-group.com.apple.notes";

    private const string Notes =
        """
        FROM ZICCLOUDSYNCINGOBJECT n JOIN ZICNOTEDATA d ON d.ZNOTE = n.Z_PK AND n.ZNOTEDATA = d.Z_PK
        LEFT JOIN ZICCLOUDSYNCINGOBJECT f ON f.Z_PK = n.ZFOLDER
        LEFT JOIN ZICCLOUDSYNCINGOBJECT a ON a.Z_PK = n.ZACCOUNT7
        WHERE n.Z_ENT = (SELECT Z_ENT FROM Z_PRIMARYKEY WHERE Z_NAME = 'ICNote')
        """;

    private readonly SqliteDatabase _store = TestPhone.Open(Domain, "NoteStore.sqlite");

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Notes_say_what_is_planned()
    {
        List<string?[]> found = [];
        using SqliteStatement rows = _store.Prepare(
            "SELECT n.ZIDENTIFIER, n.ZTITLE1, n.ZISPASSWORDPROTECTED, d.ZDATA " + Notes);
        while (rows.Step())
        {
            bool isReadable = rows.Integer(2) == 0 && !rows.IsNull(3);
            string text = isReadable ? NoteBodyReader.Read(rows.Blob(3).ToArray()).Text : rows.Text(1)!;
            Assert.True(text.Length == 0 || text.StartsWith(rows.Text(1)!, StringComparison.Ordinal));
            found.Add([rows.Text(0), text]);
        }

        TestPhone.AssertPlanned(StarterKind.Note, found);
    }

    [Fact]
    public void Notes_are_in_folders_of_accounts()
    {
        List<string?[]> rows =
            TestPhone.Rows(_store, "SELECT n.ZTITLE1, f.ZTITLE2, a.ZNAME, f.ZFOLDERTYPE " + Notes, 4);
        Assert.All(rows.SelectMany(static row => row), static value => Assert.NotNull(value));
        Assert.Equal("Recently Deleted", Assert.Single(rows, static row => row[3] == "1")[1]);
        Assert.Contains(rows, static row => row[2] == "On My iPhone");
        Assert.Contains(rows, static row => row[1] == "Recipes");
        Assert.Equal(1, _store.QueryInteger("SELECT COUNT(*) " + Notes + " AND n.ZISPINNED = 1"));
        Assert.Equal(1, _store.QueryInteger("SELECT COUNT(*) " + Notes + " AND d.ZDATA IS NULL"));
    }

    [Fact]
    public void Bodies_have_every_style()
    {
        HashSet<long> styles = [];
        HashSet<int> attributes = [];
        foreach (List<ProtobufField> run in Runs())
        {
            styles.Add(run.Message(2).Integer(1));
            attributes.UnionWith(run.Select(static field => field.Number));
        }

        Assert.Empty(new long[] { 0, 1, 2, 4, 100, 101, 102, 103 }.Except(styles));
        Assert.Empty(new[] { 5, 7, 9, 10, 12 }.Except(attributes));
    }

    [Fact]
    public void Attachments_that_bodies_name_are_in_the_store_and_their_files_are_there()
    {
        List<string?[]> attachments = TestPhone.Rows(
            _store,
            """
            SELECT x.ZIDENTIFIER, COALESCE(x.ZTYPEUTI, x.ZTYPEUTI1), m.ZIDENTIFIER, m.ZFILENAME, m.ZGENERATION1
            FROM ZICCLOUDSYNCINGOBJECT x LEFT JOIN ZICCLOUDSYNCINGOBJECT m ON m.Z_PK = x.ZMEDIA
            WHERE COALESCE(x.ZTYPEUTI, x.ZTYPEUTI1) IS NOT NULL
            """,
            5);
        List<ProtobufField> named = [.. Runs().SelectMany(static run => run.All(12))];
        Assert.Equal(
            attachments.Select(static row => (row[0]!, row[1]!)).Order(),
            named.Select(static field => (field.Fields.Text(1), field.Fields.Text(2))).Order());
        foreach (string?[] row in attachments.Where(static row => row[2] is not null))
        {
            Assert.Contains(TestPhone.Default.Files, file => file.Domain == Domain
                && file.RelativePath.EndsWith($"/Media/{row[2]}/{row[4]}/{row[3]}", StringComparison.Ordinal));
        }

        Assert.Contains(attachments, static row => row[2] is not null);
    }

    [Fact]
    public void The_table_has_its_cells()
    {
        using SqliteStatement row = _store.Prepare(
            "SELECT ZMERGEABLEDATA1 FROM ZICCLOUDSYNCINGOBJECT WHERE ZTYPEUTI = 'com.apple.notes.table'");
        Assert.True(row.Step());
        string[][] cells = NoteBodyReader.ReadTable(row.Blob(0).ToArray());
        Assert.Equal(4, cells.Length);
        Assert.Equal(["What", "Who", "£"], cells[0]);
        Assert.Equal(["Petrol ⛽️", "Lena", "55"], cells[2]);
        Assert.Equal(["Food", "all of us", ""], cells[3]);
    }

    [Fact]
    public void The_password_opens_the_locked_note()
    {
        using SqliteStatement row = _store.Prepare(
            """
            SELECT n.ZCRYPTOSALT, n.ZCRYPTOITERATIONCOUNT, n.ZCRYPTOWRAPPEDKEY, d.ZCRYPTOINITIALIZATIONVECTOR,
              d.ZCRYPTOTAG, d.ZDATA
            """ + " " + Notes + " AND n.ZISPASSWORDPROTECTED = 1 AND n.ZSNIPPET IS NULL");
        Assert.True(row.Step());
        byte[] body = NoteBodyReader.Unlock(
            StarterTruth.LockedNotePassword,
            row.Blob(0).ToArray(),
            (int)row.Integer(1),
            row.Blob(2).ToArray(),
            row.Blob(3).ToArray(),
            row.Blob(4).ToArray(),
            row.Blob(5).ToArray());
        Assert.Equal(StarterTruth.LockedNoteText, NoteBodyReader.Read(body).Text);
    }

    /// <summary>A note that was locked on a phone, so that the test's own key is the right one.</summary>
    [Fact]
    public void A_real_locked_note_opens_in_the_same_way()
    {
        byte[] body = NoteBodyReader.Unlock(
            "password",
            Convert.FromHexString("1165106b6b288bda1e6ecb18e65c7876"),
            20_000,
            Convert.FromHexString("98c0e56b43b507e60c5465ec5e1bb0c74b756f7d4f4a9bff"),
            Convert.FromHexString("151f64de7be34d15dacdaea9b33471f9"),
            Convert.FromHexString("806bf2bbd3bf83cf1240b03e7c4d6ab1"),
            Convert.FromHexString(
                "131b03571fc9ec47ef58e58e21fce5c10aa73a62b9e58a743bcdcc3aff1ea8ab9964f4535b8597735f3da5f6ae63b937"
                + "0625a20d633e9cf2986d4d118989124f0ddfee956e47cb5cbc3617c520b075620b37ae4056f3a1af83351fda634dfb44"
                + "6055c75f7143a5600149db333893c0ecb0ef3944e2a64542e9a4375bf152689858fed8b21aded0eab0afb11190"));
        Assert.StartsWith("Encrypted title", NoteBodyReader.Read(body).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("emoji_formatting_1_gzipped.bin")]
    [InlineData("list_indents_gzipped.bin")]
    [InlineData("simple_note_protobuf_gzipped.bin")]
    [InlineData("url_gzipped.bin")]
    public void Real_notes_are_read_in_the_same_way(string name)
    {
        Assert.NotEmpty(NoteBodyReader.Read(File.ReadAllBytes(ConformanceData.Conformance("notes", name))).Text);
    }

    [Fact]
    public void A_real_table_is_read_in_the_same_way()
    {
        string[][] cells = NoteBodyReader.ReadTable(
            File.ReadAllBytes(ConformanceData.Conformance("notes", "table_gzipped.bin")));
        Assert.All(cells.SelectMany(static row => row), static cell => Assert.NotNull(cell));
    }

    [Fact]
    public void The_store_of_old_accounts_is_there_and_has_a_note()
    {
        List<string?[]> rows = TestPhone.Rows(
            "HomeDomain",
            "Library/Notes/notes.sqlite",
            "SELECT n.ZTITLE, b.ZCONTENT FROM ZNOTE n JOIN ZNOTEBODY b ON b.Z_PK = n.ZBODY",
            2);
        Assert.Contains("<", Assert.Single(rows)[1], StringComparison.Ordinal);
    }

    private List<List<ProtobufField>> Runs()
    {
        List<List<ProtobufField>> runs = [];
        using SqliteStatement rows = _store.Prepare(
            "SELECT d.ZDATA " + Notes + " AND n.ZISPASSWORDPROTECTED = 0 AND d.ZDATA IS NOT NULL");
        while (rows.Step())
        {
            runs.AddRange(NoteBodyReader.Read(rows.Blob(0).ToArray()).Runs.Select(static run => run.Attributes));
        }

        return runs;
    }
}
