using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Restoration.Phone;

namespace IosBackup.Engine.Verification;

/// <summary>
/// One verification. One thread brings rows, stored files and ledger together, all in the order of ids and none of them
/// held whole; others read content.
/// </summary>
internal sealed class VerificationRun
{
    private const int MostWorkers = 8;
    private const int QueueLength = 512;

    private readonly BackupFolder _folder;
    private readonly VerificationOptions _options;
    private readonly CancellationToken _stop;
    private readonly FindingList _findings = new();
    private readonly IProgress<VerificationProgress>? _progress;
    private readonly VerificationMeter _meter;
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public VerificationRun(
        BackupFolder folder,
        VerificationOptions options,
        IProgress<VerificationProgress>? progress,
        CancellationToken stop)
    {
        _folder = folder;
        _options = options;
        _progress = progress;
        _meter = new VerificationMeter(progress);
        _stop = stop;
    }

    public async Task<VerificationResult> RunAsync()
    {
        RequireBackup();
        MetadataCheck metadata = new(_folder, _findings);
        metadata.Run();
        RepositoryEvidence? evidence = RepositoryEvidence.Find(_folder, metadata.Status);
        evidence?.Check(_findings);
        using Backup? backup = TryOpen(metadata.Status);
        RequireWhole(backup);
        using KeyCheck? keys = backup is null ? null : new KeyCheck(backup, _findings);
        bool propertiesChanged = evidence?.ChangedMetadata.Contains(BackupProperties.FileName) == true;
        keys?.Run(_options, propertiesChanged);
        RequireKeys(backup, keys);
        bool rowsAreReadable = backup is not null && CheckManifest(backup);
        await CheckFilesAsync(backup, keys?.Keys, rowsAreReadable, evidence);
        _meter.Report();
        CheckProofs(rowsAreReadable);
        if (_options.Level == VerificationLevel.Drill && backup is not null)
        {
            DrillProgress? progress = _progress is null ? null : new DrillProgress(_progress, _meter);
            await new DrillCheck(_options, _findings).RunAsync(backup, progress, _stop);
        }

        return Conclude(backup?.Udid ?? Path.GetFileName(_folder.Path), evidence);
    }

    /// <summary>A folder without anything of a backup is a mistake of the caller, not a damaged backup.</summary>
    private void RequireBackup()
    {
        if (!File.Exists(_folder[BackupProperties.FileName]) && !File.Exists(_folder[BackupStatus.FileName]))
        {
            _folder.Detect();
        }
    }

    private Backup? TryOpen(BackupStatus? status)
    {
        try
        {
            Backup backup = Backup.Open(_folder.Path);
            if ((_options.RunId is not null && backup.RunId != _options.RunId)
                || (status?.Uuid is string seen && backup.Status?.Uuid != seen))
            {
                backup.Dispose();
                throw new EngineException(ErrorKind.BackupReplaced, "Another run has made what lies there now.")
                {
                    Target = _folder.Path,
                };
            }

            return backup;
        }
        catch (EngineException e) when (e.Kind is ErrorKind.BackupIncomplete or ErrorKind.NotABackup)
        {
            _findings.Add(FindingKind.ManifestMissing, ManifestDatabase.FileName);
            return null;
        }
        catch (EngineException e) when (e.Kind == ErrorKind.ManifestDamaged)
        {
            // Manifest.plist: found out before.
            return null;
        }
    }

    /// <summary>A drill's device needs the password itself, as every device does.</summary>
    private bool LacksDrillPassword => _options is { Level: VerificationLevel.Drill, Password: null };

    /// <summary>That no device takes it as a whole says nothing about whether it is good.</summary>
    private void RequireWhole(Backup? backup)
    {
        if (_options.Level == VerificationLevel.Drill && backup is not null && PhoneRestorePlanner.IsPartial(backup))
        {
            throw new EngineException(ErrorKind.BackupPartial, "A drill restores whole backups.")
            {
                Target = _folder.Path,
            };
        }
    }

