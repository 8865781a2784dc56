using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Fleet.Policies;

/// <summary>Makes one outcome of those of all devices, and a program's exit code of it.</summary>
public static class PolicyOutcomes
{
    // What makes backups worthless or impossible.
    private static readonly (PolicyOutcome Outcome, ErrorKind[] Kinds)[] s_grave =
    [
        (PolicyOutcome.PasswordWrong, [ErrorKind.BackupPasswordIncorrect, ErrorKind.BackupPasswordRequired]),
        (PolicyOutcome.RepositoryUnavailable,
            [
                ErrorKind.DestinationUnavailable, ErrorKind.DestinationFull, ErrorKind.DestinationProtected,
                ErrorKind.RepositoryInvalid, ErrorKind.BackupUnavailable,
            ]),
        (PolicyOutcome.RepositoryLocked, [ErrorKind.RepositoryLocked]),
    ];

    // What a person has to do, and then what may come by itself.
    private static readonly (PolicyOutcome Outcome, ErrorKind[] Kinds)[] s_usual =
    [
        (PolicyOutcome.PasscodeOrTrustNeeded,
            [
                ErrorKind.PasscodeRequired, ErrorKind.DeviceLocked, ErrorKind.PairingRequired,
                ErrorKind.PairingDenied, ErrorKind.PairingForbidden, ErrorKind.TrustPending,
            ]),
        (PolicyOutcome.Cancelled, [ErrorKind.Cancelled]),
        (PolicyOutcome.DeviceNotSeen, [ErrorKind.DeviceNotFound]),
    ];

    /// <summary>
    /// The outcome of a run, the first of these that is the case: PasswordWrong, RepositoryUnavailable,
    /// RepositoryLocked; Failed or SomeFailed, for errors without an outcome of their own; PasscodeOrTrustNeeded,
    /// Cancelled, DeviceNotSeen (no device at all, too); UnreadableFiles; Completed.
    /// </summary>
    public static PolicyOutcome Of(IReadOnlyCollection<PolicyDeviceOutcome> devices)
    {
        HashSet<ErrorKind> errors = [.. devices.SelectMany(static device => device.Errors)];
        bool isUnforeseen = errors.Except(s_grave.Concat(s_usual).SelectMany(static group => group.Kinds)).Any();
        PolicyOutcome? failed = !isUnforeseen ? null
            : devices.Any(static device => device.HasGoodBackup) ? PolicyOutcome.SomeFailed
            : PolicyOutcome.Failed;
        return First(s_grave, errors) ?? failed ?? First(s_usual, errors)
            ?? (devices.Count == 0 ? PolicyOutcome.DeviceNotSeen
                : devices.Any(static device => device.HasUnreadableFiles) ? PolicyOutcome.UnreadableFiles
                : devices.All(static device => device.HasGoodBackup) ? PolicyOutcome.Completed
                : PolicyOutcome.Failed);
    }

    /// <summary>The exit code for an outcome. The numbers are API.</summary>
    public static int ExitCodeOf(PolicyOutcome outcome) => outcome switch
    {
        PolicyOutcome.Completed or PolicyOutcome.Planned => 0,
        PolicyOutcome.Failed => 1,
        PolicyOutcome.SomeFailed => 2,
        PolicyOutcome.UnreadableFiles => 3,
        PolicyOutcome.DeviceNotSeen => 4,
        PolicyOutcome.PasscodeOrTrustNeeded => 5,
        PolicyOutcome.RepositoryUnavailable => 10,
        PolicyOutcome.RepositoryLocked => 11,
        PolicyOutcome.PasswordWrong => 12,
        PolicyOutcome.Cancelled => 130,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static PolicyOutcome? First(
        (PolicyOutcome Outcome, ErrorKind[] Kinds)[] groups, HashSet<ErrorKind> errors)
    {
        foreach ((PolicyOutcome outcome, ErrorKind[] kinds) in groups)
        {
            if (errors.Overlaps(kinds))
            {
                return outcome;
            }
        }

        return null;
    }
}
