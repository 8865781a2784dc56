using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Policies;
using Xunit;

namespace IosBackup.Engine.Tests.Fleet.Policies;

public sealed class PolicyOutcomesTests
{
    private static readonly PolicyDeviceOutcome s_good = new(true, false, []);
    private static readonly PolicyDeviceOutcome s_unreadable = new(true, true, []);

    /// <summary>The devices of a run, the outcome, and its exit code.</summary>
    public static TheoryData<PolicyDeviceOutcome[], PolicyOutcome, int> Table { get; } = new()
    {
        { [s_good, s_good], PolicyOutcome.Completed, 0 },
        { [Failed(ErrorKind.DeviceDisconnected)], PolicyOutcome.Failed, 1 },
        { [Failed(ErrorKind.PayloadDamaged), Failed(ErrorKind.DeviceLocked)], PolicyOutcome.Failed, 1 },
        { [Failed()], PolicyOutcome.Failed, 1 },
        { [Failed(ErrorKind.NoMuxService)], PolicyOutcome.Failed, 1 },
        { [s_good, Failed(ErrorKind.DeviceDisconnected)], PolicyOutcome.SomeFailed, 2 },
        { [Stands(ErrorKind.PayloadDamaged)], PolicyOutcome.SomeFailed, 2 },
        { [s_good, Failed(ErrorKind.EncryptionOff), Failed(ErrorKind.DeviceLocked)], PolicyOutcome.SomeFailed, 2 },
        { [s_good, s_unreadable], PolicyOutcome.UnreadableFiles, 3 },
        { [s_good, Failed(ErrorKind.DeviceNotFound)], PolicyOutcome.DeviceNotSeen, 4 },
        { [s_unreadable, Failed(ErrorKind.DeviceNotFound)], PolicyOutcome.DeviceNotSeen, 4 },
        { [], PolicyOutcome.DeviceNotSeen, 4 },
        { [s_good, Failed(ErrorKind.DeviceLocked)], PolicyOutcome.PasscodeOrTrustNeeded, 5 },
        {
            [Failed(ErrorKind.TrustPending), Failed(ErrorKind.DeviceNotFound)],
            PolicyOutcome.PasscodeOrTrustNeeded, 5
        },
        { [Failed(ErrorKind.PasscodeRequired), Failed(ErrorKind.Cancelled)], PolicyOutcome.PasscodeOrTrustNeeded, 5 },
        { [Failed(ErrorKind.DestinationUnavailable)], PolicyOutcome.RepositoryUnavailable, 10 },
        {
            [Stands(ErrorKind.DestinationFull), Failed(ErrorKind.DeviceLocked)],
            PolicyOutcome.RepositoryUnavailable, 10
        },
        { [s_good, Failed(ErrorKind.RepositoryLocked)], PolicyOutcome.RepositoryLocked, 11 },
        { [Failed(ErrorKind.RepositoryLocked), Failed(ErrorKind.IdleTimeout)], PolicyOutcome.RepositoryLocked, 11 },
        { [s_good, Stands(ErrorKind.BackupPasswordIncorrect)], PolicyOutcome.PasswordWrong, 12 },
        {
            [Failed(ErrorKind.BackupPasswordRequired), Failed(ErrorKind.DestinationFull)],
            PolicyOutcome.PasswordWrong, 12
        },
        { [s_good, Failed(ErrorKind.Cancelled)], PolicyOutcome.Cancelled, 130 },
        { [Failed(ErrorKind.Cancelled), Failed(ErrorKind.DeviceNotFound)], PolicyOutcome.Cancelled, 130 },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void The_most_serious_wins(PolicyDeviceOutcome[] devices, PolicyOutcome expected, int exitCode)
    {
        Assert.Equal(expected, PolicyOutcomes.Of(devices));
        Assert.Equal(expected, PolicyOutcomes.Of([.. devices.Reverse()]));
        Assert.Equal(exitCode, PolicyOutcomes.ExitCodeOf(expected));
    }

    [Fact]
    public void No_error_at_all_is_a_success()
    {
        foreach (ErrorKind kind in Enum.GetValues<ErrorKind>())
        {
            Assert.NotEqual(0, PolicyOutcomes.ExitCodeOf(PolicyOutcomes.Of([s_good, Stands(kind)])));
            Assert.NotEqual(0, PolicyOutcomes.ExitCodeOf(PolicyOutcomes.Of([Failed(kind)])));
        }
    }

    [Fact]
    public void Every_outcome_but_the_plan_has_its_own_code()
    {
        HashSet<int> codes = [.. Enum.GetValues<PolicyOutcome>()
            .Where(static outcome => outcome != PolicyOutcome.Planned).Select(PolicyOutcomes.ExitCodeOf)];

        Assert.Equal([0, 1, 2, 3, 4, 5, 10, 11, 12, 130], codes.Order());
        Assert.Equal(0, PolicyOutcomes.ExitCodeOf(PolicyOutcome.Planned));
    }

    private static PolicyDeviceOutcome Failed(params ErrorKind[] errors) => new(false, false, errors);

    private static PolicyDeviceOutcome Stands(params ErrorKind[] errors) => new(true, false, errors);
}
