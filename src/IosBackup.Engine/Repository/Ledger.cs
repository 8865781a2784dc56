using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Repository;

/// <summary>
/// SHA-256 and length of every stored file of a generation, taken while the files arrived. It finds rotten bits without
/// the backup's password, which Apple's format cannot.
/// </summary>
internal static class Ledger
{
    /// <summary>The first bytes of a ledger; the last digit is the format's version.</summary>
    public static byte[] Header { get; } = Encoding.ASCII.GetBytes("IOSBLDG1");

    /// <summary>
    /// Reads a ledger in the order of fileIDs, in flat memory. The checksum is checked before anything else.
    /// </summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.RepositoryInvalid"/>: damaged.</exception>
    public static IEnumerable<LedgerEntry> Read(string path)
    {
        Verify(path);
        return Entries(path);
    }

    private static IEnumerable<LedgerEntry> Entries(string path)
    {
        using FileStream file = Open(path);
        file.Position = Header.Length;
        long count = (file.Length - Header.Length - LedgerEntry.HashSize) / LedgerEntry.Size;
        byte[] encoded = new byte[LedgerEntry.Size];
        for (long i = 0; i < count; i++)
        {
            file.ReadExactly(encoded);
            yield return LedgerEntry.Read(encoded);
        }
    }

    /// <summary>Checks a ledger's checksum.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.RepositoryInvalid"/>: damaged.</exception>
    public static void Verify(string path)
    {
        using FileStream file = Open(path);
        long body = file.Length - LedgerEntry.HashSize;
        bool plausible = body >= Header.Length && (body - Header.Length) % LedgerEntry.Size == 0;
        if (!plausible || !HasHeaderAndChecksum(file, body))
        {
            throw new EngineException(ErrorKind.RepositoryInvalid, "The ledger is damaged.") { Target = path };
        }
    }

    private static bool HasHeaderAndChecksum(FileStream file, long body)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[64 * 1024];
        bool header = true;
        for (long rest = body; rest > 0;)
        {
            int read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, rest));
            if (read == 0)
            {
                return false;
            }

            header &= rest != body || buffer.AsSpan(0, Math.Min(read, Header.Length)).SequenceEqual(Header);
            hash.AppendData(buffer, 0, read);
            rest -= read;
        }

        byte[] stored = new byte[LedgerEntry.HashSize];
        file.ReadExactly(stored);
        return header && hash.GetHashAndReset().AsSpan().SequenceEqual(stored);
    }

    /// <summary>Opens a ledger for reading; what is in it is not checked.</summary>
    public static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024);
}
