using System;
using System.IO;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Verification;

/// <summary>
/// Looks into decrypted content: databases, property lists, and how pictures and films begin. What it reads for that is
/// bounded, and plaintext lies in memory or in a private file only. Safe for several threads.
/// </summary>
internal sealed class ContentCheck : IDisposable
{
    private const long LargestPropertyList = 16 * 1024 * 1024;
    private const long LargestDatabaseInMemory = 8 * 1024 * 1024;
    private const long BytesPerSecond = 4 * 1024 * 1024;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private static readonly PlistLimits s_limits = new() { MaximumNodes = 2_000_000 };

    private readonly Backup _backup;
    private readonly FindingList _findings;

    // A property list takes many times its length in memory: large ones take turns.
    private readonly SemaphoreSlim _oneLargeList = new(1);

    public ContentCheck(Backup backup, FindingList findings)
    {
        _backup = backup;
        _findings = findings;
    }

    /// <summary>Looks into a file.</summary>
    /// <param name="row">The file.</param>
    /// <param name="head">Its first bytes.</param>
    /// <param name="length">Bytes of its content.</param>
    /// <param name="stop">Ends the work.</param>
    public void Check(BackupFile row, ReadOnlySpan<byte> head, long length, CancellationToken stop)
    {
        if (length == 0)
        {
            return;
        }

        ContentKind expected = ContentKinds.OfName(row.Name);
        ContentKind found = ContentKinds.OfHead(head);
        if (found == ContentKind.Database)
        {
            CheckDatabase(row, length, stop);
        }
        else if (found == ContentKind.BinaryPropertyList
            || (found == ContentKind.XmlPropertyList && IsPropertyList(expected)))
        {
            CheckPropertyList(row, length, found, stop);
        }
        else if (expected != ContentKind.Unknown && found == ContentKind.Zeros)
        {
            _findings.Add(FindingKind.ContentZeroed, row);
        }
        else if (expected != ContentKind.Unknown && expected != found)
        {
            _findings.Add(FindingKind.HeaderUnexpected, row);
        }
    }

    public void Dispose() => _oneLargeList.Dispose();

    private static bool IsPropertyList(ContentKind kind) =>
        kind is ContentKind.BinaryPropertyList or ContentKind.XmlPropertyList;

    private void CheckPropertyList(BackupFile row, long length, ContentKind kind, CancellationToken stop)
    {
        if (length > LargestPropertyList)
        {
            _findings.Add(FindingKind.ContentUnjudged, row, $"a property list of {length} bytes");
            return;
        }

        bool takesTurn = length > LargestPropertyList / 16;
        if (takesTurn)
        {
            _oneLargeList.Wait(stop);
        }

        try
        {
            byte[] bytes = new byte[length];
            using (Stream content = _backup.OpenRead(row, salvage: true))
            {
                content.ReadExactly(bytes, 0, bytes.Length);
            }

            PropertyList.Parse(bytes, s_limits);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PropertyListInvalid)
        {
            // Files of apps may look like XML and be something else.
            bool isSure = kind == ContentKind.BinaryPropertyList;
            _findings.Add(
                FindingKind.PropertyListDamaged, row, e.Message, isSure ? null : FindingSeverity.Warning);
        }
        finally
        {
            if (takesTurn)
            {
                _oneLargeList.Release();
            }
        }
    }

    private void CheckDatabase(BackupFile row, long length, CancellationToken stop)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(s_patience + TimeSpan.FromSeconds(length / BytesPerSecond));
        try
        {
            using PrivateDatabase copy = OpenDatabase(row, length, stop, patience.Token);
            foreach (string fault in SqliteIntegrity.FindFaults(copy.Database, deep: false))
            {
                _findings.Add(FindingKind.DatabaseDamaged, row, fault);
                break;
            }
        }
        catch (EngineException e) when (e.Kind is ErrorKind.DatabaseDamaged or ErrorKind.FormatNotSupported)
        {
            bool isDamaged = e.Kind == ErrorKind.DatabaseDamaged;
            _findings.Add(
                isDamaged ? FindingKind.DatabaseDamaged : FindingKind.ContentUnjudged, row, e.Message);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            _findings.Add(FindingKind.ContentUnjudged, row, "the check of the database took too long");
        }
    }

    /// <summary>Copies a database, with the log beside it when there is one.</summary>
    private PrivateDatabase OpenDatabase(
        BackupFile row, long length, CancellationToken stop, CancellationToken patience)
    {
        using Stream content = OpenContent(row);
        using Stream? log = OpenLog(row);
        return log is null
            ? PrivateDatabase.Open(content, length, row.ToString(), LargestDatabaseInMemory, stop, patience)
            : PrivateDatabase.OpenWithLog(content, log, row.ToString(), patience);
    }

    /// <summary>Bad padding has been found before; what is left can still be judged.</summary>
    private Stream OpenContent(BackupFile row)
    {
        try
        {
            return _backup.OpenRead(row);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PayloadDamaged)
        {
            return _backup.OpenRead(row, salvage: true);
        }
    }

    private Stream? OpenLog(BackupFile row)
    {
        const string LogSuffix = "-wal";
        if (_backup.Find(row.Domain, row.RelativePath + LogSuffix) is not { Kind: FileKind.File } log)
        {
            return null;
        }

        try
        {
            return OpenContent(log);
        }
        catch (EngineException)
        {
            // A log that cannot be opened is a finding of its own.
            return null;
        }
    }
}
