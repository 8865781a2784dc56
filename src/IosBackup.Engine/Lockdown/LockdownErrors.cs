using System;
using System.Linq;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Lockdown;

/// <summary>What lockdown's errors mean to us.</summary>
internal static class LockdownErrors
{
    private const int MaximumNameLength = 80;

    public static LockdownError Parse(string? name) =>
        Enum.TryParse(name, out LockdownError error) && error.ToString() == name
            ? error
            : LockdownError.Unknown;

    /// <summary>Whether the exception came from this error of lockdown.</summary>
    public static bool Is(this EngineException exception, LockdownError error) =>
        exception.DeviceError is not null && Parse(exception.DeviceError) == error;

    public static EngineException ToException(string name, string request, string? udid = null)
    {
        string shown = Printable(name);
        return new EngineException(KindOf(Parse(name)), $"The device answered {request} with {shown}.")
        {
            Target = udid,
            DeviceError = shown,
        };
    }

    public static ErrorKind KindOf(LockdownError error) => error switch
    {
        LockdownError.PasswordProtected or LockdownError.EscrowLocked => ErrorKind.DeviceLocked,
        LockdownError.PairingDialogResponsePending => ErrorKind.TrustPending,
        LockdownError.UserDeniedPairing => ErrorKind.PairingDenied,
        LockdownError.MissingHostID or LockdownError.InvalidHostID or LockdownError.MissingPairRecord
            or LockdownError.InvalidPairRecord => ErrorKind.PairingRequired,
        LockdownError.SessionInactive or LockdownError.MissingSessionID or LockdownError.InvalidSessionID
            or LockdownError.InvalidConnection => ErrorKind.DeviceDisconnected,
        LockdownError.MissingService or LockdownError.InvalidService or LockdownError.ServiceLimit
            or LockdownError.ServiceProhibited => ErrorKind.ServiceUnavailable,
        LockdownError.PairingProhibitedOverThisConnection => ErrorKind.CableRequired,
        LockdownError.MCProtected or LockdownError.MCChallengeRequired => ErrorKind.PairingForbidden,
        LockdownError.FMiPProtected => ErrorKind.FindMyEnabled,
        _ => ErrorKind.DeviceFailed,
    };

    private static string Printable(string name) =>
        new([.. name.Take(MaximumNameLength).Select(static c => char.IsControl(c) ? '?' : c)]);
}
