using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Output;

namespace IosBackup.Status;

/// <summary>Judges the backups of one device.</summary>
internal sealed class DeviceStatus
{
    private readonly StatusRules _rules;
    private readonly List<IosBackup> _newestFirst;
    private readonly List<IosBackup> _good;
    private readonly IReadOnlyList<IosBackup> _copies;
    private readonly List<IosDeviceFinding> _findings = [];

    /// <param name="rules">What is wanted.</param>
    /// <param name="backups">The device's backups in the repository.</param>
    /// <param name="copies">Its newest backup that counts in each of the other places.</param>
    private DeviceStatus(StatusRules rules, IEnumerable<IosBackup> backups, IReadOnlyList<IosBackup> copies)
    {
        _rules = rules;
        _newestFirst = [.. backups.OrderByDescending(static backup => backup.Date)];
        _good = _newestFirst.FindAll(rules.Counts);
        _copies = copies;
    }

    /// <summary>Judges them.</summary>
    /// <param name="device">The device; its name may be known from elsewhere.</param>
    /// <param name="backups">Its backups in the repository, good or not.</param>
    /// <param name="copies">Its newest backup that counts in each of the other places.</param>
    /// <param name="rules">What is wanted.</param>
    public static IosBackupStatus Of(
        IosDevice device, IEnumerable<IosBackup> backups, IReadOnlyList<IosBackup> copies, StatusRules rules) =>
        new DeviceStatus(rules, backups, copies).Judge(device);

    private IosBackupStatus Judge(IosDevice device)
    {
        IosBackup? last = _good.FirstOrDefault();
        IosBackup? newest = _newestFirst.FirstOrDefault();
        DateTimeOffset? verified = _good.Max(static backup => backup.LastVerified);
        CheckBackup(last, newest);
        CheckVerification(verified);
        CheckCopies();
        return new IosBackupStatus
        {
            Udid = device.Udid,
            DeviceName = device.Name ?? newest?.DeviceName,
            ModelName = device.ModelName ?? newest?.ModelName,
            ProductVersion = last?.ProductVersion,
            Passed = _findings.All(static finding => finding.Severity != IosDeviceFindingSeverity.Error),
            LastBackup = last?.Date,
            Path = last?.Path,
            IsEncrypted = last?.IsEncrypted,
            Size = last?.Size,
            BackupCount = _good.Count,
            LastVerified = verified,
            Copies = _copies,
            Findings = [.. _findings.OrderByDescending(static finding => finding.Severity)],
        };
    }

    private void CheckBackup(IosBackup? last, IosBackup? newest)
    {
        if (last is null)
        {
            string others = _newestFirst.Exists(static backup => backup is { IsGood: true, IsPartial: true })
                ? "There are backups of chosen data only, which -AllowPartial counts."
                : _newestFirst.Count > 0 ? "What is there is unfinished or damaged, or failed its test." : "";
            Add("NoBackup", IosDeviceFindingSeverity.Error, $"There is no good backup. {others}".TrimEnd());
            return;
        }

        if (!_rules.CountsToday(last))
        {
            Add("BackupTooOld", IosDeviceFindingSeverity.Error, $"The last good backup is {Ago(last.Date)} old.");
        }

        if (_rules.RequiresEncryption && last.IsEncrypted != true)
        {
            Add("NotEncrypted", IosDeviceFindingSeverity.Error, "The last good backup is not encrypted.");
        }

        if (newest is { IsGood: false } && newest.Date > last.Date)
        {
            Add(
                "NewestNotGood",
                IosDeviceFindingSeverity.Warning,
                $"A newer one is not good: {newest.Problem ?? newest.State.ToString()}");
        }

        if (last.FailedFileCount > 0)
        {
            Add(
                "FilesUnreadable",
                IosDeviceFindingSeverity.Warning,
                $"The device could not read {_Format.Count(last.FailedFileCount)} files for the last good backup.");
        }
    }

    private void CheckVerification(DateTimeOffset? verified)
    {
        if (_rules.VerifiedWithin is not { } within || _good.Count == 0 || _rules.Now - verified <= within)
        {
            return;
        }

        Add(
            "NotVerified",
            IosDeviceFindingSeverity.Error,
            verified is null
                ? "No good backup was ever tested. Test-IosBackup does that."
                : $"The last test that a good backup passed is {Ago(verified)} old. Test-IosBackup makes one.");
    }

    private void CheckCopies()
    {
        if (_copies.Count < _rules.Copies)
        {
            Add(
                "CopiesMissing",
                IosDeviceFindingSeverity.Error,
                $"Good backups that are new enough are in {_Format.Count(_copies.Count)} of the other places, and "
                + $"should be in {_Format.Count(_rules.Copies)}.");
        }
    }

    private string Ago(DateTimeOffset? then) => _Format.Age(then, _rules.Now);

    private void Add(string id, IosDeviceFindingSeverity severity, string message) =>
        _findings.Add(new IosDeviceFinding(id, severity, message));
}