    private void RequireKeys(Backup? backup, KeyCheck? keys)
    {
        if (_options.Level >= VerificationLevel.Full
            && backup is { IsEncrypted: true, Format: not BackupFormat.WeaklyEncryptedDatabase }
            && (keys?.Keys is null || LacksDrillPassword)
            && !_findings.Has(FindingKind.KeybagDamaged) && !_findings.Has(FindingKind.PasswordRefused))
        {
            throw new EngineException(ErrorKind.BackupPasswordRequired, "Nothing can be decrypted without it.")
            {
                Target = _folder.Path,
            };
        }
    }

    /// <returns>Whether the manifest's rows can be read.</returns>
    private bool CheckManifest(Backup backup)
    {
        bool isEncrypted = backup.IsEncrypted && backup.Format == BackupFormat.Database;
        string name = backup.Format == BackupFormat.Records ? ManifestRecords.FileName : ManifestDatabase.FileName;
        if (isEncrypted && _folder.Follow(() => new FileInfo(_folder[name]).Length) % AesKeys.BlockSize != 0)
        {
            _findings.Add(FindingKind.ManifestDamaged, name, "its length is none that encryption gives");
        }

        try
        {
            foreach (string fault in backup.FindManifestFaults(_options.Level >= VerificationLevel.Full, _stop))
            {
                _findings.Add(FindingKind.ManifestDamaged, name, fault);
            }

            if (isEncrypted && backup.ManifestEnding != ManifestEnding.Regular)
            {
                _findings.Add(FindingKind.ManifestEndingUnusual, name, backup.ManifestEnding.ToString());
            }

            return true;
        }
        catch (EngineException e) when (
            e.Kind is ErrorKind.ManifestDamaged or ErrorKind.FormatNotSupported or ErrorKind.BackupPasswordRequired)
        {
            bool isDamaged = e.Kind == ErrorKind.ManifestDamaged;
            _findings.Add(isDamaged ? FindingKind.ManifestDamaged : FindingKind.ManifestUnread, name, e.Message);
            return false;
        }
    }

    private async Task CheckFilesAsync(
        Backup? backup, ClassKeys? keys, bool rowsAreReadable, RepositoryEvidence? evidence)
    {
        bool isFlat = backup?.Format == BackupFormat.Records;

        // Ledgers list content that lies in the places of iOS 10 and later.
        string? ledger = isFlat ? null : evidence?.Ledger;
        StoredFiles stored = new(_folder, isFlat, _options.Slice);
        bool reads = _options.Level >= VerificationLevel.Hash;
        if (reads)
        {
            (long files, long bytes) = stored.Measure(_stop);
            (_meter.FilesTotal, _meter.BytesTotal) = (files, bytes);
            _meter.Report();
        }

        AncestorCheck ancestors = new();
        using ManifestRows? rows = rowsAreReadable
            ? new ManifestRows(
                backup!.Rows(_stop),
                new RowCheck(backup.IsEncrypted, keys, _findings),
                ancestors,
                _options.Slice,
                _findings)
            : null;
        LengthCheck lengths = new(backup?.IsEncrypted, ledger is not null, _findings);
        IEnumerable<JoinedFile> Files()
        {
            foreach (JoinedFile file in JoinedFile.Join(
                () => rows?.Next(), stored.InOrder(_findings, _stop), ReadLedger(ledger)))
            {
                _stop.ThrowIfCancellationRequested();
                lengths.Check(file, rows?.IsWhole == true);
                if (file.Row is { Kind: FileKind.File } || file.Stored is not null)
                {
                    yield return file;
                }
            }
        }

        using ContentCheck? content = _options.Level >= VerificationLevel.Full && rowsAreReadable
            ? new ContentCheck(backup!, _findings)
            : null;
        if (reads)
        {
            await ReadAsync(Files(), () => new PayloadCheck(_folder, keys, content, _findings, _meter));
        }
        else
        {
            foreach (JoinedFile file in Files())
            {
                _meter.AddFile();
                _meter.AddUnproved();
            }
        }

        if (rows?.IsWhole == true && !ancestors.AreAllThere)
        {
            FindOrphanedRows(backup!, ancestors);
        }
    }

