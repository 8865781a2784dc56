using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using CsCheck;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using Xunit;

namespace IosBackup.Engine.Tests.Repository;

public sealed class LedgerTests : IDisposable
{
    private static readonly LedgerEntry[] s_entries =
        [.. Enumerable.Range(0, 3000).Select(static i => new LedgerEntry(
            SHA1.HashData(BitConverter.GetBytes(i)), i * 1_000_000_007L, SHA256.HashData(BitConverter.GetBytes(i))))];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Entries_come_back_as_they_were_written()
    {
        string path = WriteLedger();

        Assert.Equal(s_entries.Select(Describe), Ledger.Read(path).Select(Describe));
        Assert.Equal(8 + (60 * s_entries.Length) + 32, new FileInfo(path).Length);
    }

    [Fact]
    public void Every_entry_is_found_where_it_lies_and_no_other()
    {
        IEnumerable<LedgerEntry> inOrder = s_entries.OrderBy(
            static entry => Convert.ToHexString(entry.FileId), StringComparer.Ordinal);
        using LedgerLookup lookup = new(WriteLedger(inOrder));

        Assert.All(s_entries, entry => Assert.Equal(Describe(entry), Describe(lookup.Find(entry.FileId)!.Value)));
        for (int i = -3000; i < 0; i++)
        {
            Assert.Null(lookup.Find(SHA1.HashData(BitConverter.GetBytes(i))));
        }

        Assert.Null(lookup.Find(new byte[20]));
        Assert.Null(lookup.Find([.. Enumerable.Repeat<byte>(255, 20)]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(200)]
    public void However_few_entries_are_held_at_once_the_ledger_is_the_same(int mostEntries)
    {
        byte[] content = [1, 2, 3];
        LedgerEntry[] entries = [.. s_entries.Take(400).Select(
            entry => new LedgerEntry(entry.FileId, content.Length, SHA256.HashData(entry.FileId)))];
        foreach (LedgerEntry entry in entries)
        {
            string name = Convert.ToHexStringLower(entry.FileId);
            Directory.CreateDirectory(_folder[$"backup/{name[..2]}"]);
            File.WriteAllBytes(_folder[$"backup/{name[..2]}/{name}"], content);
        }

        LedgerBuilder builder = new(FileLayer.Real) { MostEntries = mostEntries };
        builder.Build(_folder["backup"], entries, null, _folder["ledger"], TestContext.Current.CancellationToken);

        Assert.Empty(builder.Read);
        Assert.Equal(
            entries.Select(Describe).Order(StringComparer.Ordinal),
            Ledger.Read(_folder["ledger"]).Select(Describe).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Any_flipped_bit_is_found_before_the_first_entry()
    {
        string path = WriteLedger();
        byte[] good = File.ReadAllBytes(path);
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Int[0, 7]).Sample(
            (at, bit) =>
            {
                byte[] bad = (byte[])good.Clone();
                bad[at] ^= (byte)(1 << bit);
                AssertRefused(bad);
            },
            iter: 50,
            threads: 1);
    }

    [Fact]
    public void A_ledger_cut_short_is_refused()
    {
        byte[] good = File.ReadAllBytes(WriteLedger());
        foreach (int length in (int[])[0, 7, 8, 39, 40, 100, good.Length - 60, good.Length - 1])
        {
            AssertRefused(good[..length]);
        }
    }

    [Fact]
    public void A_received_log_survives_being_torn_and_reopened()
    {
        string path = _folder["received.log"];
        using (ReceivedLog log = new(FileLayer.Real, path))
        {
            log.Append(s_entries[0]);
            log.Append(s_entries[1]);
        }

        File.AppendAllText(path, "half an entry");
        using (ReceivedLog log = new(FileLayer.Real, path))
        {
            log.Append(s_entries[2]);
        }

        Assert.Equal(s_entries.Take(3).Select(Describe), ReceivedLog.Read(path).Select(Describe));
    }

    public void Dispose() => _folder.Dispose();

    private static string Describe(LedgerEntry entry) =>
        $"{Convert.ToHexString(entry.FileId)} {entry.Length} {Convert.ToHexString(entry.Sha256)}";

    private string WriteLedger() => WriteLedger(s_entries);

    private string WriteLedger(IEnumerable<LedgerEntry> entries)
    {
        string path = _folder["ledger"];
        using LedgerWriter writer = new(FileLayer.Real, path);
        foreach (LedgerEntry entry in entries)
        {
            writer.Add(entry);
        }

        writer.Complete();
        return path;
    }

    private void AssertRefused(byte[] bytes)
    {
        string path = _folder["damaged"];
        File.WriteAllBytes(path, bytes);
        EngineException refused = Assert.Throws<EngineException>(() => Ledger.Read(path).First());
        Assert.Equal(ErrorKind.RepositoryInvalid, refused.Kind);
    }
}
