using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Policies;
using IosBackup.Output;

namespace IosBackup.Policies;

/// <summary>A device on its way through the steps of a policy.</summary>
internal sealed class PolicyDevice(string udid, IosDevice? found)
{
    private readonly List<(ErrorKind Kind, string Text)> _errors = [];
    private readonly List<string> _warnings = [];

    /// <summary>The identifier: as the device spells it where it was found, else as the policy does.</summary>
    public string Udid { get; } = found?.Udid ?? udid;

    /// <summary>The device; null when it cannot be backed up.</summary>
    public IosDevice? Found { get; } = found;

    /// <summary>How its backup went; null when there is no word of it.</summary>
    public IosBackupResult? Result { get; set; }

    /// <summary>Whether a backup is only planned.</summary>
    public bool IsPlanned { get; set; }

    /// <summary>Where copies are.</summary>
    public List<string> Copies { get; } = [];

    /// <summary>The generations that are gone.</summary>
    public List<string> Removed { get; } = [];

    /// <summary>The report's file.</summary>
    public string? Report { get; set; }

    /// <summary>
    /// Whether nothing went wrong so far. Later steps may do what cannot be taken back only as long as that is so.
    /// </summary>
    public bool IsGood => _errors.Count == 0 && (IsPlanned || Result?.Backup is not null);

    /// <summary>What people are shown.</summary>
    public string Display => Name is null ? Udid : $"{_Format.Name(Name)} ({Udid})";

    private string? Name => Result?.DeviceName ?? Found?.Name;

    private bool IsSeen => Found is not null
        || (_errors.Count > 0 && _errors[0].Kind is not (ErrorKind.DeviceNotFound or ErrorKind.NoMuxService));

    /// <summary>Notes what a step for this device alone wrote, and whether it went well.</summary>
    public bool Note(NestedResult step)
    {
        _warnings.AddRange(step.Warnings);
        step.Errors.ForEach(Note);
        return step.Errors.Count == 0;
    }

    /// <summary>Notes an error.</summary>
    public void Note(ErrorRecord error) => _errors.Add((KindOf(error), error.ErrorDetails?.Message ?? $"{error}"));

    /// <summary>What counts of it for the outcome of all.</summary>
    public PolicyDeviceOutcome ToOutcome() => new(
        IsPlanned || (Result?.Backup is not null && Result.Test?.Passed != false),
        Result?.FailedFileCount > 0,
        [.. _errors.Select(static error => error.Kind)]);

    /// <summary>What users see of it.</summary>
    public IosBackupPolicyDevice ToOutput() => new()
    {
        Udid = Udid,
        DeviceName = Name,
        Seen = IsSeen,
        Status = Status(),
        Backup = Result?.Backup,
        IsEncrypted = Result?.IsEncrypted,
        TestPassed = Result?.Test?.Passed,
        Copies = [.. Copies],
        Removed = [.. Removed],
        Report = Report,
        ErrorId = _errors.Count > 0 ? _errors[0].Kind.ToString() : Result?.ErrorId,
        Error = _errors.Count > 0 ? _errors[0].Text : Result?.Error,
        Warnings = [.. (Result?.Warnings ?? []).Select(static warning => warning.Message), .. _warnings],
    };

    /// <summary>The kind of an error of this module.</summary>
    public static ErrorKind KindOf(ErrorRecord error) =>
        (error.Exception as EngineException)?.Kind ?? ErrorKind.Unexpected;

    private IosBackupPolicyStatus Status()
    {
        if (Result?.Backup is not null)
        {
            return _errors.Count > 0 || Result.Status != IosBackupResultStatus.Completed
                ? IosBackupPolicyStatus.CompletedWithErrors
                : IosBackupPolicyStatus.Completed;
        }

        return IsPlanned && _errors.Count == 0 ? IosBackupPolicyStatus.Planned
            : !IsSeen ? IosBackupPolicyStatus.NotSeen
            : Result?.Status == IosBackupResultStatus.Cancelled ? IosBackupPolicyStatus.Cancelled
            : IosBackupPolicyStatus.Failed;
    }
}
