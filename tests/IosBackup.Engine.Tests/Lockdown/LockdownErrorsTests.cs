using System;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using Xunit;

namespace IosBackup.Engine.Tests.Lockdown;

public sealed class LockdownErrorsTests
{
    public static TheoryData<string> Names => [.. Enum.GetNames<LockdownError>().Except(["Unknown"])];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_error_is_known_by_its_name(string name)
    {
        EngineException error = LockdownErrors.ToException(name, "GetValue");

        Assert.Equal(Enum.Parse<LockdownError>(name), LockdownErrors.Parse(name));
        Assert.Equal(name, error.DeviceError);
        Assert.True(error.Is(Enum.Parse<LockdownError>(name)));
    }

    [Theory]
    [InlineData("PasswordProtected", ErrorKind.DeviceLocked)]
    [InlineData("EscrowLocked", ErrorKind.DeviceLocked)]
    [InlineData("PairingDialogResponsePending", ErrorKind.TrustPending)]
    [InlineData("UserDeniedPairing", ErrorKind.PairingDenied)]
    [InlineData("InvalidHostID", ErrorKind.PairingRequired)]
    [InlineData("InvalidPairRecord", ErrorKind.PairingRequired)]
    [InlineData("SessionInactive", ErrorKind.DeviceDisconnected)]
    [InlineData("InvalidSessionID", ErrorKind.DeviceDisconnected)]
    [InlineData("InvalidConnection", ErrorKind.DeviceDisconnected)]
    [InlineData("InvalidService", ErrorKind.ServiceUnavailable)]
    [InlineData("ServiceProhibited", ErrorKind.ServiceUnavailable)]
    [InlineData("ServiceLimit", ErrorKind.ServiceUnavailable)]
    [InlineData("PairingProhibitedOverThisConnection", ErrorKind.CableRequired)]
    [InlineData("MCProtected", ErrorKind.PairingForbidden)]
    [InlineData("MCChallengeRequired", ErrorKind.PairingForbidden)]
    [InlineData("FMiPProtected", ErrorKind.FindMyEnabled)]
    [InlineData("GetProhibited", ErrorKind.DeviceFailed)]
    [InlineData("SomethingNew", ErrorKind.DeviceFailed)]
    public void Errors_say_what_to_do(string name, ErrorKind kind) =>
        Assert.Equal(kind, LockdownErrors.ToException(name, "Pair").Kind);

    [Theory]
    [InlineData("-17")]
    [InlineData("0")]
    [InlineData("passwordprotected")]
    [InlineData("PasswordProtected, EscrowLocked")]
    [InlineData("")]
    [InlineData(null)]
    public void Only_exact_names_count(string? name) => Assert.Equal(LockdownError.Unknown, LockdownErrors.Parse(name));

    [Fact]
    public void A_hostile_name_is_cut_and_cleaned()
    {
        EngineException error = LockdownErrors.ToException("\u001b[31m\r\n" + new string('x', 100_000), "Pair");

        Assert.InRange(error.Message.Length, 1, 200);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }
}