    /// <summary>Who has bytes compared must not take silence for a proof when there was nothing to compare.</summary>
    private void CheckProofs(bool rowsAreReadable)
    {
        // Deeper levels look into what they decrypt, if only the rows can be read.
        bool comparesOnly = _options.Level == VerificationLevel.Hash
            || (_options.Level > VerificationLevel.Hash && !rowsAreReadable);
        if (comparesOnly && _meter.Files > 0 && _meter.Unproved == _meter.Files)
        {
            _findings.Add(FindingKind.NothingProved);
        }
    }

    private IEnumerable<LedgerEntry> ReadLedger(string? path) => path is null
        ? []
        : Ledger.Read(path).Where(
            entry => _options.Slice?.Contains(Hex.Lower(entry.FileId)) != false);

    /// <summary>Reads files on several threads. A failure that is none of a file's own ends the work.</summary>
    private async Task ReadAsync(IEnumerable<JoinedFile> files, Func<PayloadCheck> newCheck)
    {
        int workers = _options.Workers > 0 ? _options.Workers : Math.Min(Environment.ProcessorCount, MostWorkers);
        using CancellationTokenSource abort = CancellationTokenSource.CreateLinkedTokenSource(_stop);
        using BlockingCollection<JoinedFile> queue = new(QueueLength);
        Task[] readers = [.. Enumerable.Range(0, workers).Select(_ => Task.Factory.StartNew(
            () => ReadFrom(queue, newCheck, abort),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        try
        {
            foreach (JoinedFile file in files)
            {
                queue.Add(file, abort.Token);
            }
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            // A reader has failed, and tells why below.
        }
        catch
        {
            abort.Cancel();
            throw;
        }
        finally
        {
            queue.CompleteAdding();
            await Task.WhenAll(readers.Select(static reader => reader.ContinueWith(
                static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)));
        }

        await Task.WhenAll(readers);
    }

    private void ReadFrom(
        BlockingCollection<JoinedFile> queue, Func<PayloadCheck> newCheck, CancellationTokenSource abort)
    {
        try
        {
            using PayloadCheck check = newCheck();
            foreach (JoinedFile file in queue.GetConsumingEnumerable(abort.Token))
            {
                if (file.Stored is { IsFile: true })
                {
                    check.Check(file, abort.Token);
                }

                _meter.AddFile();
            }
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            // Another reader has failed.
        }
        catch
        {
            abort.Cancel();
            throw;
        }
    }

    /// <summary>A second look at the rows, only where something is wrong: the first does not hold names.</summary>
    private void FindOrphanedRows(Backup backup, AncestorCheck ancestors)
    {
        foreach (BackupFile row in backup.Rows(_stop))
        {
            if ((row.Flaws & FileFlaws.Placeholder) == 0
                && _options.Slice?.Contains(row.FileId) != false && ancestors.LacksParent(row))
            {
                _findings.Add(FindingKind.ParentMissing, row);
            }
        }
    }

    private VerificationResult Conclude(string udid, RepositoryEvidence? evidence)
    {
        VerificationResult result = new()
        {
            Path = _folder.Path,
            Udid = udid,
            Level = _options.Level,
            Slice = _options.Slice,
            FilesChecked = _meter.Files,
            BytesChecked = _meter.Bytes,
            FilesUnproved = _meter.Unproved,
            HasLedger = evidence?.Ledger is not null,
            Findings = _findings.ToList(),
            ErrorCount = _findings.Errors,
            WarningCount = _findings.Warnings,
            Date = DateTimeOffset.UtcNow,
            Duration = _clock.Elapsed,
        };
        VerificationRecord record = new()
        {
            Date = result.Date,
            Level = result.Level.ToString(),
            Slice = result.Slice?.ToString(),
            Passed = result.Passed,
            BlocksRestore = result.Findings.Any(static finding =>
                finding.Severity == FindingSeverity.Error && FindingRules.BlocksRestore(finding.Kind)),
        };
        return result with { IsRemembered = _options.Remember && evidence?.Remember(record) == true };
    }
}
